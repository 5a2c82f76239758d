import { formatEther, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { publishRoundsOf } from '../../../devnet/chain/publishRounds.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { blsSign } from '../../../shared/signing/bls.ts'
import { makeRegistration, NO_PERMIT } from '../../../shared/signing/registration.ts'
import { startHardhatChain } from '../../../tools/support/chain.ts'
import { COMMANDS_MS_MAX, DAY, type PoolWorld, PURSE, startPoolWorld } from './startPoolWorld.ts'

const SEED = 'two nodes by the command line'
const STAKE = parseEther('25000')
const FUND = parseEther('100000')

const USAGE = 2
const REFUSED = 3
const UNREACHABLE = 5

type NodeCall = [command: string, name: string, args: readonly string[]]

describe('muster node', { timeout: COMMANDS_MS_MAX }, () => {
  let world: PoolWorld

  const run = async (command: string, name: string, args: readonly string[]): Promise<string> => {
    const { code, output } = await world.node(command, name, args)
    expect(code, output).toBe(0)
    return output
  }
  const failed = async (expected: number, [command, name, args]: NodeCall): Promise<string> => {
    const { code, output } = await world.node(command, name, args)
    expect(code, output).toBe(expected)
    return output
  }
  const refused = (...call: NodeCall): Promise<string> => failed(REFUSED, call)
  const misused = (...call: NodeCall): Promise<string> => failed(USAGE, call)
  const show = (nodeId: string): Promise<string> => run('show', '', [nodeId])
  const mined = async (call: Parameters<PoolWorld['client']['writeContract']>[0]): Promise<void> => {
    const hash = await world.client.writeContract(call)
    expect((await world.client.waitForTransactionReceipt({ hash })).status).toBe('success')
  }

  beforeAll(async () => {
    const startChain = startHardhatChain
    world = await startPoolWorld(SEED, { names: ['operator', 'stranger'], nodes: ['first', 'second'], startChain })
    const { client, deployment } = world
    const { token, registry, rewardsPool } = deployment
    const operator = world.account('operator')
    const ofToken = { address: token, abi: stakingTokenAbi } as const
    await mined({ ...ofToken, functionName: 'transfer', args: [operator.address, 2n * STAKE] } as never)
    await mined({ ...ofToken, account: operator, functionName: 'approve', args: [registry, 2n * STAKE] } as never)
    await mined({ ...ofToken, functionName: 'approve', args: [rewardsPool, FUND] } as never)
    await mined({ address: rewardsPool, abi: rewardsPoolAbi, functionName: 'fund', args: [FUND] } as never)
    for (const name of ['first', 'second']) {
      const deadline = (await client.getBlock()).timestamp + BigInt(DAY)
      const registration = await makeRegistration(deployment, { ...world.planOf(name, 'operator'), deadline }, blsSign)
      const args = [registration, '0x', STAKE, NO_PERMIT]
      const ofRegistry = { address: registry, abi: serviceNodeRegistryAbi } as const
      await mined({ ...ofRegistry, account: operator, functionName: 'register', args } as never)
    }
  })
  afterAll(() => world?.stop())

  it('each command names the reason and the time when it comes too early', async () => {
    const pending = await show('1')
    expect(pending).toMatch(/^Node 1 is Pending\.\n/)
    expect(pending).toContain(`operator              ${world.address('operator')}`)
    expect(pending).toContain('stake                 25000 tokens')
    expect(pending).toMatch(/anyone +activate, from 2090-01-01 01:0\d:\d\d UTC \(in (\d\d\.\d minutes|1\.0 hours)\)/)

    expect(await refused('activate', 'stranger', ['1'])).toMatch(
      /Node 1 can be activated from 2090-01-01 01:0\d:\d\d UTC on\..* \(ActivationTooEarly\)/,
    )
    await world.passTime(3_600)
    const missing = await refused('activate', 'stranger', ['1'])
    expect(missing).toMatch(/Round \d+ of the beacon is not published on this chain\. It is out since 2090-01-01 00:0/)
    expect(missing).toMatch(/Name an endpoint of the beacon with --beacon URL.*\[ROUND_NOT_PUBLISHED\]/s)
    const noAnswer = await failed(UNREACHABLE, ['activate', 'stranger', ['1', '--beacon', 'http://127.0.0.1:9']])
    expect(noAnswer).toMatch(/No endpoint of the beacon gave round \d+\. .*http:\/\/127\.0\.0\.1:9: /s)
    expect(await refused('exit', 'stranger', ['1'])).toMatch(/The exit of node 1 was not requested\..* \(ExitNotDue\)/)
    expect(await refused('activate', 'stranger', ['3'])).toMatch(/There is no node 3\. .*\(ServiceNodeUnknown\)/)
    expect(await refused('show', '', ['3'])).toMatch(/There is no node 3\. .*\(ServiceNodeUnknown\)/)
    expect(await misused('activate', 'stranger', ['0'])).toMatch(/NODE must be the number of a node/)
    expect(await misused('activate', 'stranger', ['4294967296'])).toMatch(/NODE must be the number of a node/)
    expect(await misused('activate', 'stranger', ['1', '2'])).toMatch(/more words than the command takes: 1, 2\./)
    expect(await misused('claim', 'stranger', [])).toMatch(/NODE is missing/)
  })

  it('activate publishes the round and finds the keys in the log when a stranger sends it', async () => {
    const beacon = ['--beacon', world.beaconServer.url]
    expect(await run('activate', 'stranger', ['1', ...beacon, '--dry-run'])).toMatch(
      /^It would publish round \d+ of the beacon, then activate node 1, for about [\d,]+ gas\. Nothing was sent\.\n/,
    )
    expect(await show('1')).toMatch(/^Node 1 is Pending\./)
    const active = await run('activate', 'stranger', ['1', ...beacon])
    expect(active).toMatch(/Node 1 is active\.\n\n {2}seed +\d+\n {2}published +round \d+ of the beacon\n/)
    expect(await refused('activate', 'stranger', ['1', ...beacon])).toMatch(
      /Node 1 is Active, which does not allow this/,
    )
  })

  it('activate asks no beacon when the round is published', async () => {
    await publishRoundsOf(world.client, world.deployment, [2])
    const asked = world.beaconServer.asked.length
    const { stdout } = await world.node('activate', 'stranger', ['2', '--beacon', world.beaconServer.url, '--json'])
    const printed = JSON.parse(stdout)
    expect(printed).toMatchObject({ schema: 'muster.node.activate', nodeId: 2, published: null, dryRun: null })
    expect(printed.seed).toMatch(/^\d+$/)
    expect(world.beaconServer.asked.length).toBe(asked)
  })

  it('claim pays the owner when a stranger sends it', async () => {
    await world.passTime(DAY)
    expect(await show('1')).toMatch(/anyone +claim: the rewards go to the owner/)
    const before = await world.tokensOf(world.address('operator'))
    const claimed = await run('claim', 'stranger', ['1', '2', '1'])
    const [, tokens] = /Claimed (\d+\.\d+) tokens\./.exec(claimed) as RegExpExecArray
    const paid = [...claimed.matchAll(/node \d +(\d+\.\d+) tokens to (0x[0-9a-f]{40})/g)]
    expect(paid.map(([, , to]) => to)).toEqual([world.address('operator'), world.address('operator')])
    expect(formatEther((await world.tokensOf(world.address('operator'))) - before)).toBe(tokens)
    expect(await world.tokensOf(world.address('stranger'))).toBe(PURSE)
    expect(await show('1')).toContain(`rewards paid          ${paid[0]?.[1]} tokens`)
  })

  it('exit pays the owner when it is due', async () => {
    const { registry } = world.deployment
    const asked = { address: registry, abi: serviceNodeRegistryAbi, functionName: 'requestExit', args: [1] } as const
    await mined({ ...asked, account: world.account('operator') } as never)
    expect(await refused('exit', 'stranger', ['1'])).toMatch(
      /The exit of node 1 is due from 2090-.* on\..* \(ExitNotDue\)/,
    )
    expect(await show('1')).toMatch(/anyone +exit, from 2090-.* \(in 14\.0 days\)/)
    await world.passTime(14 * DAY)
    const before = await world.tokensOf(world.address('operator'))
    const left = await run('exit', 'stranger', ['1'])
    expect(left).toContain('principal    25000 tokens')
    expect(left).toContain(`paid to      ${world.address('operator')}`)
    expect((await world.tokensOf(world.address('operator'))) - before).toBe(STAKE)
    const shown = await show('1')
    expect(shown).toMatch(/^Node 1 is Exited\./)
    expect(shown).toContain('principal paid        25000 tokens')
    expect(shown).not.toMatch(/anyone +exit/)
  })

  it('exit pays its sender a part of the principal when it is late', async () => {
    const { registry } = world.deployment
    const asked = { address: registry, abi: serviceNodeRegistryAbi, functionName: 'requestExit', args: [2] } as const
    await mined({ ...asked, account: world.account('operator') } as never)
    expect(await show('2')).toMatch(/anyone +exit, from 2090-.*; from 2090-.* the sender earns a part/)
    await world.passTime(17 * DAY)
    expect(await show('2')).toMatch(/anyone +exit this node, and earn 150 tokens: it is late/)
    const dry = await run('exit', 'stranger', ['2', '--dry-run'])
    expect(dry).toMatch(/^It would carry out the exit of node 2, late, and earn 150 tokens, for about/)
    const before = await world.tokensOf(world.address('stranger'))
    const left = await run('exit', 'stranger', ['2'])
    expect(left).toMatch(/principal +24850 tokens/)
    expect(left).toMatch(/tip to the sender +150 tokens/)
    expect((await world.tokensOf(world.address('stranger'))) - before).toBe(parseEther('150'))
  })
})

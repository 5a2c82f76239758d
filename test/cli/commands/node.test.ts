import { formatEther, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

/** A draw can be read after the first number of blocks, and not after the second: EIP-2935 keeps 8,191. */
const DRAW_BLOCKS = 66
const DRAW_BLOCKS_MAX = 8_300

const USAGE = 2
const REFUSED = 3

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
    // Hardhat mines thousands of blocks at once.
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
    expect(pending).toMatch(/anyone +renew-ticket if that was missed, from 2090-01-15/)

    expect(await refused('activate', 'stranger', ['1'])).toMatch(
      /Node 1 can be activated from 2090-01-01 01:0\d:\d\d UTC on\..* \(ActivationTooEarly\)/,
    )
    await world.passTime(3_600)
    expect(await refused('activate', 'stranger', ['1'])).toMatch(/too new to be read.*\(DrawNotReady\)/)
    expect(await refused('renew-ticket', 'stranger', ['1'])).toMatch(/did not miss its draw.*\(DrawNotMissed\)/)
    expect(await refused('exit', 'stranger', ['1'])).toMatch(/The exit of node 1 was not requested\..* \(ExitNotDue\)/)
    expect(await refused('activate', 'stranger', ['3'])).toMatch(/There is no node 3\. .*\(ServiceNodeUnknown\)/)
    expect(await refused('show', '', ['3'])).toMatch(/There is no node 3\. .*\(ServiceNodeUnknown\)/)
    expect(await misused('activate', 'stranger', ['0'])).toMatch(/NODE must be the number of a node/)
    expect(await misused('activate', 'stranger', ['4294967296'])).toMatch(/NODE must be the number of a node/)
    expect(await misused('activate', 'stranger', ['1', '2'])).toMatch(/more words than the command takes: 1, 2\./)
    expect(await misused('claim', 'stranger', [])).toMatch(/NODE is missing/)
  })

  it('activate finds the keys in the log when a stranger sends it', async () => {
    await world.chain.mine(DRAW_BLOCKS)
    expect(await run('activate', 'stranger', ['1', '--dry-run'])).toMatch(
      /^It would activate node 1, for about [\d,]+ gas\. Nothing was sent\.\n/,
    )
    expect(await show('1')).toMatch(/^Node 1 is Pending\./)
    const active = await run('activate', 'stranger', ['1'])
    expect(active).toMatch(/Node 1 is active\.\n\n {2}seed +\d+\n/)
    expect(await refused('activate', 'stranger', ['1'])).toMatch(/Node 1 is Active, which does not allow this/)
  })

  it('claim pays the owner when a stranger sends it', async () => {
    await world.passTime(DAY)
    expect(await show('1')).toMatch(/anyone +claim: the rewards go to the owner/)
    const before = await world.tokensOf(world.address('operator'))
    const claimed = await run('claim', 'stranger', ['1', '2', '1'])
    const [, tokens] = /Claimed (\d+\.\d+) tokens\./.exec(claimed) as RegExpExecArray
    expect(claimed).toContain(`node 1       ${tokens} tokens to ${world.address('operator')}`)
    expect(claimed).not.toContain('node 2')
    expect(formatEther((await world.tokensOf(world.address('operator'))) - before)).toBe(tokens)
    expect(await world.tokensOf(world.address('stranger'))).toBe(PURSE)
    expect(await show('1')).toContain(`rewards paid          ${tokens} tokens`)
  })

  it('renew-ticket gives another draw when the first one was missed', async () => {
    await world.client.mine({ blocks: DRAW_BLOCKS_MAX })
    expect(await refused('activate', 'stranger', ['2'])).toMatch(
      /Renew its ticket to get another draw\. \(DrawMissed\)/,
    )
    expect(await refused('renew-ticket', 'stranger', ['2'])).toMatch(
      /Node 2 can have another draw from 2090-01-15 .* on\..* \(RenewalTooEarly\)/,
    )
    await world.passTime(14 * DAY)
    const renewed = await run('renew-ticket', 'stranger', ['2'])
    expect(renewed).toMatch(/Node 2 has another ticket\.\n\n {2}can be activated +from 2090-01-/)
    await world.chain.mine(DRAW_BLOCKS)
    await world.passTime(3_600)
    expect(await run('activate', 'stranger', ['2'])).toContain('Node 2 is active.')
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
})

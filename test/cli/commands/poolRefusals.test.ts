import { chmodSync, writeFileSync } from 'node:fs'
import { type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { exitCodeOf } from '../../../cli/frame/exitCodes.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { mapBounded } from '../../../shared/mapBounded.ts'
import { blsSign } from '../../../shared/signing/bls.ts'
import { makeRegistration, NO_PERMIT } from '../../../shared/signing/registration.ts'
import { runMuster } from '../../helpers/runMuster.ts'
import { COMMANDS_MS_MAX, DAY, type PoolWorld, PURSE, startPoolWorld } from './startPoolWorld.ts'

const SEED = 'pools refuse by the command line'

/** Processes at once, for two cores. */
const AT_ONCE = 3

const QUARTER = parseEther('6250')

const WRONG_HASH: Hex = `0x${'12'.repeat(32)}`

/** Number of the status in `IServiceNodeRegistry`. */
const PENDING = 1

/** A command, the name of its key, its arguments, and parts of its refusal. */
type Case = [command: string, name: string, args: string[], ...parts: string[]]

describe('refusals of muster pool', { timeout: COMMANDS_MS_MAX }, () => {
  let world: PoolWorld
  const hashes = new Map<bigint, Hex>()

  /** Expects a command to fail with all of these parts in its output, and with the exit code of the error's code. */
  const refused = async (command: string, name: string, args: readonly string[], ...parts: readonly string[]) => {
    const { code, output } = await world.pool(command, name, args)
    for (const part of parts) expect(output).toContain(part)
    expect(code).toBe(exitCodeOf(/\[([A-Z0-9_]+)\]/.exec(output)?.[1] ?? ''))
    expect(code).not.toBe(0)
    expect(output).not.toContain('    at ')
  }
  const done = async (command: string, name: string, args: readonly string[]): Promise<string> => {
    const { code, output } = await world.pool(command, name, args)
    expect(code, output).toBe(0)
    return output
  }
  const open = async (poolId: bigint, node: string, options: readonly string[] = []): Promise<void> => {
    const output = await done('open', 'operator', [...world.nodeOptions(node), '--fee-bps', '500', ...options])
    expect(output).toContain(`Pool ${poolId} is open.`)
    hashes.set(poolId, /terms hash +(0x[0-9a-f]{64})/.exec(output)?.[1] as Hex)
  }
  const contribution = (poolId: bigint, amount: string, termsHash = hashes.get(poolId) as Hex): string[] => [
    ...[String(poolId), '--amount', amount, '--terms-hash', termsHash],
  ]
  /** Contributes without the command, for tests about other commands. */
  const contributeDirectly = async (poolId: bigint, name: string, amount: bigint): Promise<void> => {
    const { contributionPools: address, token } = world.deployment
    const { client } = world
    const account = world.account(name)
    const approval = { address: token, abi: stakingTokenAbi, functionName: 'approve', args: [address, amount] } as const
    await client.waitForTransactionReceipt({ hash: await client.writeContract({ ...approval, account }) })
    const args = [poolId, hashes.get(poolId) as Hex, amount, account.address, NO_PERMIT] as const
    const call = { address, abi: contributionPoolsAbi, functionName: 'contribute', args, account } as const
    const { status } = await client.waitForTransactionReceipt({ hash: await client.writeContract(call) })
    expect(status).toBe('success')
  }
  /** Registers a node of a stranger with the keys that `node` has in its pool. */
  const takeKeys = async (node: string): Promise<void> => {
    const { client, deployment } = world
    const account = world.account('thief')
    const stake = parseEther('25000')
    const registration = await makeRegistration(deployment, world.planOf(node, 'thief'), blsSign)
    const ofToken = { address: deployment.token, abi: stakingTokenAbi } as const
    const hashesSent = [
      await client.writeContract({ ...ofToken, functionName: 'transfer', args: [account.address, stake] }),
      await client.writeContract({
        ...{ ...ofToken, account },
        functionName: 'approve',
        args: [deployment.registry, stake],
      }),
      await client.writeContract({
        ...{ address: deployment.registry, abi: serviceNodeRegistryAbi, account },
        functionName: 'register',
        args: [registration, '0x', stake, NO_PERMIT],
      }),
    ]
    for (const hash of hashesSent) expect((await client.waitForTransactionReceipt({ hash })).status).toBe('success')
  }

  beforeAll(async () => {
    world = await startPoolWorld(SEED, {
      names: ['operator', 'ann', 'ben', 'cat', 'dan', 'thief', 'stranger'],
      nodes: ['one', 'two', 'three', 'four', 'used'],
    })
    await open(1n, 'one')
  })
  afterAll(() => world?.stop())

  it('the help lists the commands and their options when it is asked for', async () => {
    const listed = await runMuster(['pool', '--help'])
    expect(listed.code).toBe(0)
    const names = ['open', 'show', 'contribute', 'withdraw', 'cancel', 'replace-registration', 'finalize', 'claim']
    for (const name of [...names, 'beneficiary', 'offer-place', 'take-place', 'request-exit']) {
      expect(listed.output).toMatch(new RegExp(`^ {2}${name} {2,}\\S`, 'm'))
    }
    const unknown = await runMuster(['pool', 'dance'])
    expect(unknown.output).toContain('There is no command "dance".')
    expect(unknown.code).toBe(2)
    expect((await runMuster(['pool', 'contribute', '--help'])).output).toContain('--terms-hash HASH')
    expect((await runMuster(['--help'])).output).toMatch(/^ {2}pool +several people stake one node/m)
  })

  it('each command names the option when its value is wrong', async () => {
    const named = ['--terms-hash', WRONG_HASH]
    const cases: Case[] = [
      ['contribute', 'ann', ['1', '--amount=-1', ...named], '--amount must be a number of tokens', '[OPTION_INVALID]'],
      [
        'contribute',
        'ann',
        ['1', '--amount', '0', ...named],
        '--amount must be a number of tokens',
        '[OPTION_INVALID]',
      ],
      ['contribute', 'ann', ['1', '--amount', '5'], '--terms-hash HASH is missing', '[VALUES_MISSING]'],
      [
        'contribute',
        'ann',
        ['1', '--amount', '5', '--terms-hash', '0x12'],
        '--terms-hash must be 0x',
        '[OPTION_INVALID]',
      ],
      ['show', '', [], 'POOL is missing', '[VALUES_MISSING]'],
      ['show', '', ['0'], 'POOL must be', '[OPTION_INVALID]'],
      ['claim', 'ann', ['--pool', 'x'], '--pool must be', '[OPTION_INVALID]'],
      ['offer-place', 'ann', ['1', '--to', 'ben'], '--to must be an address', '[OPTION_INVALID]'],
    ]
    await mapBounded(cases, (each) => refused(...each), AT_ONCE)
  })

  it('each command refuses a pool when it was not opened', async () => {
    const cases: [command: string, args: string[]][] = [
      ['show', ['9']],
      ['contribute', ['9', '--amount', '5', '--terms-hash', WRONG_HASH]],
      ['finalize', ['9']],
      ['claim', ['--pool', '9']],
      ['offer-place', ['9', '--to', world.address('ben')]],
      ['take-place', ['9']],
    ]
    const sentence = 'There is no pool 9: there are pools 1 to 1.'
    await mapBounded(
      cases,
      ([command, args]) => refused(command, command === 'show' ? '' : 'ann', args, sentence, '[POOL_UNKNOWN]'),
      AT_ONCE,
    )
  })

  it('contribute shows the terms and sends nothing when their hash is another', async () => {
    await refused(
      'contribute',
      'ann',
      contribution(1n, '5000', WRONG_HASH),
      'Pool 1 has other terms than those you name. Nothing was sent.',
      `named    ${WRONG_HASH}`,
      `on chain ${hashes.get(1n)}`,
      '500 bps (5 %) of the rewards',
      '[TERMS_HASH_MISMATCH]',
    )
    expect(await world.client.getTransactionCount({ address: world.address('ann') })).toBe(0)
  })

  it('contribute names the bounds when the amount is out of them', async () => {
    const bounds = '2083.333333333333333334 tokens to 18750 tokens. Nothing was sent. [CONTRIBUTION_REFUSED]'
    await refused('contribute', 'ann', contribution(1n, '2083.333333333333333333'), 'too few', bounds)
    await refused('contribute', 'ann', contribution(1n, '18750.000000000000000001'), 'too many', bounds)
    await done('contribute', 'ann', contribution(1n, '18000'))
    await refused('contribute', 'ann', contribution(1n, '750.5'), 'this account brings', '750 tokens.')
    const rest = await world.tokensOf(world.address('ben'))
    const transfer = { address: world.deployment.token, abi: stakingTokenAbi, functionName: 'transfer' } as const
    const args = [world.address('stranger'), rest - 1n] as const
    const hash = await world.client.writeContract({ ...transfer, account: world.account('ben'), args })
    await world.client.waitForTransactionReceipt({ hash })
    await refused('contribute', 'ben', contribution(1n, '700'), 'and 700 tokens are needed. [FUNDS_MISSING]')
  })

  it('withdraw and cancel send nothing when they come too early or would close the pool', async () => {
    const early = 'can be withdrawn from 2090-01-02'
    const cases: Case[] = [
      ['withdraw', 'ann', ['1'], early, '(WithdrawalTooEarly) [CALL_REVERTED]'],
      ['withdraw', 'operator', ['1'], 'muster pool cancel 1 --rpc', '[WITHDRAWAL_CLOSES_POOL]'],
      ['cancel', 'ann', ['1'], 'muster pool withdraw 1 --rpc', '[NOT_POOL_OPENER]'],
      ['cancel', 'operator', ['1'], early, '(WithdrawalTooEarly) [CALL_REVERTED]'],
      ['withdraw', 'stranger', ['1'], 'has no place in pool 1.', '(CallerNotContributor)'],
      ['finalize', 'stranger', ['1'], 'Pool 1 has 24250 tokens of 25000 tokens', '(PoolNotFull)'],
      ['request-exit', 'ann', ['1'], 'Pool 1 is Open, which does not allow this. (PoolStateNotAllowed)'],
      ['claim', 'ann', ['--pool', '1'], 'or the node is not registered yet.', '[NOT_BENEFICIARY]'],
    ]
    await mapBounded(cases, (each) => refused(...each), AT_ONCE)
  })

  it('cancel closes the pool and pays all back when 24 epochs are over', async () => {
    await world.passTime(DAY)
    const cancelled = await done('cancel', 'operator', ['1'])
    expect(cancelled).toContain('paid back    6250 tokens')
    expect(cancelled).toContain('closed for good')
    expect((await done('show', '', ['1'])).replaceAll(/\s+/g, ' ')).toContain(
      `What can be done ${world.address('ann')} withdraw: 18000 tokens`,
    )
    await refused('contribute', 'cat', contribution(1n, '5000'), 'it was closed', '[POOL_NOT_OPEN]')
    await refused('cancel', 'operator', ['1'], 'There is nothing to cancel.', '[POOL_NOT_OPEN]')
    await done('withdraw', 'ann', ['1'])
    expect(await world.tokensOf(world.address('ann'))).toBe(PURSE)
    expect(await done('show', '', ['1'])).toContain('Nothing is left to be done.')
  })

  it('open sends nothing when the registry would refuse the node or places cannot be reserved', async () => {
    const node = world.nodeOptions('two')
    const fee = ['--fee-bps', '500']
    const withIp = (ip: string): string[] => node.map((value) => (value === '45.1.2.3' ? ip : value))
    const reserve = (name: string, amount: string): string[] => ['--reserve', `${world.address(name)}:${amount}`]
    const cases: [args: string[], ...parts: string[]][] = [
      [[...node], '--fee-bps N is missing', '[VALUES_MISSING]'],
      [[...node, ...fee, '--epochs', '337'], '--epochs must be a whole number from 1 to 336', '[OPTION_INVALID]'],
      [
        [...node, ...fee, '--amount', '6249.9'],
        '6249.9 tokens are too few: the opener brings 6250 tokens to',
        '[CONTRIBUTION_REFUSED]',
      ],
      [[...node, ...fee, ...reserve('ann', '5'), ...reserve('ann', '6')], 'two reservations', '[RESERVATION_REFUSED]'],
      [[...withIp('10.0.0.1'), ...fee], 'Clients cannot reach 10.0.0.1', '(IpNotPublic) [CALL_REVERTED]'],
      [[...withIp('1.2.3'), ...fee], '"1.2.3" is not an IP address', '[IP_INVALID]'],
    ]
    await mapBounded(cases, ([args, ...parts]) => refused('open', 'operator', args, ...parts), AT_ONCE)
    await takeKeys('used')
    await refused(
      'open',
      'operator',
      [...world.nodeOptions('used'), ...fee],
      'Node 1 has the Ed25519 key',
      '[ED25519_KEY_USED]',
    )
    const mixed = [...node.slice(0, 1), world.file('used-bls.key'), ...node.slice(2), ...fee]
    await refused('open', 'operator', mixed, 'The BLS key was used before, by node 1', '(BlsKeyUsed) [CALL_REVERTED]')

    const keyFile = world.file('two-bls.key')
    chmodSync(keyFile, 0o640)
    await refused('open', 'operator', [...node, ...fee], '[KEY_FILE_OPEN_TO_OTHERS]')
    chmodSync(keyFile, 0o600)
    writeFileSync(world.file('places.json'), '{"format":"muster-pool-reservations","version":1,"reservations":[{}]}')
    await refused(
      'open',
      'operator',
      [...node, ...fee, '--reservations', world.file('places.json')],
      '[FILE_MALFORMED]',
    )
  })

  it('replace-registration names other keys when a stranger used the first', async () => {
    await open(2n, 'two')
    await contributeDirectly(2n, 'cat', 2n * QUARTER)
    await contributeDirectly(2n, 'dan', QUARTER)
    await refused('contribute', 'thief', contribution(2n, '1'), 'has no room for', '[NO_ROOM]')
    await refused('withdraw', 'dan', ['2'], 'is full. No contributor can withdraw before its deadline', '(PoolFull)')
    await takeKeys('two')
    await refused('finalize', 'stranger', ['2'], 'The Ed25519 key was used before, by node 2', '(Ed25519KeyUsed)')
    await refused('replace-registration', 'dan', ['2', ...world.nodeOptions('three')], '[NOT_POOL_OPENER]')
    await refused('replace-registration', 'operator', ['2', ...world.nodeOptions('two')], '[ED25519_KEY_USED]')
    const other = ['--operator-key-file', world.file('stranger.key')]
    const replaced = await done('replace-registration', 'operator', ['2', ...world.nodeOptions('three'), ...other])
    expect(replaced).toMatch(new RegExp(`operator +${world.address('stranger')}`))
    expect(await done('finalize', 'stranger', ['2'])).toMatch(/node +3\n/)
    expect(await world.statusOf(3)).toBe(PENDING)

    const cases: Case[] = [
      ['finalize', 'stranger', ['2'], 'its node is registered already', '[POOL_NOT_OPEN]'],
      ['contribute', 'ann', contribution(2n, '5'), 'its node is registered', '[POOL_NOT_OPEN]'],
      ['cancel', 'operator', ['2'], 'pool request-exit 2 --rpc', '[POOL_NOT_OPEN]'],
      ['offer-place', 'operator', ['2', '--to', world.address('ann')], '(OpenerSlotBound)'],
      ['offer-place', 'dan', ['2', '--to', world.address('cat')], '(NewContributorInvalid)'],
      ['take-place', 'ann', ['2'], 'No place of pool 2 is offered', '[PLACE_NOT_OFFERED]'],
      ['claim', 'ann', ['--pool', '2'], 'it is not the beneficiary of a place', '[NOT_BENEFICIARY]'],
    ]
    await mapBounded(cases, (each) => refused(...each), AT_ONCE)
  })

  it('request-exit succeeds at once when the contributor has a quarter', async () => {
    const shown = (await done('show', '', ['2'])).replaceAll(/ +/g, ' ')
    for (const name of ['operator', 'cat', 'dan']) expect(shown).toContain(`${world.address(name)} request-exit\n`)
    expect(shown).toMatch(/contributors request-exit, from 2090-.* \(in 30\.0 days\)/)
    expect(await done('request-exit', 'dan', ['2'])).toContain('exit due')
    await refused('request-exit', 'cat', ['2'], 'The exit of node 3 was requested', '(ExitAlreadyRequested)')
  })

  it('withdraw pays at once when the pool is over, also to its operator', async () => {
    await open(3n, 'four', ['--epochs', '24', '--amount', '7000.5'])
    await contributeDirectly(3n, 'ann', QUARTER)
    await world.passTime(DAY + 60)
    await refused('contribute', 'cat', contribution(3n, '5000'), 'its deadline was 2090-', '[POOL_NOT_OPEN]')
    await refused('finalize', 'stranger', ['3'], 'its deadline was 2090-', '[POOL_NOT_OPEN]')
    const before = await world.tokensOf(world.address('operator'))
    expect(await done('withdraw', 'operator', ['3'])).toContain('7000.5 tokens')
    expect(await world.tokensOf(world.address('operator'))).toBe(before + parseEther('7000.5'))
    await done('withdraw', 'ann', ['3'])
    expect(await done('show', '', ['3'])).toContain('Nothing is left to be done.')
    expect(await world.tokensOf(world.deployment.contributionPools)).toBe(0n)
  })
})

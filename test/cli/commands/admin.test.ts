import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeFunctionData, type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Deployment, deploy } from '../../../deploy/deploy.ts'
import { type ChainClient, createChainClient, fundGas } from '../../../devnet/chain/chainClient.ts'
import { signPermit } from '../../../devnet/chain/signPermit.ts'
import { demoPlans } from '../../../devnet/demo/demoPlans.ts'
import { seededAccount, seededBytes } from '../../../devnet/demo/seededKeys.ts'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { blsSign } from '../../../shared/signing/bls.ts'
import { makeRegistration } from '../../../shared/signing/registration.ts'
import type { TestChain } from '../../../tools/support/chain.ts'
import { runMuster } from '../../helpers/runMuster.ts'
import { LOG_BLOCKS_MAX, startLimitedChain } from './startLimitedChain.ts'

const SEED = 'governance by the command line'
const DAY = 86_400

/** 2090-01-01: the same dates in every run. */
const GENESIS = 3_786_912_000

/** The delay of `deploy`: 30 days, the longest exit delay, and one day. */
const DELAY_DAYS = 61

describe('muster admin', () => {
  let folder: string
  let chain: TestChain
  let client: ChainClient
  let deployment: Deployment
  const governor = seededAccount(SEED, 'governor')
  const donor = seededAccount(SEED, 'donor')

  const key = (name: string): string[] => ['--account-key-file', join(folder, `${name}.key`)]
  const admin = (command: string, options: readonly string[]) =>
    runMuster(['admin', command, '--rpc', chain.url, '--registry', deployment.registry, ...options])
  const parameters = () =>
    client.readContract({ address: deployment.registry, abi: serviceNodeRegistryAbi, functionName: 'parameters' })
  const passDays = async (days: number): Promise<void> => {
    const { timestamp } = await client.getBlock()
    await client.setNextBlockTimestamp({ timestamp: timestamp + BigInt(days * DAY) })
    await client.mine({ blocks: 1 })
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-admin-'))
    chain = await startLimitedChain({ initialTimestamp: GENESIS })
    client = createChainClient(chain.url)
    deployment = await deploy(client, { epochSeconds: 3_600, governor: governor.address })
    for (const [name, account] of Object.entries({ governor, donor })) {
      await fundGas(client, account.address)
      writeFileSync(join(folder, `${name}.key`), seededBytes(SEED, 'account', name), { mode: 0o600 })
    }
  })
  afterAll(async () => {
    await chain?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('S7: admin status names roles and delays when the endpoint limits the range of logs', async () => {
    expect(await client.getBlockNumber()).toBeGreaterThan(LOG_BLOCKS_MAX)
    const { code, output } = await admin('status', [])
    expect(code, output).toBe(0)
    const who = governor.address.toLowerCase()
    expect(output).toContain(`role 0            all of the manager: ${who} after 61.0 days\n`)
    expect(output).toContain(`role 1 PARAMETER  setParameters, setRandomness: ${who} after 61.0 days\n`)
    expect(output).toContain(`role 2 GUARDIAN   pauseRegistration, unpauseRegistration: ${who} at once\n`)
    expect(output).toMatch(/exitDelay +1209600 \(14\.0 days\)/)
    expect(output).toMatch(/registrations +open; can be paused\n/)
    expect(output).toMatch(/parameters +can be changed from /)
    expect(output).toContain('Nothing is scheduled.')
  })

  it('schedule sends nothing when a name, a value or the account is wrong', async () => {
    const cases: [options: string[], sentence: string][] = [
      [
        ['--set', 'exitDelay=31days'],
        'the contract takes 86400 (1.0 days) to 2592000 (30.0 days). [PARAMETER_REFUSED]',
      ],
      [['--set', 'stakingRequirement=38000tokens'], '(37500 tokens). [PARAMETER_REFUSED]'],
      [['--set', 'colour=3'], 'there is no such parameter'],
      [['--set', 'minQuorum=10'], 'it is that already'],
      [[], '--set NAME=VALUE is missing. [VALUES_MISSING]'],
    ]
    for (const [options, sentence] of cases) {
      const { code, output } = await admin('schedule', [...key('governor'), ...options])
      expect(output).toContain(sentence)
      expect(code).toBe(2)
    }
    const stranger = await admin('schedule', [...key('donor'), '--set', 'minQuorum=12'])
    expect(stranger.output).toContain('does not have the role for this')
    expect(stranger.output).toContain('[CALL_REVERTED]')
    expect(await client.getTransactionCount({ address: donor.address })).toBe(0)
    expect(await client.getTransactionCount({ address: governor.address })).toBe(0)
  })

  it('execute changes the parameters when 61 days are over, and not before', async () => {
    const settings = ['--set', 'stakingRequirement=30000tokens', '--set', 'exitDelay=21days']
    const scheduled = await admin('schedule', [...key('governor'), ...settings])
    expect(scheduled.code, scheduled.output).toBe(0)
    expect(scheduled.output).toMatch(/stakingRequirement .*\(25000 tokens\) -> .*\(30000 tokens\)/)
    expect(scheduled.output).toContain('exitDelay           1209600 (14.0 days) -> 1814400 (21.0 days)')
    // The chain began with 2090: 61 days later it is March 3rd.
    expect(scheduled.output).toMatch(/can be executed +from 2090-03-03 .* UTC \(in 61\.0 days\)/)

    await passDays(DELAY_DAYS - 1)
    const early = await admin('execute', key('governor'))
    expect(early.code).toBe(3)
    expect(early.output).toMatch(
      /can be executed from 2090-03-03 .* \(in (1\.0 days|2\d\.\d hours)\) on\. \[OPERATION_TOO_EARLY\]/,
    )
    expect((await admin('status', [])).output).toContain('setParameters of the registry')

    await passDays(1)
    const notTheirs = await admin('execute', key('donor'))
    expect(notTheirs.output).toContain('[OPERATION_NOT_YOURS]')
    const executed = await admin('execute', key('governor'))
    expect(executed.code, executed.output).toBe(0)
    const after = await parameters()
    expect(after.stakingRequirement).toBe(parseEther('30000'))
    expect(after.exitDelay).toBe(21 * DAY)
    expect(after.minQuorum).toBe(10)
    const again = await admin('execute', key('governor'))
    expect(again.output).toContain('Nothing is scheduled. [OPERATION_UNCLEAR]')
  })

  it('cancel succeeds only when the account scheduled the operation', async () => {
    const scheduled = await admin('schedule', [...key('governor'), '--set', 'penaltyBps=2000'])
    const id = /operation +(0x[0-9a-f]{64})/.exec(scheduled.output)?.[1] ?? ''
    const stranger = await admin('cancel', [...key('donor'), '--operation', id])
    expect(stranger.output).toContain('may not cancel this')
    const cancelled = await admin('cancel', [...key('governor'), '--operation', id])
    expect(cancelled.code, cancelled.output).toBe(0)
    expect((await admin('execute', [...key('governor'), '--operation', id])).output).toContain('is not scheduled')

    await admin('schedule', [...key('governor'), '--set', 'penaltyBps=2000'])
    await passDays(DELAY_DAYS + 8)
    expect((await admin('execute', key('governor'))).output).toContain('[OPERATION_EXPIRED]')
    expect((await parameters()).penaltyBps).toBe(1_000)
  })

  it('status shows the contract of a source that is scheduled', async () => {
    const source: Hex = `0x${'ab'.repeat(20)}`
    const ofRegistry = { abi: serviceNodeRegistryAbi, functionName: 'setRandomness', args: [source] } as const
    const hash = await client.writeContract({
      ...{ account: governor, address: deployment.accessManager, abi: accessManagerAbi, functionName: 'schedule' },
      args: [deployment.registry, encodeFunctionData(ofRegistry), 0],
    })
    expect((await client.waitForTransactionReceipt({ hash })).status).toBe('success')
    const { output } = await admin('status', [])
    expect(output).toMatch(new RegExp(`calls +setRandomness of the registry\\n +source +${source}\\n`))
  })

  it('pause stops registrations for a week when the guardian sends it', async () => {
    const stranger = await admin('pause', key('donor'))
    expect(stranger.output).toContain('does not have the role for this')
    const paused = await admin('pause', key('governor'))
    expect(paused.code, paused.output).toBe(0)
    expect(paused.output).toMatch(/paused until .* \(in 7\.0 days\)/)

    const [plan] = demoPlans(SEED)
    if (!plan) throw new Error('The demo has no nodes.')
    const registration = await makeRegistration(deployment, plan, blsSign)
    const stake = parseEther('30000')
    const permit = await signPermit(client, deployment, plan.operator, stake, 0n)
    const register = client.simulateContract({
      account: plan.operator,
      address: deployment.registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'register',
      args: [registration, '0x', stake, permit],
    })
    await expect(register).rejects.toThrow('RegistrationIsPaused')
    expect((await admin('status', [])).output).toMatch(/registrations +paused with activations until /)
    await passDays(8)
    const again = await admin('pause', key('governor'))
    expect(again.output).toMatch(/Registrations can be paused again from 20\d\d-.* on\./)
  })

  it('unpause ends a pause when the guardian sends it, and the next pause waits for a week', async () => {
    await passDays(7)
    const none = await admin('unpause', key('governor'))
    expect(none.output).toMatch(/The pause of registrations ended on 20\d\d-.*\(RegistrationNotPaused\)/)
    expect((await admin('pause', key('governor'))).code).toBe(0)
    const stranger = await admin('unpause', key('donor'))
    expect(stranger.output).toContain('does not have the role for this')
    const ended = await admin('unpause', key('governor'))
    expect(ended.code, ended.output).toBe(0)
    expect(ended.output).toMatch(/not again before +20\d\d-.* \(in 7\.0 days\)/)
    expect((await admin('status', [])).output).toMatch(/registrations +open; can be paused again from 20\d\d-/)
    const again = await admin('pause', key('governor'))
    expect(again.output).toMatch(/Registrations can be paused again from 20\d\d-.* on\./)
  })

  it('fund approves exactly the amount when any account gives tokens', async () => {
    const poor = await admin('fund', ['1500.5', ...key('donor')])
    expect(poor.output).toContain('has 0 tokens, and 1500.5 tokens are needed. [FUNDS_MISSING]')
    const hash = await client.writeContract({
      address: deployment.token,
      abi: stakingTokenAbi,
      functionName: 'transfer',
      args: [donor.address, parseEther('2000')],
    })
    await client.waitForTransactionReceipt({ hash })
    const dry = await admin('fund', ['1500.5', ...key('donor'), '--dry-run'])
    expect(dry.output).toContain('It would approve 1500.5 tokens, then give 1500.5 tokens to the pool, for about')
    const funded = await admin('fund', ['1500.5', ...key('donor')])
    expect(funded.code, funded.output).toBe(0)
    expect(funded.output).toMatch(/to be paid out, now +1500\.5 tokens/)
    const { rewardsPool, token } = deployment
    expect(
      await client.readContract({ address: rewardsPool, abi: rewardsPoolAbi, functionName: 'trackedBalance' }),
    ).toBe(parseEther('1500.5'))
    const args = [donor.address, rewardsPool] as const
    expect(await client.readContract({ address: token, abi: stakingTokenAbi, functionName: 'allowance', args })).toBe(
      0n,
    )
    for (const amount of ['0', '1e3', '-1', 'ten']) {
      expect((await admin('fund', [...key('donor'), '--', amount])).output).toContain('[OPTION_INVALID]')
    }
  })

  it('absorb makes rewards of tokens that were sent to the pool', async () => {
    const { rewardsPool, token } = deployment
    const none = await admin('absorb', key('donor'))
    expect(none.output).toContain('There is nothing to absorb. [NOTHING_UNTRACKED]')
    const hash = await client.writeContract({
      address: token,
      abi: stakingTokenAbi,
      functionName: 'transfer',
      args: [rewardsPool, parseEther('7.25')],
    })
    await client.waitForTransactionReceipt({ hash })
    const dry = await admin('absorb', [...key('donor'), '--dry-run'])
    expect(dry.output).toContain('It would make 7.25 tokens of the pool rewards, for about')
    const before = await trackedBalance()
    const absorbed = await admin('absorb', key('donor'))
    expect(absorbed.code, absorbed.output).toBe(0)
    expect(absorbed.output).toContain('7.25 tokens became rewards.')
    expect((await trackedBalance()) - before).toBe(parseEther('7.25'))
  })

  const trackedBalance = (): Promise<bigint> =>
    client.readContract({ address: deployment.rewardsPool, abi: rewardsPoolAbi, functionName: 'trackedBalance' })
})

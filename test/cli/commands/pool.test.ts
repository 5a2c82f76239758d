import { writeFileSync } from 'node:fs'
import { encodeFunctionData, formatEther, type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRpcClient } from '../../../cli/lib/chain/createRpcClient.ts'
import { GAS_OF_ACCRUAL, sendCall } from '../../../cli/lib/chain/sendCall.ts'
import { publishRoundsOf } from '../../../devnet/chain/publishRounds.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { mapBounded } from '../../../shared/mapBounded.ts'
import { startLimitedChain } from './startLimitedChain.ts'
import { COMMANDS_MS_MAX, DAY, type PoolWorld, PURSE, startPoolWorld } from './startPoolWorld.ts'

const SEED = 'a shared node by the command line'

/** The requirement of `deploy`. */
const REQUIREMENT = parseEther('25000')
const FEE_BPS = 1_250n

/** Names of the first contributors beside the operator, and of the further accounts. */
const FIRST = ['ann', 'ben', 'cat', 'dan', 'eve', 'fay', 'gus', 'hal', 'ivy'] as const
const OTHERS = ['operator', 'newcomer', 'heir', 'buyer', 'stranger'] as const

const STATUS = { Pending: 1, Active: 2, Exited: 4 } as const

/** Processes at once, for two cores. */
const AT_ONCE = 3

describe('muster pool with ten contributors', { timeout: COMMANDS_MS_MAX }, () => {
  let world: PoolWorld
  let termsHash: Hex
  /** Contribution of each of the ten places, in base units. */
  const brought = new Map<string, bigint>()

  const run = async (command: string, name: string, args: readonly string[]): Promise<string> => {
    const { code, output } = await world.pool(command, name, args)
    expect(code, output).toBe(0)
    return output
  }
  const show = (): Promise<string> => run('show', '', ['1'])
  const contribute = async (name: string, units: bigint, options: readonly string[] = []): Promise<string> => {
    const args = ['1', '--amount', formatEther(units), '--terms-hash', termsHash, ...options]
    const output = await run('contribute', name, args)
    brought.set(name, (brought.get(name) ?? 0n) + units)
    return output
  }
  const counter = async (contract: 'rewards' | 'principal'): Promise<bigint> =>
    contract === 'rewards'
      ? world.client.readContract({
          address: world.deployment.rewardsPool,
          abi: rewardsPoolAbi,
          functionName: 'rewardsPaid',
          args: [1],
        })
      : world.client.readContract({
          address: world.deployment.registry,
          abi: serviceNodeRegistryAbi,
          functionName: 'principalPaid',
          args: [1],
        })
  const poolBalance = (): Promise<bigint> => world.tokensOf(world.deployment.contributionPools)
  const mined = async (hash: Hex) => {
    const receipt = await world.client.waitForTransactionReceipt({ hash })
    expect(receipt.status).toBe('success')
  }
  /** Claims for some accounts. The beneficiary of `dan` is `heir`, and `fay` gives her place to `buyer`. */
  const claimAll = (names: readonly string[]) => mapBounded(names, (name) => run('claim', name, []), AT_ONCE)

  /** A claim that is tried out when no time has passed costs half of what it does in its block. */
  const expectEnoughGas = async () => {
    const places = [{ poolId: 1n, slot: 0 }]
    const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'claim', args: [places] })
    const account = world.account('operator')
    const call = { account, to: world.deployment.contributionPools, data }
    const client = createRpcClient(world.chain.url)
    await sendCall(client, call)
    const triedOut = await client.estimateGas({ ...call, account: account.address, blockTag: 'latest' })
    await world.passTime(60)
    const { gasUsed, transactionHash } = await sendCall(client, call)
    expect(gasUsed - triedOut).toBeGreaterThan(triedOut / 4n)
    expect(gasUsed - triedOut).toBeLessThan(GAS_OF_ACCRUAL)
    const { gas } = await client.getTransaction({ hash: transactionHash })
    expect(gas).toBeGreaterThanOrEqual(triedOut + GAS_OF_ACCRUAL)
  }

  beforeAll(async () => {
    // S7: every command works at an endpoint that limits the range of logs.
    world = await startPoolWorld(SEED, {
      names: [...FIRST, ...OTHERS],
      nodes: ['node'],
      startChain: startLimitedChain,
    })
  })
  afterAll(() => world?.stop())

  it('open sends one transaction when three places are reserved', async () => {
    const reservations = [{ contributor: world.address('cat'), least: '3000.25' }]
    writeFileSync(
      world.file('reservations.json'),
      JSON.stringify({ format: 'muster-pool-reservations', version: 1, reservations }),
    )
    const args = [
      // The stranger operates the node, and gets nothing for it from the pool.
      ...world.nodeOptions('node'),
      ...['--operator-key-file', world.file('stranger.key')],
      ...['--fee-bps', String(FEE_BPS), '--epochs', '240', '--reservations', world.file('reservations.json')],
      ...['--reserve', `${world.address('ann')}:2000`, '--reserve', `${world.address('ben')}:1500.5`],
    ]
    const dry = await run('open', 'operator', [...args, '--dry-run'])
    expect(dry).toMatch(
      /It would open a pool with 6250 tokens of 25000 tokens, for about [\d,]+ gas\. Nothing was sent\./,
    )
    expect(await poolBalance()).toBe(0n)

    const opened = await run('open', 'operator', args)
    brought.set('operator', REQUIREMENT / 4n)
    // A permit came along, so there is one transaction. Exactly the contribution was allowed.
    expect(await world.client.getTransactionCount({ address: world.address('operator') })).toBe(1)
    expect(await poolBalance()).toBe(REQUIREMENT / 4n)
    expect(opened).toContain('Pool 1 is open.')
    expect(opened).toMatch(new RegExp(`operator +${world.address('stranger')}`))
    expect(opened).toContain('1250 bps (12.5 %) of the rewards')
    expect(opened).toContain('6250 tokens of 25000 tokens')
    termsHash = /terms hash +(0x[0-9a-f]{64})/.exec(opened)?.[1] as Hex
    const { address, abi } = { address: world.deployment.contributionPools, abi: contributionPoolsAbi }
    const pool = await world.client.readContract({ address, abi, functionName: 'pool', args: [1n] })
    expect(termsHash).toBe(pool.termsHash)

    const shown = await show()
    expect(shown).toContain('Pool 1 is Open.')
    expect(shown).toContain(`terms hash   ${termsHash}`)
    expect(shown).toContain(`reserved     ${world.address('cat')}, at least 3000.25 tokens`)
    expect(shown).toContain('6250 tokens, 18750 tokens missing')
    expect(shown).toContain('6 of 10')
    expect(shown).toMatch(/deadline +2090-01-1\d \d\d:\d\d:\d\d UTC \(in (10\.0|9\.\d) days\)/)
    // 12,249.25 tokens for six places.
    expect(shown).toMatch(/anyone new +contribute 2041\.541666666666666667 tokens to 12249\.25 tokens/)
  })

  it('withdraw gives a contribution back when 24 epochs are over, and another account takes the place', async () => {
    expect(await contribute('ann', parseEther('2000'))).toContain('on these terms')
    await contribute('ben', parseEther('1700') + 1n)
    await contribute('dan', (await world.boundsOf(1n, 'dan'))[0], ['--beneficiary', world.address('heir')])
    // Adding to a place keeps its beneficiary.
    await contribute('dan', 7n)
    for (const name of ['eve', 'fay', 'gus', 'hal', 'ivy']) await contribute(name, (await world.boundsOf(1n, name))[0])

    await world.passTime(DAY)
    expect(await run('withdraw', 'eve', ['1'])).toContain('Withdrawn from pool 1.')
    brought.delete('eve')
    expect(await world.tokensOf(world.address('eve'))).toBe(PURSE)
    await contribute('newcomer', (await world.boundsOf(1n, 'newcomer'))[0])

    const [least, rest] = await world.boundsOf(1n, 'cat')
    expect(least).toBe(parseEther('3000.25'))
    const last = await contribute('cat', rest)
    // The terms show the reservations of the opening, taken or not.
    expect(last).toMatch(new RegExp(`reserved +${world.address('ben')}, at least 1500\\.5 tokens`))
    expect(last).toContain('nothing: anyone may finalize the pool now')
    expect(brought.size).toBe(10)
    expect([...brought.values()].reduce((sum, amount) => sum + amount)).toBe(REQUIREMENT)
    expect(await poolBalance()).toBe(REQUIREMENT)
    const shown = await show()
    expect(shown).toMatch(/contributed +25000 tokens, all of it/)
    expect(shown).toMatch(/anyone +finalize, until 2090-01-1/)
    for (const [name, amount] of brought)
      expect(shown).toContain(`${world.address(name)}  ${formatEther(amount)} tokens`)
    expect(shown).toContain(`for ${world.address('heir')}`)
  })

  it('finalize registers the node when a stranger sends it', async () => {
    const finalized = await run('finalize', 'stranger', ['1'])
    expect(finalized).toMatch(/The node of pool 1 is registered\.\n\n {2}node +1\n/)
    expect(await poolBalance()).toBe(0n)
    expect(await world.statusOf(1)).toBe(STATUS.Pending)
    expect(await show()).toMatch(/anyone +node activate 1, from 2090-/)

    await world.passTime(3_600)
    await publishRoundsOf(world.client, world.deployment, [1])
    const { code, output } = await world.node('activate', 'stranger', ['1'])
    expect(code, output).toBe(0)
    expect(await world.statusOf(1)).toBe(STATUS.Active)
  })

  it('claim pays the fee first and then by share when rewards came', async () => {
    const fund = parseEther('100000')
    const { token, rewardsPool } = world.deployment
    const approval = {
      address: token,
      abi: stakingTokenAbi,
      functionName: 'approve',
      args: [rewardsPool, fund],
    } as const
    await mined(await world.client.writeContract(approval))
    const funding = { address: rewardsPool, abi: rewardsPoolAbi, functionName: 'fund', args: [fund] } as const
    await mined(await world.client.writeContract(funding))
    await world.passTime(20 * DAY)
    expect(await show()).toMatch(/earned, not paid yet +76\d\.\d+ tokens/)

    // Her place earns half of its life for her, and the other half for the buyer.
    const offered = await run('offer-place', 'fay', ['1', '--to', world.address('buyer')])
    expect(offered).toContain(`${world.address('buyer')} may take the place in pool 1.`)
    expect(offered).toContain('muster pool take-place 1')
    expect(await show()).toContain(`offered to ${world.address('buyer')}`)
    expect(await run('take-place', 'buyer', ['1'])).toMatch(/You have place \d of pool 1\./)
    expect(await show()).not.toContain('offered to')
    const names = ['operator', 'ann', 'ben', 'cat', 'heir', 'fay', 'gus', 'hal', 'ivy', 'newcomer']
    for (const output of await claimAll(names)) expect(output).toMatch(/Claimed \d+\.\d+ tokens\./)
    await expectEnoughGas()
    const nothing = await world.pool('claim', 'stranger', [])
    expect(nothing.stdout).toBe('Nothing is due to this account now.\n')
    await world.passTime(DAY)
    // He names himself again. Earnings until now stay with the heir.
    await run('beneficiary', 'dan', ['1', '--to', world.address('dan')])
    await world.passTime(9 * DAY)
  })

  it('request-exit succeeds when 720 epochs are over', async () => {
    const asked = await run('request-exit', 'ann', ['1'])
    expect(asked).toMatch(/exit due +2090-.* \(in 1[34]\.\d days\); then any account may carry it out/)
    expect(await show()).toMatch(/anyone +node exit 1, from 2090-/)
    await world.passTime(14 * DAY)
    const { code, output } = await world.node('exit', 'stranger', ['1'])
    expect(code, output).toBe(0)
    expect(output).toContain(`paid to      ${world.deployment.contributionPools.toLowerCase()}`)
    expect(await world.statusOf(1)).toBe(STATUS.Exited)
    expect(await show()).toMatch(/principal paid +25000 tokens/)
  })

  it('claim pays all principal and rewards when the node left', async () => {
    const names = ['operator', 'ann', 'ben', 'cat', 'dan', 'heir', 'buyer', 'gus', 'hal', 'ivy', 'newcomer']
    await claimAll(names)
    expect(await counter('principal')).toBe(REQUIREMENT)
    const rewards = await counter('rewards')
    expect(rewards).toBeGreaterThan(parseEther('1000'))
    const fee = (rewards * FEE_BPS) / 10_000n

    /** Accounts that had a part in a place. */
    const payees: Record<string, readonly string[]> = { dan: ['dan', 'heir'], fay: ['fay', 'buyer'] }
    let paid = 0n
    for (const [name, amount] of brought) {
      const share = ((rewards - fee) * amount) / REQUIREMENT + (name === 'operator' ? fee : 0n)
      const accounts = payees[name] ?? [name]
      const balances = await Promise.all(accounts.map((each) => world.tokensOf(world.address(each))))
      // All began with the same tokens and have the principal back. The rest is the place's part of the rewards.
      const more = balances.reduce((sum, balance) => sum + balance) - PURSE * BigInt(accounts.length)
      expect(more, name).toBe(share)
      paid += share
    }
    for (const each of ['heir', 'buyer', 'dan', 'fay']) {
      expect(await world.tokensOf(world.address(each)), each).not.toBe(PURSE)
    }
    expect(await world.tokensOf(world.address('stranger'))).toBe(PURSE)
    // Rounding down leaves less than a unit for each of the ten places, and nothing of the principal.
    expect(await poolBalance()).toBe(rewards - paid)
    expect(rewards - paid).toBeLessThan(10n)
    const shown = await show()
    expect(shown.match(/due 0 tokens/g)).toHaveLength(10)
    expect(await run('claim', 'ann', ['--pool', '1'])).toContain('Nothing is due to this account now.\n')
  })
})

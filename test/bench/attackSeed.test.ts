import { type Hex, hexToBytes, parseEventLogs } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chanceOf, intervalOf } from '../../bench/attackSeed/probability.ts'
import { DEFAULT_RULES, seedOf } from '../../bench/attackSeed/registryModel.ts'
import { type Row, rowsOf } from '../../bench/attackSeed/rows.ts'
import { simulate } from '../../bench/attackSeed/simulate.ts'
import { knowEarly } from '../../bench/attackSeed/strategies.ts'
import { createTrial } from '../../bench/attackSeed/trial.ts'
import { DEFAULT_SETTINGS, tableOf } from '../../bench/attackSeed.ts'
import { type Deployment, deploy } from '../../deploy/deploy.ts'
import type { ChainClient } from '../../devnet/chain/chainClient.ts'
import { publishRoundsOf } from '../../devnet/chain/publishRounds.ts'
import { seededAccount, seededBlsKey, seededBytes, seededEd25519Key } from '../../devnet/demo/seededKeys.ts'
import { bytesToHex } from '../../shared/bytes.ts'
import { beaconRandomnessAbi } from '../../shared/contracts/beaconRandomnessAbi.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../shared/contracts/stakingTokenAbi.ts'
import { splitTicket } from '../../shared/serviceNode/ticket.ts'
import { blsKeyHash, blsSign, type G1Point } from '../../shared/signing/bls.ts'
import { makeRegistration, NO_PERMIT, type RegistrationPlan } from '../../shared/signing/registration.ts'
import { registrationDigest } from '../../shared/signing/registrationDigest.ts'
import { createSwarmOf } from '../../shared/swarm/swarmOf.ts'
import { type EmbeddedChain, openHardhatChain } from '../../tools/support/chain.ts'

/** Seed of every simulation here. The intervals below were not chosen by it. */
const SEED = 20_260_401

/** Seconds after `activatableAt` at which `activate` is sent: at once, some, and years later. */
const DELAYS = [0, 1, 12, 3_600, 86_400, 30 * 86_400, 1_000 * 86_400]

/** Waits of an L1, which the simulation plays by. */
const WAITS = { lookahead: DEFAULT_RULES.lookahead, stride: DEFAULT_RULES.stride }

const SENDERS = 3

describe('seed of a node on the real contracts', () => {
  let chain: EmbeddedChain
  let client: ChainClient
  let deployment: Deployment
  let senders: Hex[]

  /** Runs `task` and takes back all that it did to the chain. */
  const undone = async <T>(task: () => Promise<T>): Promise<T> => {
    const snapshot = await chain.request('evm_snapshot')
    try {
      return await task()
    } finally {
      await chain.request('evm_revert', [snapshot])
    }
  }

  const serviceNode = (nodeId: number) =>
    client.readContract({
      address: deployment.registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'serviceNode',
      args: [nodeId],
    })

  /** Keys of each node. The sender of `activate` brings them along. */
  const keys = new Map<number, readonly [blsKey: G1Point, ed25519Key: Hex]>()

  /** Registers a node with keys, operator and owner made from `name`. The development account pays. */
  const register = async (name: string): Promise<number> => {
    const operator = seededAccount(name)
    const ed25519 = seededEd25519Key(name)
    const plan: RegistrationPlan = {
      operator,
      owner: operator.address,
      blsSecretKey: seededBlsKey(name),
      ed25519Key: ed25519.publicKey,
      signEd25519: ed25519.sign,
      endpoint: { ip: '0x00000000000000000000ffff2d000001', rpcPort: 22_021, quicPort: 0 },
    }
    const registration = await makeRegistration(deployment, plan, blsSign)
    const digest = registrationDigest({
      ...deployment,
      terms: { ...registration, blsKeyHash: blsKeyHash(registration.blsKey) },
    })
    const { stakingRequirement } = await client.readContract({
      address: deployment.registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'parameters',
    })
    const hash = await client.writeContract({
      address: deployment.registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'register',
      args: [registration, await operator.sign({ hash: digest }), stakingRequirement, NO_PERMIT],
    })
    const { logs } = await client.getTransactionReceipt({ hash })
    const [event] = parseEventLogs({ abi: serviceNodeRegistryAbi, logs, eventName: 'ServiceNodeRegistered' })
    if (event === undefined) throw new Error('register emitted no event')
    keys.set(event.args.nodeId, [registration.blsKey, registration.ed25519Key])
    return event.args.nodeId
  }

  const ofBeacon = () => ({ address: deployment.randomness, abi: beaconRandomnessAbi }) as const

  const publishTicket = async (nodeId: number): Promise<void> => {
    await publishRoundsOf(client, deployment, [nodeId])
  }

  /** Advances the clock so that the next block is this many seconds after the node's `activatableAt`. */
  const passTicket = async (nodeId: number, seconds = 0): Promise<void> => {
    const { activatableAt } = await serviceNode(nodeId)
    await client.setNextBlockTimestamp({ timestamp: BigInt(activatableAt + seconds) })
  }

  const activateFrom = async (sender: Hex, nodeId: number): Promise<bigint> => {
    const ofNode = keys.get(nodeId)
    if (ofNode === undefined) throw new Error(`node ${nodeId} was not registered here`)
    await client.writeContract({
      account: sender,
      address: deployment.registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'activate',
      args: [nodeId, ...ofNode],
    })
    return (await serviceNode(nodeId)).seed
  }

  /** Reads the randomness of a node's ticket. */
  const randomnessOf = async (nodeId: number): Promise<Uint8Array> => {
    const { round } = splitTicket((await serviceNode(nodeId)).ticket)
    return hexToBytes(await client.readContract({ ...ofBeacon(), functionName: 'randomnessOf', args: [round] }))
  }

  beforeAll(async () => {
    const opened = await openHardhatChain()
    chain = opened
    client = opened.client
    deployment = await deploy(client, {
      governor: seededAccount('governor').address,
      epochSeconds: 3_600,
      waits: WAITS,
    })
    senders = (await chain.request<Hex[]>('eth_accounts')).slice(0, SENDERS)
    await client.writeContract({
      address: deployment.token,
      abi: stakingTokenAbi,
      functionName: 'approve',
      args: [deployment.registry, 2n ** 255n],
    })
  })
  afterAll(() => chain?.stop())

  it('follows the rules of the simulation', async () => {
    const { activationDelay, exitDelay } = await client.readContract({
      address: deployment.registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'parameters',
    })
    const genesis = await client.readContract({ ...ofBeacon(), functionName: 'GENESIS' })
    const period = await client.readContract({ ...ofBeacon(), functionName: 'PERIOD' })
    expect({ activationDelay, exitDelay, period }).toEqual({
      activationDelay: DEFAULT_RULES.activationDelay,
      exitDelay: DEFAULT_RULES.exitDelay,
      period: DEFAULT_RULES.period,
    })
    await undone(async () => {
      const nodeId = await register('rules')
      const { ticket, activatableAt } = await serviceNode(nodeId)
      const now = Number((await client.getBlock()).timestamp)
      const { round } = splitTicket(ticket)
      const time = genesis + (round - 1) * period
      const { lookahead, stride } = DEFAULT_RULES
      // The first round at or after the first multiple of the stride that is the lookahead away.
      const target = Math.ceil((now + lookahead) / stride) * stride
      expect(time).toBeGreaterThanOrEqual(target)
      expect(time).toBeLessThan(target + period)
      expect(activatableAt).toBe(Math.max(now + DEFAULT_RULES.activationDelay, time))
    })
  })

  it('stays the same when it is activated at another time or by another sender', () =>
    undone(async () => {
      const nodeId = await register('every time')
      await passTicket(nodeId, -1)
      await publishTicket(nodeId)
      const expected = seedOf(await randomnessOf(nodeId), nodeId)
      const seen: { sender: Hex; seed: bigint }[] = []
      for (const [i, delay] of DELAYS.entries())
        await undone(async () => {
          const sender = senders[i % SENDERS] as Hex
          await passTicket(nodeId, delay)
          seen.push({ sender, seed: await activateFrom(sender, nodeId) })
        })
      expect(new Set(seen.map(({ sender }) => sender)).size).toBe(SENDERS)
      expect(seen.map(({ seed }) => seed)).toEqual(DELAYS.map(() => expected))
    }))

  it('stays the same when its round is published late', () =>
    undone(async () => {
      const nodeId = await register('late')
      const seeds: bigint[] = []
      for (const delay of [-1, DEFAULT_RULES.exitDelay])
        await undone(async () => {
          await passTicket(nodeId, delay)
          await publishTicket(nodeId)
          await passTicket(nodeId, delay + 1)
          seeds.push(await activateFrom(senders[0] as Hex, nodeId))
        })
      expect(seeds[0]).toBe(seeds[1])
    }))

  it('depends on randomness and node id alone for any keys, operator and owner', async () => {
    for (const keys of ['keys 1', 'keys 2', 'keys 3'])
      await undone(async () => {
        const nodeId = await register(keys)
        await passTicket(nodeId)
        await publishTicket(nodeId)
        const randomness = await randomnessOf(nodeId)
        expect(await activateFrom(senders[0] as Hex, nodeId)).toBe(seedOf(randomness, nodeId))
      })
  })

  it('stays the same for any keys, operator and block when round and node id are the same', async () => {
    const seeds: bigint[] = []
    const rounds: number[] = []
    const { timestamp } = await client.getBlock()
    const { stride, lookahead } = DEFAULT_RULES
    const start = Math.ceil((Number(timestamp) + lookahead) / stride) * stride - lookahead + 1
    for (const [i, keys] of ['keys 1', 'keys 2', 'keys 3'].entries())
      await undone(async () => {
        await client.setNextBlockTimestamp({ timestamp: BigInt(start + 100 * i) })
        const nodeId = await register(keys)
        await passTicket(nodeId)
        await publishTicket(nodeId)
        rounds.push(splitTicket((await serviceNode(nodeId)).ticket).round)
        seeds.push(await activateFrom(senders[i] as Hex, nodeId))
      })
    expect(new Set(rounds).size).toBe(1)
    expect(new Set(seeds).size).toBe(1)
  })
})

describe('attacker in the simulation', () => {
  const settings = { ...DEFAULT_SETTINGS, seed: SEED, stakes: 1 }
  const rows = rowsOf(settings)
  const row = (id: string): Row => rows.find((candidate) => candidate.id === id) as Row
  const play = (ids: readonly string[], trials: number) => simulate({ settings, rows: ids.map(row), trials })

  it('counts as in the swarm when createSwarmOf puts it there', () => {
    // So few nodes that the attacker is in the swarm about half of the time.
    const few = { ...settings, honestNodes: 15 }
    const outcomes = Array.from({ length: 200 }, (_, index) => {
      const { honestSeeds, wins } = createTrial(few, index)
      const seedAt = (i: number): bigint =>
        (BigInt(honestSeeds[2 * i] as number) << 32n) | BigInt(honestSeeds[2 * i + 1] as number)
      const seed = seedOf(hexToBytes(seededBytes('swarm', index)), few.honestNodes + 1)
      const nodes = Array.from({ length: few.honestNodes + 1 }, (_, i) => ({
        nodeId: i + 1,
        operator: bytesToHex(Uint8Array.of(i)),
        ip: `45.0.${i}.1`,
        seed: i < few.honestNodes ? seedAt(i) : seed,
      }))
      const isIn = createSwarmOf(nodes)(few.bucket).some(({ nodeId }) => nodeId === few.honestNodes + 1)
      expect(wins(seed)).toBe(isIn)
      return isIn
    })
    const hits = outcomes.filter(Boolean).length
    const [low, high] = intervalOf(hits, outcomes.length)
    expect(chanceOf(few.honestNodes, 1)).toBeCloseTo(7 / 16, 12)
    expect(low).toBeLessThan(7 / 16)
    expect(high).toBeGreaterThan(7 / 16)
  })

  it('gains exactly nothing when it tries blocks or keys', () => {
    // A network of 60, so that there is something to gain in 400 trials.
    const small = { ...settings, honestNodes: 60 }
    const [honest, blocks, keys] = simulate({
      settings: small,
      rows: rowsOf(small).filter(({ id }) => ['a1', 'b', 'c'].includes(id)),
      trials: 400,
    })
    expect(honest?.hits).toBeGreaterThan(20)
    expect(blocks?.hits).toBe(honest?.hits)
    expect(keys?.hits).toBe(honest?.hits)
    expect([blocks?.otherSeeds, keys?.otherSeeds]).toEqual([0, 0])
    expect(blocks?.tried).toBeGreaterThan(64 * 256)
    expect(keys?.tried).toBeGreaterThan(2 ** 16)
    expect(row('b').draws / row('b').honestDraws).toBe(1)
    expect(row('c').draws / row('c').honestDraws).toBe(1)
  })

  it(`has one draw per stake per exit delay by abandoning, as the closed form says (seed ${SEED})`, () => {
    const [result] = play(['d1'], 20_000)
    // 180 days hold 12 times 14 days and an hour, and one more draw with two hours to activate.
    expect(row('d1').draws).toBe(13)
    const [low, high] = intervalOf(result?.hits ?? 0, 20_000)
    const exact = chanceOf(settings.honestNodes, 13)
    expect(exact).toBeCloseTo(1 - (1 - 7 / 1_501) ** 13, 3)
    expect(low).toBeLessThan(exact)
    expect(high).toBeGreaterThan(exact)
  })

  it('gains nothing when it publishes its round late', () => {
    const small = { ...settings, honestNodes: 60 }
    const chosen = rowsOf(small).filter(({ id }) => ['a1', 'e'].includes(id))
    const [honest, late] = simulate({ settings: small, rows: chosen, trials: 400 })
    expect(honest?.hits).toBeGreaterThan(20)
    expect(late?.hits).toBe(honest?.hits)
    expect(late?.otherSeeds).toBe(0)
  })

  it('knows no round of a ticket when it knows rounds less than the lookahead early', () => {
    const [early] = play(['f'], 100)
    expect(early?.tried).toBe(0)
    expect(row('f').draws).toBe(1)
    // One second more, and the ticket of a moment at a multiple of the stride names a known round.
    const { lookahead } = settings.rules
    const later = { ...row('f'), play: knowEarly(lookahead, 1) }
    const [known] = simulate({ settings, rows: [later], trials: 100 })
    expect(known?.tried).toBeGreaterThan(100)
  })

  it('chooses among strides and node ids when it knows every round', () => {
    const results = play(['g', 'h'], 1_000)
    expect(results.map(({ row: { draws } }) => draws)).toEqual([145, 1_441])
    for (const { hits, row: played } of results) {
      const [low, high] = intervalOf(hits, 1_000)
      const exact = chanceOf(settings.honestNodes, played.draws)
      expect(low).toBeLessThan(exact)
      expect(high).toBeGreaterThan(exact)
    }
  })

  it('prints the same table for the same seed', () => {
    const table = () => tableOf(play(['a1', 'd1', 'g'], 50), settings.honestNodes)
    expect(table()).toBe(table())
    expect(table().split('\n')[0]).toMatch(/strategy .* draws .* exact .* simulated .* gain .* cost/)
  })
})

import { type Hex, hexToBytes, parseEventLogs } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chanceOf, intervalOf } from '../../bench/attackSeed/probability.ts'
import { DEFAULT_RULES, seedOf } from '../../bench/attackSeed/registryModel.ts'
import { type Row, rowsOf } from '../../bench/attackSeed/rows.ts'
import { simulate } from '../../bench/attackSeed/simulate.ts'
import { createTrial } from '../../bench/attackSeed/trial.ts'
import { DEFAULT_SETTINGS, tableOf } from '../../bench/attackSeed.ts'
import { type Deployment, deploy } from '../../deploy/deploy.ts'
import type { ChainClient } from '../../devnet/chain/chainClient.ts'
import { seededAccount, seededBlsKey, seededBytes, seededEd25519Key } from '../../devnet/demo/seededKeys.ts'
import { bytesToHex } from '../../shared/bytes.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../shared/contracts/stakingTokenAbi.ts'
import { blsKeyHash, blsSign, type G1Point } from '../../shared/signing/bls.ts'
import { makeRegistration, NO_PERMIT, type RegistrationPlan } from '../../shared/signing/registration.ts'
import { registrationDigest } from '../../shared/signing/registrationDigest.ts'
import { createSwarmOf } from '../../shared/swarm/swarmOf.ts'
import { type EmbeddedChain, openHardhatChain } from '../../tools/support/chain.ts'

/** One seed for every simulation here; the intervals below were not chosen by it. */
const SEED = 20_260_401

/** Blocks after the draw in which `activate` is sent: the first, some, the last of EIP-2935. */
const ACTIVATION_BLOCKS = [1, 2, 60, 200, 256, 257, 5_000, 8_191]

const SENDERS = 3

const HISTORY_STORAGE: Hex = '0x0000f90827f1c53a10cb7a02335b175320002935'

/** The runtime code that EIP-2935 fixes. */
const EIP_2935_CODE: Hex =
  '0x3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500'

const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, '0')}`

describe('the seed, on the real contracts', () => {
  let chain: EmbeddedChain
  let client: ChainClient
  let deployment: Deployment
  let senders: Hex[]

  /** Runs `task`, then makes it not to have been. */
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

  /** Keys of each node. The caller of `activate` passes them. */
  const keys = new Map<number, readonly [blsKey: G1Point, ed25519Key: Hex]>()

  /** Registers a node whose keys, operator and owner follow from `name`; the development account pays. */
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

  /** Mines until `blocks` blocks stand after the draw of the node, and so late that it may be activated. */
  const passDraw = async (nodeId: number, blocks: number): Promise<void> => {
    const { ticket, activatableAt } = await serviceNode(nodeId)
    const { number, timestamp } = await client.getBlock()
    if (timestamp < activatableAt) await client.setNextBlockTimestamp({ timestamp: BigInt(activatableAt) })
    const missing = Number(ticket) + blocks - 1 - Number(number)
    if (missing > 0) await client.mine({ blocks: missing })
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

  const hashOfTicket = async (nodeId: number): Promise<Hex> => {
    const { ticket } = await serviceNode(nodeId)
    const { hash } = await client.getBlock({ blockNumber: BigInt(ticket) })
    return hash as Hex
  }

  /** As a chain with EIP-2935 would be, for this one draw. */
  const keepHistory = async (nodeId: number): Promise<void> => {
    const { ticket } = await serviceNode(nodeId)
    await client.setCode({ address: HISTORY_STORAGE, bytecode: EIP_2935_CODE })
    await client.setStorageAt({
      address: HISTORY_STORAGE,
      index: word(BigInt(ticket) % 8_191n),
      value: await hashOfTicket(nodeId),
    })
  }

  beforeAll(async () => {
    const opened = await openHardhatChain()
    chain = opened
    client = opened.client
    deployment = await deploy(client, { governor: seededAccount('governor').address, epochSeconds: 60 })
    senders = (await chain.request<Hex[]>('eth_accounts')).slice(0, SENDERS)
    await client.writeContract({
      address: deployment.token,
      abi: stakingTokenAbi,
      functionName: 'approve',
      args: [deployment.registry, 2n ** 255n],
    })
  })
  afterAll(() => chain?.stop())

  it('the simulation plays by the rules of the deployed contracts', async () => {
    const { activationDelay, exitDelay } = await client.readContract({
      address: deployment.registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'parameters',
    })
    expect({ activationDelay, exitDelay }).toEqual({
      activationDelay: DEFAULT_RULES.activationDelay,
      exitDelay: DEFAULT_RULES.exitDelay,
    })
    await undone(async () => {
      const nodeId = await register('rules')
      const { ticket, activatableAt } = await serviceNode(nodeId)
      const { number, timestamp } = await client.getBlock()
      expect(ticket - Number(number)).toBe(DEFAULT_RULES.lookahead)
      expect(BigInt(activatableAt) - timestamp).toBe(BigInt(DEFAULT_RULES.activationDelay))
    })
  })

  it('activate draws the same seed in any block and from any sender', () =>
    undone(async () => {
      const nodeId = await register('every block')
      await passDraw(nodeId, 1)
      await keepHistory(nodeId)
      const expected = seedOf(hexToBytes(await hashOfTicket(nodeId)), nodeId)
      const seen: { block: number; sender: Hex; seed: bigint }[] = []
      for (const [i, block] of ACTIVATION_BLOCKS.entries())
        await undone(async () => {
          const sender = senders[i % SENDERS] as Hex
          await passDraw(nodeId, block)
          const seed = await activateFrom(sender, nodeId)
          const { number } = await client.getBlock()
          seen.push({ block: Number(number) - (await serviceNode(nodeId)).ticket, sender, seed })
        })
      expect(seen.map(({ block }) => block)).toEqual(ACTIVATION_BLOCKS)
      expect(new Set(seen.map(({ sender }) => sender)).size).toBe(SENDERS)
      expect(seen.map(({ seed }) => seed)).toEqual(ACTIVATION_BLOCKS.map(() => expected))
    }))

  it('activate derives the seed from draw and node id alone when keys, operator and owner differ', async () => {
    for (const keys of ['keys 1', 'keys 2', 'keys 3'])
      await undone(async () => {
        const nodeId = await register(keys)
        await passDraw(nodeId, 1)
        const draw = hexToBytes(await hashOfTicket(nodeId))
        expect(await activateFrom(senders[0] as Hex, nodeId)).toBe(seedOf(draw, nodeId))
      })
  })

  it('activate gives one seed for any keys, operator and block when the draw is the same', async () => {
    const draw = seededBytes('draw')
    // ticket() and draw() both answer (1, draw): a ticket of 1, and Ready.
    const code: Hex = `0x60015f527f${draw.slice(2)}60205260405ff3`
    const seeds: bigint[] = []
    for (const [i, keys] of ['keys 1', 'keys 2', 'keys 3'].entries())
      await undone(async () => {
        await client.setCode({ address: deployment.randomness, bytecode: code })
        await client.mine({ blocks: i + 1 })
        const nodeId = await register(keys)
        await passDraw(nodeId, 1)
        seeds.push(await activateFrom(senders[i] as Hex, nodeId))
        expect(nodeId).toBe(1)
      })
    const expected = seedOf(hexToBytes(draw), 1)
    expect(seeds).toEqual([expected, expected, expected])
  })

  it('renewTicket asks for a new draw only an exit delay after the old one was missed', () =>
    undone(async () => {
      const nodeId = await register('renewed')
      await passDraw(nodeId, 1)
      await client.setCode({ address: HISTORY_STORAGE, bytecode: EIP_2935_CODE })
      await client.mine({ blocks: DEFAULT_RULES.historyBlocks, interval: DEFAULT_RULES.blockSeconds })
      const renew = { address: deployment.registry, abi: serviceNodeRegistryAbi, functionName: 'renewTicket' } as const
      await expect(client.writeContract({ ...renew, args: [nodeId] })).rejects.toThrow('RenewalTooEarly')

      const { activatableAt, ticket } = await serviceNode(nodeId)
      const renewableAt = activatableAt + DEFAULT_RULES.exitDelay
      const { timestamp } = await client.getBlock()
      const blocks = Math.floor(Number(BigInt(renewableAt) - timestamp) / DEFAULT_RULES.blockSeconds)
      await client.mine({ blocks, interval: DEFAULT_RULES.blockSeconds })
      await client.setNextBlockTimestamp({ timestamp: BigInt(renewableAt) })
      await client.writeContract({ ...renew, args: [nodeId] })
      const renewed = await serviceNode(nodeId)
      expect(renewed.ticket).toBeGreaterThan(ticket)
      expect(renewed.activatableAt).toBe(renewableAt + DEFAULT_RULES.activationDelay)

      await passDraw(nodeId, 1)
      const draw = hexToBytes(await hashOfTicket(nodeId))
      expect(await activateFrom(senders[0] as Hex, nodeId)).toBe(seedOf(draw, nodeId))
    }))
})

describe('the attacker in simulation', () => {
  const settings = { ...DEFAULT_SETTINGS, seed: SEED, stakes: 1 }
  const rows = rowsOf(settings)
  const row = (id: string): Row => rows.find((candidate) => candidate.id === id) as Row
  const play = (ids: readonly string[], trials: number) => simulate({ settings, rows: ids.map(row), trials })

  it('counts as in the swarm what createSwarmOf puts into it', () => {
    // So few that the attacker is in it about half of the time.
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

  it('gains exactly nothing by trying blocks or keys', () => {
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
    // 180 days hold 13 times 14 days and 65 blocks, the last with two hours to activate.
    expect(row('d1').draws).toBe(13)
    const [low, high] = intervalOf(result?.hits ?? 0, 20_000)
    const exact = chanceOf(settings.honestNodes, 13)
    expect(exact).toBeCloseTo(1 - (1 - 7 / 1_501) ** 13, 3)
    expect(low).toBeLessThan(exact)
    expect(high).toBeGreaterThan(exact)
  })

  it('draws no oftener by letting draws go by than by leaving', () => {
    const [listed, goneBy] = play(['d2', 'e'], 1_000)
    expect(row('e').draws).toBe(row('d2').draws)
    for (const result of [listed, goneBy]) {
      const [low, high] = intervalOf(result?.hits ?? 0, 1_000)
      const exact = chanceOf(settings.honestNodes, result?.row.draws ?? 0)
      expect(low).toBeLessThan(exact)
      expect(high).toBeGreaterThan(exact)
    }
  })

  it('the builder of the block of the draw gains one draw by withholding it, and any seed by grinding it', () => {
    const results = simulate({
      settings: { ...settings, honestNodes: 60 },
      rows: [row('f'), { ...row('g'), trialsMax: 30 }],
      trials: 2_000,
    })
    const [kept, ground] = results
    const [low, high] = intervalOf(kept?.hits ?? 0, 2_000)
    expect(low).toBeLessThan(chanceOf(60, 2))
    expect(high).toBeGreaterThan(chanceOf(60, 2))
    expect(ground).toMatchObject({ trials: 30, hits: 30 })
  })

  it('prints the same table for the same seed', () => {
    const table = () => tableOf(play(['a1', 'd1', 'f'], 50), settings.honestNodes)
    expect(table()).toBe(table())
    expect(table().split('\n')[0]).toMatch(/strategy .* draws .* exact .* simulated .* gain .* cost/)
  })
})

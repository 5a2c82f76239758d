import { createWalletClient, defineChain, http, keccak256, numberToHex, publicActions, toFunctionSelector } from 'viem'
import { mainnet } from 'viem/chains'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Beacon, kindOfChain, localBeacon, quicknet, waitsOf } from '../../deploy/beacon.ts'
import { type DeployOptions, deploy } from '../../deploy/deploy.ts'
import type { Deployer } from '../../deploy/deployer.ts'
import { LOCAL_BEACON_KEY, LOCAL_BEACON_SECRET, signLocalRound } from '../../deploy/localBeacon.ts'
import { probeChain } from '../../deploy/probeChain.ts'
import { type ChainClient, createChainClient } from '../../devnet/chain/chainClient.ts'
import { seededAccount } from '../../devnet/demo/seededKeys.ts'
import { beaconRandomnessAbi } from '../../shared/contracts/beaconRandomnessAbi.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { beaconPublicKey, compressG1, decompressG1, decompressG2 } from '../../shared/signing/beacon.ts'
import { g2ToHex } from '../../shared/signing/bls.ts'
import { type EmbeddedChain, openHardhatChain, startAnvil, type TestChain } from '../../tools/support/chain.ts'

const DRAND_RANDOMNESS_1000 = '0xfe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd'

const OPTIONS: DeployOptions = { governor: seededAccount('deploy', 'governor').address, epochSeconds: 60 }

/** Each chain names the selector of a revert in words of its own. */
const revertOf = (error: string): RegExp => new RegExp(`(?:return data:|custom error) ${toFunctionSelector(error)}`)

describe('waitsOf', () => {
  it.each([
    [1, 'L1', 3_600],
    [10, 'OP stack', 43_200],
    [8_453, 'OP stack', 43_200],
    [42_161, 'Arbitrum', 86_400],
    [987_654, 'unknown', 86_400],
  ])('takes the least lookahead of chain %i and refuses a shorter one', (chainId, kind, least) => {
    expect(kindOfChain(chainId)).toBe(kind)
    expect(waitsOf(chainId, {})).toEqual({ lookahead: least, stride: 600 })
    expect(waitsOf(chainId, { lookahead: least + 1, stride: 30 })).toEqual({ lookahead: least + 1, stride: 30 })
    expect(() => waitsOf(chainId, { lookahead: least - 1 })).toThrow(
      expect.objectContaining({ code: 'LOOKAHEAD_TOO_SHORT' }),
    )
  })

  it.each([31_337, 1_337])('takes any lookahead on local chain %i', (chainId) => {
    expect(waitsOf(chainId, {})).toEqual({ lookahead: 15, stride: 15 })
    expect(waitsOf(chainId, { lookahead: 0 })).toEqual({ lookahead: 0, stride: 15 })
  })
})

describe('deploy', () => {
  let chain: EmbeddedChain
  let client: ChainClient

  beforeAll(async () => {
    const opened = await openHardhatChain()
    chain = opened
    client = opened.client
  })
  afterAll(() => chain?.stop())

  const read = async (options: Partial<DeployOptions>) => {
    const { randomness } = await deploy(client, { ...OPTIONS, ...options })
    const contract = { address: randomness, abi: beaconRandomnessAbi } as const
    const [key, genesis, period, lookahead, stride, newest] = await Promise.all([
      client.readContract({ ...contract, functionName: 'publicKey' }),
      client.readContract({ ...contract, functionName: 'GENESIS' }),
      client.readContract({ ...contract, functionName: 'PERIOD' }),
      client.readContract({ ...contract, functionName: 'LOOKAHEAD' }),
      client.readContract({ ...contract, functionName: 'STRIDE' }),
      client.readContract({ ...contract, functionName: 'newestRound' }),
    ])
    return { contract, key, genesis, period, lookahead, stride, newest }
  }

  it('takes the local beacon when the chain is local, from the newest block on', async () => {
    const { timestamp } = await client.getBlock()
    const sentences: string[] = []
    const { contract, key, genesis, ...rest } = await read({ print: (sentence) => sentences.push(sentence) })
    expect(key).toEqual(localBeacon(1).publicKey)
    expect(genesis).toBe(Number(timestamp))
    expect(rest).toEqual({ period: 3, lookahead: 15, stride: 15, newest: 1 })
    expect(sentences).toEqual([
      expect.stringMatching(
        /^chain 31337 \(local\): BLS12-381 precompiles answer; a contract may have 24,576 bytes; a block/,
      ),
    ])

    const args = [77, signLocalRound(77)] as const
    await client.writeContract({ ...contract, functionName: 'publish', args })
    expect(await client.readContract({ ...contract, functionName: 'newestRound' })).toBe(77)
  })

  it("takes drand's real key and its round 1000 when quicknet is named", async () => {
    const { contract, ...found } = await read({ beacon: quicknet(), waits: { lookahead: 3_600, stride: 600 } })
    expect(found).toMatchObject({ genesis: 1_692_803_367, period: 3, lookahead: 3_600, stride: 600, newest: 1_000 })
    const known = await client.readContract({ ...contract, functionName: 'randomnessOf', args: [1_000] })
    expect(known).toBe(DRAND_RANDOMNESS_1000)
  })

  it('fails when the known round is of another key', async () => {
    const mixed: Beacon = { ...quicknet(), publicKey: localBeacon(1).publicKey }
    await expect(read({ beacon: mixed })).rejects.toThrow(revertOf('SourceNotAlive()'))
  })

  it('sends nothing when 720 epochs last as long as the governance delay', async () => {
    const before = await client.getBlockNumber()
    // 61 days are 5,270,400 seconds: 7,320 for each of 720 epochs.
    await expect(deploy(client, { ...OPTIONS, epochSeconds: 7_320 })).rejects.toMatchObject({
      code: 'GOVERNANCE_TOO_FAST',
      message: expect.stringContaining('an exit may take 5270400 seconds'),
    })
    expect(await client.getBlockNumber()).toBe(before)
  })

  it('derives the delays from the epoch when none is given', async () => {
    const { registry } = await deploy(client, OPTIONS)
    const read = { address: registry, abi: serviceNodeRegistryAbi, functionName: 'parameters' } as const
    expect(await client.readContract(read)).toMatchObject({
      activationDelay: 120,
      exitDelay: 20_160,
      removalLock: 43_200,
    })
  })

  it.each([
    ['on a chain that is not local', 1, { lookahead: 3_599 }],
    ['on an unknown chain', 987_654, { lookahead: 43_200 }],
  ])('sends nothing when the lookahead is too short %s', async (_, id, waits) => {
    const before = await client.getBlockNumber()
    const elsewhere: ChainClient = { ...client, chain: { ...client.chain, id } }
    await expect(deploy(elsewhere, { ...OPTIONS, waits })).rejects.toMatchObject({ code: 'LOOKAHEAD_TOO_SHORT' })
    expect(await client.getBlockNumber()).toBe(before)
  })
})

describe('deploy on a chain that is not local', () => {
  const OP_MAINNET = 10
  let chain: TestChain
  let client: Deployer

  beforeAll(async () => {
    chain = await startAnvil()
    await chain.request('anvil_setChainId', [OP_MAINNET])
    const { account } = createChainClient(chain.url)
    const named = defineChain({ ...mainnet, id: OP_MAINNET })
    const wallet = createWalletClient({ account, chain: named, transport: http(chain.url), pollingInterval: 10 })
    client = wallet.extend(publicActions)
  })
  afterAll(() => chain?.stop())

  it('takes quicknet and the waits of its kind of chain', async () => {
    const sentences: string[] = []
    const { randomness, chainId } = await deploy(client, { ...OPTIONS, print: (sentence) => sentences.push(sentence) })
    const contract = { address: randomness, abi: beaconRandomnessAbi } as const
    expect(chainId).toBe(OP_MAINNET)
    expect(sentences[0]).toMatch(/^chain 10 \(OP stack\): /)
    expect(await client.readContract({ ...contract, functionName: 'publicKey' })).toEqual(quicknet().publicKey)
    expect(await client.readContract({ ...contract, functionName: 'GENESIS' })).toBe(1_692_803_367)
    expect(await client.readContract({ ...contract, functionName: 'LOOKAHEAD' })).toBe(43_200)
    expect(await client.readContract({ ...contract, functionName: 'STRIDE' })).toBe(600)
  })

  it('fails when the local beacon is named, because its secret is public', async () => {
    const { timestamp } = await client.getBlock()
    await expect(deploy(client, { ...OPTIONS, beacon: localBeacon(Number(timestamp)) })).rejects.toThrow(
      revertOf('LocalBeaconRefused(uint256)'),
    )
  })
})

describe('probeChain', () => {
  it('throws when the chain has the rules from before Prague', async () => {
    const { client, stop } = await openHardhatChain({ hardfork: 'cancun' })
    try {
      await expect(probeChain(client)).rejects.toMatchObject({ code: 'PRECOMPILES_MISSING' })
    } finally {
      await stop()
    }
  })

  it('throws when the chain refuses a contract of 24,576 bytes', async () => {
    const chain = await startAnvil({ flags: ['--code-size-limit', '24575'] })
    try {
      await expect(probeChain(createChainClient(chain.url))).rejects.toMatchObject({ code: 'CONTRACT_SIZE_TOO_LOW' })
    } finally {
      await chain.stop()
    }
  })

  it('throws when a block takes less gas than a transaction may use', async () => {
    const chain = await startAnvil({})
    const client = createChainClient(chain.url)
    const limitBlocks = async (gas: bigint): Promise<void> => {
      await chain.request('evm_setBlockGasLimit', [numberToHex(gas)])
      await chain.mine(1)
    }
    try {
      await limitBlocks(2n ** 24n - 1n)
      await expect(probeChain(client)).rejects.toMatchObject({ code: 'BLOCK_GAS_TOO_LOW' })
      await limitBlocks(2n ** 24n)
      await expect(probeChain(client)).resolves.toContain('a block takes 16,777,216 gas')
    } finally {
      await chain.stop()
    }
  })
})

describe('the local beacon', () => {
  it('has the key of its secret, which is the one that the contract refuses elsewhere', async () => {
    expect(decompressG2(LOCAL_BEACON_KEY)).toEqual(beaconPublicKey(LOCAL_BEACON_SECRET))
    expect(keccak256(g2ToHex(beaconPublicKey(LOCAL_BEACON_SECRET)))).toBe(
      '0xe3ecc013a76573b876c32571798d9c63554aebbd4f56f222bf2368ca6f678f64',
    )
  })

  it('signs points that are the same after compression', () => {
    for (const round of [1, 2, 3, 4, 2 ** 40 - 1]) {
      const signature = signLocalRound(round)
      expect(decompressG1(compressG1(signature))).toEqual(signature)
      expect(decompressG1(`0x${compressG1(signature)}`)).toEqual(signature)
    }
  })

  it.each([
    ['too short', 'b4'.repeat(47)],
    ['not hex', 'zz'.repeat(48)],
    ['not on the curve', `b4${'00'.repeat(46)}01`],
  ])('decompressG1 returns undefined when the text is %s', (_, text) => {
    expect(decompressG1(text)).toBeUndefined()
  })
})

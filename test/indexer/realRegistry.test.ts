import { type Abi, type Hex, keccak256, zeroAddress } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Deployment, deploy } from '../../deploy/deploy.ts'
import { type ChainClient, createChainClient, fundGas } from '../../devnet/chain/chainClient.ts'
import { joinNetwork } from '../../devnet/chain/joinNetwork.ts'
import { seededAccount, seededBlsKey, seededBytes, seededEd25519Key } from '../../devnet/demo/seededKeys.ts'
import { createIndexer, type Indexer } from '../../indexer/createIndexer.ts'
import { readContracts } from '../../indexer/store/contracts.ts'
import { createDatabase, type Sql } from '../../indexer/store/database.ts'
import { readListedNodesAt } from '../../indexer/store/serviceNodes.ts'
import { readRowsAt, TABLES } from '../../indexer/store/tables.ts'
import { bytesToHex } from '../../shared/bytes.ts'
import { contributionPoolsAbi } from '../../shared/contracts/contributionPoolsAbi.ts'
import { rewardsPoolAbi } from '../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { signerSetsAbi } from '../../shared/contracts/signerSetsAbi.ts'
import { decodeEpochProof, verifyEpochProof } from '../../shared/list/epochProof.ts'
import { decodeList } from '../../shared/list/wire.ts'
import { statusNameOf } from '../../shared/serviceNode/status.ts'
import { blsKeyHash, blsPublicKey, blsSign, blsSignTogether, g1ToHex } from '../../shared/signing/bls.ts'
import { sumKeys } from '../../shared/signing/blsAggregate.ts'
import { type QuorumKind, quorumDigest } from '../../shared/signing/quorumDigest.ts'
import type { RegistrationPlan } from '../../shared/signing/registration.ts'
import { makeRotation } from '../../shared/signing/rotation.ts'
import { startAnvil, type TestChain } from '../../tools/support/chain.ts'
import { type SharedPostgres, sharePostgres } from '../helpers/sharedPostgres.ts'
import { createRewardsOnChain, type RewardsOnChain } from './support/rewardsOnChain.ts'
import { until } from './support/world.ts'

const NODES = 6
const HOUR = 3_600
const DAY = 86_400
const MIN_QUORUM = 4
/** Base units in the rewards pool at first. */
const REWARDS = 10n ** 24n

let cluster: SharedPostgres
let chain: TestChain
let client: ChainClient
let deployment: Deployment
let rewards: RewardsOnChain
let indexer: Indexer
let sql: Sql
const operators = Array.from({ length: NODES }, (_, i) => seededAccount('real', 'operator', i))

beforeAll(async () => {
  ;[cluster, chain] = await Promise.all([sharePostgres(), startAnvil()])
  client = createChainClient(chain.url)
  deployment = await deploy(client, {
    governor: seededAccount('real', 'governor').address,
    epochSeconds: HOUR,
    activationDelay: HOUR,
    exitDelay: DAY,
    minQuorum: MIN_QUORUM,
    launchSeconds: DAY,
  })
  const plans = operators.map((operator, i): RegistrationPlan => {
    const identity = seededEd25519Key('real', i)
    return {
      operator,
      owner: seededAccount('real', 'owner', i).address,
      blsSecretKey: seededBlsKey('real', i),
      ed25519Key: identity.publicKey,
      // The last one has no key at hand: its identity stays unproven.
      ...(i === NODES - 1 ? {} : { signEd25519: identity.sign }),
      // 4.0.0.0/8 onwards: public addresses, since the registry refuses others.
      endpoint: { ip: `0x${'00'.repeat(10)}ffff0404040${i + 1}`, rpcPort: 22_021 + i, quicPort: 0 },
    }
  })
  rewards = createRewardsOnChain(client, deployment)
  await rewards.fund(REWARDS)
  await joinNetwork({ client, deployment, plans })
  const databaseUrl = await cluster.createDatabase()
  sql = createDatabase({ databaseUrl, max: 1, applicationName: 'test' })
  indexer = createIndexer({
    databaseUrl,
    rpcUrls: [chain.url],
    chainId: BigInt(deployment.chainId),
    registry: deployment.registry,
    deployBlock: BigInt(deployment.deployBlock),
    contributionPools: deployment.contributionPools,
    accessManager: deployment.accessManager,
    accessManagerBlock: BigInt(deployment.accessManagerBlock),
    pollIntervalMs: 20,
  })
  await indexer.start()
})
afterAll(async () => {
  await indexer?.stop()
  await sql?.end({ timeout: 1 })
  await chain?.stop()
  await cluster?.stop()
})

/** Secrets of keys that nodes took by a rotation. */
const rotated = new Map<number, { blsSecretKey: Uint8Array; ed25519Key: Hex }>()

const secretOf = (nodeId: number) => rotated.get(nodeId)?.blsSecretKey ?? seededBlsKey('real', nodeId - 1)

const keyOf = (nodeId: number) => blsPublicKey(secretOf(nodeId))

const ed25519KeyOf = (nodeId: number) =>
  rotated.get(nodeId)?.ed25519Key ?? seededEd25519Key('real', nodeId - 1).publicKey

const read = { abi: serviceNodeRegistryAbi } as const

async function untilSynced(): Promise<void> {
  const head = await client.getBlockNumber({ cacheTime: 0 })
  await until('the head', () => indexer.status().state === 'live' && indexer.status().headNumber >= head)
}

afterEach(async () => {
  await untilSynced()
  const root = await client.readContract({ ...read, address: deployment.registry, functionName: 'listRoot' })
  expect(indexer.status().listRoot).toBe(root)
})

const write = async (account: PrivateKeyAccount, functionName: string, args: readonly unknown[]) => {
  const hash = await client.writeContract({
    ...read,
    address: deployment.registry,
    account,
    functionName,
    args,
  } as never)
  const receipt = await client.waitForTransactionReceipt({ hash })
  expect(receipt.status).toBe('success')
}

/** An action of this epoch, signed by the sum of the signers' keys. */
const quorumAction = async (
  kind: QuorumKind,
  nodeId: number,
  signers: readonly number[],
  nonSigners: readonly number[],
) => {
  const { timestamp } = await client.getBlock()
  const said = {
    nodeId,
    reason: 1,
    evidenceHash: seededBytes('real', 'evidence'),
    epoch: Number(timestamp / BigInt(HOUR)),
    reporter: client.account.address,
  }
  const digest = quorumDigest({ ...deployment, terms: { kind, ...said } })
  return {
    ...said,
    blsKey: keyOf(nodeId),
    nonSigners: nonSigners.map((id) => ({ nodeId: id, blsKey: keyOf(id) })),
    signature: blsSignTogether(digest, signers.map(secretOf)),
  }
}

/** Every field of the rows against what the contract itself says. */
async function expectLikeContract(): Promise<void> {
  await untilSynced()
  const nodes = await TABLES.serviceNodes.readAt(sql, indexer.status().headNumber)
  expect(nodes).toHaveLength(NODES)
  for (const node of nodes) {
    const onChain = await client.readContract({
      ...read,
      address: deployment.registry,
      functionName: 'serviceNode',
      args: [node.nodeId],
    })
    const identity = await client.readContract({
      ...read,
      address: deployment.registry,
      functionName: 'identity',
      args: [node.ed25519Key],
    })
    const signer = await client.readContract({
      address: deployment.signerSets,
      abi: signerSetsAbi,
      functionName: 'signer',
      args: [node.blsKeyHash],
    })
    const offerOf = (functionName: 'pendingOwner' | 'pendingOperator') =>
      client.readContract({ ...read, address: deployment.registry, functionName, args: [node.nodeId] })
    expect({ isReplaced: signer.replaced, flags: identity.flags }).toEqual({ isReplaced: false, flags: 0 })
    expect({
      owner: node.owner,
      pendingOwner: node.pendingOwner ?? zeroAddress,
      pendingOperator: node.pendingOperator ?? zeroAddress,
      extensionHash: node.extensionHash,
      principal: node.principal,
      operator: node.operator,
      activatedAt: Number(node.activatedAt ?? 0n),
      rpcPort: node.rpcPort,
      quicPort: node.quicPort,
      ip: node.ip,
      seed: node.seed,
      idByEd25519Key: node.nodeId,
      idByBlsKeyHash: node.nodeId,
      activatableAt: Number(node.firstActivatedAt ?? node.activatableAt),
      exitDueAt: Number(node.exitDueAt ?? 0n),
      leafIndex: node.leafIndex ?? onChain.leafIndex,
    }).toEqual({
      owner: onChain.owner.toLowerCase(),
      pendingOwner: (await offerOf('pendingOwner')).toLowerCase(),
      pendingOperator: (await offerOf('pendingOperator')).toLowerCase(),
      extensionHash: onChain.extensionHash,
      principal: onChain.paid ? 0n : onChain.principal,
      operator: onChain.operator.toLowerCase(),
      activatedAt: onChain.activatedAt,
      rpcPort: identity.rpcPort,
      quicPort: identity.quicPort,
      ip: identity.ip,
      seed: onChain.seed,
      idByEd25519Key: identity.nodeId,
      idByBlsKeyHash: signer.nodeId,
      activatableAt: onChain.activatableAt,
      exitDueAt: onChain.exitDueAt,
      leafIndex: onChain.leafIndex,
    })
    expect(statusNameOf(onChain.status)?.toUpperCase()).toBe(node.status)
  }
}

/** The keys of the signer set of an epoch, by the rows at the last block before it. */
async function sumOfRows(epoch: bigint): Promise<Hex> {
  await untilSynced()
  const [anchor] = await sql<{ number: bigint }[]>`
    select number from muster_api.blocks where timestamp < ${(epoch * BigInt(HOUR)).toString()}
    order by timestamp desc, number desc limit 1`
  const members = await readListedNodesAt(sql, anchor?.number ?? 0n)
  const words = (key: Hex) => [0, 1, 2, 3].map((at): Hex => `0x${key.slice(2 + 64 * at, 66 + 64 * at)}`)
  const points = members.map(({ blsKey }) => {
    const [x_a = '0x', x_b = '0x', y_a = '0x', y_b = '0x'] = words(blsKey)
    return { x_a, x_b, y_a, y_b }
  })
  return g1ToHex(sumKeys(points))
}

/** The rows of the set of this epoch against the sum that the contract keeps. */
async function expectSignerSet(): Promise<void> {
  const { timestamp } = await client.getBlock()
  const epoch = timestamp / BigInt(HOUR)
  const [aggregate] = await client.readContract({
    address: deployment.signerSets,
    abi: signerSetsAbi,
    functionName: 'signerSet',
    args: [Number(epoch)],
  })
  expect(await sumOfRows(epoch)).toBe(g1ToHex(aggregate))
}

describe('the indexer on the real registry', () => {
  it('has every node as the contract has it, by its logs alone (trap 21), and says whose identity is proven', async () => {
    await expectLikeContract()
    const nodes = await TABLES.serviceNodes.readAt(sql, indexer.status().headNumber)
    expect(nodes.map(({ identityProofValid }) => identityProofValid)).toEqual([true, true, true, true, true, false])
  })

  it('mirrors every event of every contract, as many as the contracts count', async () => {
    await untilSynced()
    const contracts = await readContracts(sql)
    const addressOf = new Map(contracts.map(({ name, address }) => [name, address]))
    expect(addressOf.get('REWARDS_POOL')).toBe(deployment.rewardsPool)
    const fromBlock = `0x${deployment.accessManagerBlock.toString(16)}`
    const address = [...addressOf.values()]
    const onChain = await chain.request<Record<string, Hex>[]>('eth_getLogs', [{ address, fromBlock }])
    const kept = await sql`
      select block_number, log_index, contract, address, topics, data, name from muster.logs
      where canonical order by block_number, log_index`
    expect(
      kept.map((row) => ({
        blockNumber: `0x${(row['block_number'] as bigint).toString(16)}`,
        logIndex: `0x${(row['log_index'] as number).toString(16)}`,
        address: bytesToHex(row['address'] as Uint8Array),
        topics: bytesToHex(row['topics'] as Uint8Array),
        data: bytesToHex(row['data'] as Uint8Array),
      })),
    ).toEqual(
      onChain.map(({ blockNumber, logIndex, address: emitter, topics, data }) => ({
        blockNumber,
        logIndex,
        address: emitter,
        topics: `0x${(topics as unknown as string[]).map((topic) => topic.slice(2)).join('')}`,
        data,
      })),
    )
    expect(kept.filter(({ name }) => name === null)).toEqual([])
    const count = (contract: string) => BigInt(kept.filter((row) => row['contract'] === contract).length)
    expect(count('ACCESS_MANAGER')).toBeGreaterThan(5n)
    const counter = (at: Hex, abi: Abi) => client.readContract({ address: at, abi, functionName: 'eventCount' })
    expect(count('REGISTRY')).toBe(await counter(deployment.registry, serviceNodeRegistryAbi))
    expect(count('REWARDS_POOL')).toBe(await counter(deployment.rewardsPool, rewardsPoolAbi))
    expect(count('CONTRIBUTION_POOLS')).toBe(await counter(deployment.contributionPools, contributionPoolsAbi))
  })

  it('follows a moved endpoint, a change of owner and an exit', async () => {
    const [first, second] = operators
    if (first === undefined || second === undefined) throw new Error('There are no operators.')
    const moved = { ip: `0x${'26'.repeat(2)}${'00'.repeat(13)}01`, rpcPort: 443, quicPort: 444 }
    await write(first, 'updateEndpoint', [1, blsKeyHash(keyOf(1)), ed25519KeyOf(1), moved])
    const [owner, next] = [seededAccount('real', 'owner', 1), seededAccount('real', 'next')]
    await Promise.all([owner.address, next.address].map((who) => fundGas(client, who)))
    await write(owner, 'proposeOwner', [2, next.address])
    await write(next, 'acceptOwner', [2])
    await write(second, 'requestExit', [2])
    await expectLikeContract()
    await client.increaseTime({ seconds: DAY + 1 })
    await write(first, 'exit', [2, keyOf(2)])
    await expectLikeContract()
    const nodes = await TABLES.serviceNodes.readAt(sql, indexer.status().headNumber)
    expect(nodes[0]).toMatchObject({ ip: moved.ip, rpcPort: 443, quicPort: 444 })
    expect(nodes[1]).toMatchObject({ status: 'EXITED', owner: next.address.toLowerCase(), principal: 0n })
  })

  it('follows an extension, new keys and another operator, and the signer set follows its keys', async () => {
    const operator = operators[3]
    if (operator === undefined) throw new Error('There are no operators.')
    const [owner, next] = [seededAccount('real', 'owner', 3), seededAccount('real', 'next operator')]
    await Promise.all([owner.address, next.address].map((who) => fundGas(client, who)))
    const document = '0x4d53545801'
    await write(operator, 'setExtension', [4, blsKeyHash(keyOf(4)), ed25519KeyOf(4), document])
    await expectLikeContract()
    const [stored] = await sql<{ document: Uint8Array }[]>`
      select document from muster_api.extensions where hash = ${Buffer.from(keccak256(document).slice(2), 'hex')}`
    expect(bytesToHex(stored?.document ?? new Uint8Array())).toBe(document)

    const old = { bls: blsKeyHash(keyOf(4)), ed25519: ed25519KeyOf(4) }
    const blsSecretKey = seededBlsKey('real', 'rotated', 4)
    const ed25519 = seededEd25519Key('real', 'rotated', 4)
    const previous = { nodeId: 4, previousBlsKey: keyOf(4), previousEd25519Key: ed25519KeyOf(4) }
    const both = await makeRotation(deployment, { ...previous, blsSecretKey, ed25519, compromised: true }, blsSign)
    await write(owner, 'rotateKeys', [4, both])
    rotated.set(4, { blsSecretKey, ed25519Key: ed25519.publicKey })
    await expectLikeContract()
    await expectSignerSet()
    await client.increaseTime({ seconds: HOUR })
    await client.mine({ blocks: 1 })
    await expectSignerSet()

    const previousNow = { nodeId: 4, previousBlsKey: keyOf(4), previousEd25519Key: ed25519KeyOf(4) }
    const laterEd25519 = seededEd25519Key('real', 'rotated again', 4)
    await write(operator, 'rotateKeys', [
      4,
      await makeRotation(deployment, { ...previousNow, ed25519: laterEd25519 }, blsSign),
    ])
    rotated.set(4, { blsSecretKey, ed25519Key: laterEd25519.publicKey })
    await write(owner, 'proposeOperator', [4, next.address])
    await expectLikeContract()
    await write(next, 'acceptOperator', [4, blsKeyHash(keyOf(4)), ed25519KeyOf(4)])
    await expectLikeContract()
    const nodes = await TABLES.serviceNodes.readAt(sql, indexer.status().headNumber)
    expect(nodes[3]).toMatchObject({ operator: next.address.toLowerCase(), identityProofValid: true })
    expect(nodes[3]?.activatedAt).toBeGreaterThan(nodes[3]?.firstActivatedAt ?? 0n)
    const replaced = await sql<{ kind: string; key: Uint8Array; compromised: boolean }[]>`
      select kind, key, compromised from muster_api.replaced_keys where node_id = 4 order by block_number, kind`
    expect(replaced.map(({ kind, key, compromised }) => [kind, bytesToHex(key), compromised])).toEqual([
      ['BLS', old.bls, true],
      ['ED25519', old.ed25519, true],
      ['ED25519', ed25519.publicKey, false],
    ])
  })

  it('publishes epoch proofs whose list opens the contract’s own storage', async () => {
    await chain.mine(1, HOUR)
    // Final two blocks later, on anvil.
    await chain.mine(3, 1)
    const epoch = (await client.getBlock()).timestamp / BigInt(HOUR)
    const [row] = await until('the epoch', async () => {
      const rows =
        await sql`select proof, list_root from muster_api.epochs where epoch = ${epoch} and proof is not null`
      return rows.length === 1 ? rows : null
    })
    const verified = verifyEpochProof(decodeEpochProof(row?.['proof']), {
      chainId: BigInt(deployment.chainId),
      registry: deployment.registry,
      epochSeconds: deployment.epochSeconds,
    })
    const root = await client.readContract({
      ...read,
      address: deployment.registry,
      functionName: 'listRoot',
      blockNumber: verified.anchor.number,
    })
    expect(verified.root).toBe(root)
    const [list] = await sql`select bytes from muster_api.lists where root = ${row?.['list_root'] as Uint8Array}`
    const decoded = decodeList(list?.['bytes'] as Uint8Array)
    expect(bytesToHex(decoded.root())).toBe(root)
    expect(decoded.count).toBe(NODES - 1)
  })

  it('follows the quorum: suspended, resumed, removed, and the last exit', async () => {
    const [first] = operators
    if (first === undefined) throw new Error('There are no operators.')
    const statusOf = async (nodeId: number) => {
      await expectLikeContract()
      const nodes = await TABLES.serviceNodes.readAt(sql, indexer.status().headNumber)
      return nodes[nodeId - 1]?.status
    }
    // All nodes came in the launch: they are safe for a week after it.
    await client.increaseTime({ seconds: 8 * DAY })
    await client.mine({ blocks: 1 })
    await write(first, 'suspend', [await quorumAction('suspend', 3, [1, 3, 4, 5], [6])])
    expect(await statusOf(3)).toBe('SUSPENDED')
    await client.increaseTime({ seconds: 2 * HOUR })
    await client.mine({ blocks: 1 })
    await write(first, 'resume', [await quorumAction('resume', 3, [1, 4, 5, 6], []), ed25519KeyOf(3)])
    expect(await statusOf(3)).toBe('ACTIVE')
    await client.increaseTime({ seconds: 2 * HOUR })
    await client.mine({ blocks: 1 })
    await write(first, 'remove', [await quorumAction('remove', 5, [1, 3, 4, 5], [6])])
    expect(await statusOf(5)).toBe('REMOVED')
    await client.increaseTime({ seconds: 30 * DAY + 1 })
    await write(first, 'exit', [5, keyOf(5)])
    expect(await statusOf(5)).toBe('REMOVED')
    const nodes = await TABLES.serviceNodes.readAt(sql, indexer.status().headNumber)
    expect(nodes[4]).toMatchObject({ principal: 0n, exitTip: 0n, leafIndex: null })
  })

  it('says what a late exit paid to its sender', async () => {
    const [first, last] = [operators[0], operators[5]]
    if (first === undefined || last === undefined) throw new Error('There are no operators.')
    await write(last, 'requestExit', [6])
    await client.increaseTime({ seconds: DAY + 3 * 24 * HOUR })
    await write(first, 'exit', [6, keyOf(6)])
    await expectLikeContract()
    const nodes = await TABLES.serviceNodes.readAt(sql, indexer.status().headNumber)
    const args = [6] as const
    const paid = await client.readContract({
      ...read,
      address: deployment.registry,
      functionName: 'principalPaid',
      args,
    })
    const exitTip = (25_000n * 10n ** 18n * 60n) / 10_000n
    expect(nodes[5]).toMatchObject({ status: 'EXITED', principal: 0n, exitTip })
    expect(paid + exitTip).toBe(25_000n * 10n ** 18n)
  })
  it('has the accounts of the rewards pool bit by bit, and what each node could claim later', async () => {
    const [, , third] = operators
    if (third === undefined) throw new Error('There are no operators.')
    await rewards.claim([1, 2, 5])
    await client.increaseTime({ seconds: DAY })
    await write(third, 'requestExit', [3])
    await client.increaseTime({ seconds: DAY + 1 })
    await write(third, 'exit', [3, keyOf(3)])
    await untilSynced()
    const rows = await readRowsAt(sql, indexer.status().headNumber)
    await rewards.expectAccounts(rows)
    expect(rows.rewardsPool[0]?.activeNodes).toBe(2)
    expect(rows.nodeRewards).toHaveLength(NODES)
    expect(rows.nodeRewards.filter(({ paid }) => paid > 0n).map(({ nodeId }) => nodeId)).toEqual([1, 2, 5])
    await client.increaseTime({ seconds: 100 * DAY })
    await client.mine({ blocks: 1 })
    await rewards.expectClaimable(rows)
  })

  it('goes on from the rows of the rewards pool at any block as if it had never stopped', async () => {
    await untilSynced()
    const rows = await readRowsAt(sql, indexer.status().headNumber)
    await rewards.expectResumable(rows, (number) => readRowsAt(sql, number))
  })
})

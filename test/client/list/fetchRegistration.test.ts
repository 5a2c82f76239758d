import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ClientArgumentError,
  createMusterClient,
  type MusterClientArgs,
  pinnedHash,
  rpcQuorum,
} from '../../../client/index.ts'
import { createAcceptedEpochs } from '../../../client/list/createAcceptedEpochs.ts'
import { type Deployment, deploy } from '../../../deploy/deploy.ts'
import { type ChainClient, createChainClient } from '../../../devnet/chain/chainClient.ts'
import { joinNetwork } from '../../../devnet/chain/joinNetwork.ts'
import { demoPlans } from '../../../devnet/demo/demoPlans.ts'
import { seededAccount, seededEd25519Key } from '../../../devnet/demo/seededKeys.ts'
import type { Hex } from '../../../shared/bytes.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { parseIp } from '../../../shared/ip.ts'
import { identitySlot } from '../../../shared/list/identity.ts'
import { blsPublicKey, blsSign } from '../../../shared/signing/bls.ts'
import { makeRotation } from '../../../shared/signing/rotation.ts'
import { startAnvil, startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { memoryStorage } from '../../../tools/support/memoryStorage.ts'
import { codesOf } from '../liveWorld.ts'
import { type RpcAnswer, type RpcCall, startRpcProxy, type TestServer } from '../servers.ts'

const EPOCH_SECONDS = 60
const NODES = 3
const HOUR = 3_600

/** Unregistered keys. */
const UNREGISTERED: readonly Hex[] = [`0x${'00'.repeat(32)}`, `0x${'ff'.repeat(32)}`, `0x${'12'.repeat(32)}`]

const proofOf = (answer: RpcAnswer) => answer.result as { accountProof: Hex[]; storageProof: { proof: Hex[] }[] }

describe.each([
  ['Hardhat', startHardhatChain],
  ['anvil', startAnvil],
] as const)('isRegistered with the real registry on %s', (_name, startChain) => {
  let chain: TestChain
  let chainClient: ChainClient
  let deployment: Deployment
  const proxies: TestServer[] = []
  const plans = demoPlans('registration').slice(0, NODES)

  const client = (args: Partial<MusterClientArgs> = {}) =>
    createMusterClient({
      sources: ['http://127.0.0.1:9'],
      chainId: deployment.chainId,
      registry: deployment.registry,
      epochSeconds: EPOCH_SECONDS,
      trust: rpcQuorum({ urls: [chain.url], k: 1 }),
      stateRpcs: [chain.url],
      ...args,
    })
  const lying = async (change: (response: RpcAnswer, call: RpcCall) => unknown): Promise<string> => {
    const proxy = await startRpcProxy(chain.url, change)
    proxies.push(proxy)
    return proxy.url
  }

  beforeAll(async () => {
    chain = await startChain({ initialTimestamp: Math.floor(Date.now() / 1_000) - 4 * HOUR })
    chainClient = createChainClient(chain.url)
    deployment = await deploy(chainClient, {
      governor: seededAccount('registration', 'governor').address,
      epochSeconds: EPOCH_SECONDS,
    })
    // The first blocks become too old for a client.
    await chain.mine(1, 2 * HOUR)
    await joinNetwork({ client: chainClient, deployment, plans })
    await chain.mine(3)
  })
  afterAll(async () => {
    await Promise.all(proxies.map((proxy) => proxy.stop()))
    await chain?.stop()
  })

  it('isRegistered returns the proven identity when the key is registered', async () => {
    for (const [i, { ed25519Key }] of plans.entries()) {
      const { identity, isRegistered, block } = await client().isRegistered(ed25519Key)
      const onChain = await chainClient.readContract({
        address: deployment.registry,
        abi: serviceNodeRegistryAbi,
        functionName: 'identity',
        args: [ed25519Key],
      })
      expect(isRegistered).toBe(true)
      expect(identity).toMatchObject({
        nodeId: i + 1,
        isReplaced: false,
        rpcPort: onChain.rpcPort,
        quicPort: onChain.quicPort,
      })
      expect(`0x${Buffer.from(parseIp(identity?.ip ?? '')).toString('hex')}`).toBe(onChain.ip)
      expect(identity?.endpointEpoch).toBe(onChain.endpointEpoch)
      expect((await chainClient.getBlock({ blockNumber: block.number })).hash).toBe(block.hash)
    }
  })

  it('isRegistered returns a proven null when the key is not registered', async () => {
    const [one] = plans
    const near = `${one?.ed25519Key.slice(0, -1)}${one?.ed25519Key.endsWith('0') ? '1' : '0'}` as Hex
    for (const key of [...UNREGISTERED, near, near.toUpperCase().replace('0X', '0x') as Hex])
      expect(await client().isRegistered(key)).toMatchObject({ isRegistered: false, identity: null })
  })

  it('isRegistered tells a replaced key from the one that the node has now', async () => {
    const plan = plans[2]
    if (plan === undefined) throw new Error('There is no third node.')
    const ed25519 = seededEd25519Key('registration', 'rotated')
    const rotationPlan = { nodeId: 3, previousBlsKey: blsPublicKey(plan.blsSecretKey), ed25519 }
    const previousEd25519Key = plan.ed25519Key
    const rotation = await makeRotation(deployment, { ...rotationPlan, previousEd25519Key }, blsSign)
    const call = { abi: serviceNodeRegistryAbi, functionName: 'rotateKeys', args: [3, rotation] } as const
    const hash = await chainClient.writeContract({ ...call, address: deployment.registry, account: plan.operator })
    expect((await chainClient.waitForTransactionReceipt({ hash })).status).toBe('success')
    await chain.mine(3)
    const [old, present] = [
      await client().isRegistered(previousEd25519Key),
      await client().isRegistered(ed25519.publicKey),
    ]
    expect(old).toMatchObject({ isRegistered: true, identity: { nodeId: 3, isReplaced: true } })
    const { ip, rpcPort, quicPort } = old.identity ?? {}
    expect(present).toMatchObject({
      isRegistered: true,
      identity: { nodeId: 3, isReplaced: false, ip, rpcPort, quicPort },
    })
  })

  it('identitySlot returns the slot of the mapping in the registry', async () => {
    const [{ ed25519Key }] = plans as [(typeof plans)[number]]
    const word = await chain.request<Hex>('eth_getStorageAt', [deployment.registry, identitySlot(ed25519Key), 'latest'])
    expect(Number(`0x${word.slice(-8)}`)).toBe(1)
  })

  it('isRegistered refuses the proofs of a lying endpoint, for registered and other keys', async () => {
    const [{ ed25519Key }, other] = plans as [(typeof plans)[number], (typeof plans)[number]]
    const unregistered = UNREGISTERED[2] as Hex
    const proofFor = async (key: Hex) =>
      (await chain.request('eth_getProof', [deployment.registry, [identitySlot(key)], 'finalized'])) as unknown
    const [ofKey, ofOther, ofUnregistered] = [
      await proofFor(ed25519Key),
      await proofFor(other.ed25519Key),
      await proofFor(unregistered),
    ]
    const instead = (result: unknown) => (answer: RpcAnswer, call: RpcCall) =>
      call.method === 'eth_getProof' ? { ...answer, result } : answer
    const changed = (change: (proof: ReturnType<typeof proofOf>) => void) => (answer: RpcAnswer, call: RpcCall) => {
      if (call.method === 'eth_getProof') change(proofOf(answer))
      return answer
    }
    const cases: readonly (readonly [string, Hex, (answer: RpcAnswer, call: RpcCall) => unknown, string])[] = [
      ['the proof of an unregistered key', ed25519Key, instead(ofUnregistered), 'STORAGE_PROOF_INVALID'],
      ["another node's proof", ed25519Key, instead(ofOther), 'STORAGE_PROOF_INVALID'],
      ["a node's proof for an unregistered key", unregistered, instead(ofKey), 'STORAGE_PROOF_INVALID'],
      [
        'a proof cut short',
        ed25519Key,
        changed(({ storageProof }) => storageProof[0]?.proof.pop()),
        'STORAGE_PROOF_INVALID',
      ],
      [
        'an empty proof, as of an empty trie',
        ed25519Key,
        changed(({ storageProof }) => storageProof[0]?.proof.splice(0)),
        'STORAGE_PROOF_INVALID',
      ],
      [
        'one node too many',
        unregistered,
        changed(({ storageProof }) => storageProof[0]?.proof.push('0x80')),
        'STORAGE_PROOF_INVALID',
      ],
      [
        "an account's proof cut short",
        unregistered,
        changed(({ accountProof }) => accountProof.pop()),
        'ACCOUNT_PROOF_INVALID',
      ],
      [
        'an answer without a slot',
        unregistered,
        changed(({ storageProof }) => storageProof.pop()),
        'RPC_RESPONSE_INVALID',
      ],
      ['nonsense', unregistered, instead('0x'), 'RPC_RESPONSE_INVALID'],
      [
        'a node of upper case',
        unregistered,
        changed(({ accountProof }) => accountProof.push('0xAB')),
        'RPC_RESPONSE_INVALID',
      ],
    ]
    for (const [name, key, change, code] of cases) {
      const answer = client({ stateRpcs: [await lying(change)] }).isRegistered(key)
      expect([name, await codesOf(answer)]).toEqual([name, [code]])
    }
    // The next endpoint answers, and `source` names it.
    const stateRpcs = [await lying(instead(ofUnregistered)), chain.url]
    expect(await client({ stateRpcs }).isRegistered(ed25519Key)).toMatchObject({
      isRegistered: true,
      source: chain.url,
    })
  })

  it('isRegistered refuses the state of an untrusted block and of an old block', async () => {
    const [{ ed25519Key }] = plans as [(typeof plans)[number]]
    const trust = pinnedHash(`0x${'66'.repeat(32)}`)
    expect(await codesOf(client({ trust }).isRegistered(ed25519Key))).toEqual(['BLOCK_HASH_UNTRUSTED'])
    // A block from before the registration is final too, and its state does not hold the key.
    const old = await chain.request<Record<string, unknown>>('eth_getBlockByNumber', ['0x1', false])
    const stateRpcs = [
      await lying((answer, call) => (call.params[0] === 'finalized' ? { ...answer, result: old } : answer)),
    ]
    expect(await codesOf(client({ stateRpcs }).isRegistered(ed25519Key))).toEqual(['STATE_TOO_OLD'])
    // A state older than the accepted epoch is refused even if the trust source's clock went back.
    const storage = memoryStorage()
    const hash: Hex = `0x${'66'.repeat(32)}`
    const accepted = { epoch: 10n ** 9n, root: hash, anchorHash: hash, childHash: hash }
    const { chainId, registry } = deployment
    await createAcceptedEpochs({ chainId: BigInt(chainId), registry, storage }).accept(accepted)
    expect(await codesOf(client({ storage }).isRegistered(ed25519Key))).toEqual(['STATE_TOO_OLD'])
    const gone = [
      await lying((answer, call) => (call.params[0] === 'finalized' ? { ...answer, result: null } : answer)),
    ]
    expect(await codesOf(client({ stateRpcs: gone }).isRegistered(ed25519Key))).toEqual(['RPC_RESPONSE_INVALID'])
  })

  it('isRegistered throws when the key is malformed or the client has no endpoints', async () => {
    await expect(client().isRegistered('0x11')).rejects.toThrow(ClientArgumentError)
    await expect(client({ stateRpcs: [] }).isRegistered(UNREGISTERED[0] as Hex)).rejects.toThrow(ClientArgumentError)
  })
})

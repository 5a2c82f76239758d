import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createRpcClient } from '../../../../cli/lib/chain/createRpcClient.ts'
import { openRegistry, type Registry } from '../../../../cli/lib/chain/openRegistry.ts'
import { KeysNotFoundError } from '../../../../cli/lib/quorum/errors.ts'
import { readKeys } from '../../../../cli/lib/quorum/readKeys.ts'
import { type Deployment, deploy } from '../../../../deploy/deploy.ts'
import { type ChainClient, createChainClient, fundGas } from '../../../../devnet/chain/chainClient.ts'
import { demoPlans } from '../../../../devnet/demo/demoPlans.ts'
import { seededAccount, seededBlsKey, seededEd25519Key } from '../../../../devnet/demo/seededKeys.ts'
import { serviceNodeRegistryAbi } from '../../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { blsKeyHash, blsPublicKey, blsSign } from '../../../../shared/signing/bls.ts'
import { makeRotation } from '../../../../shared/signing/rotation.ts'
import { startHardhatChain, type TestChain } from '../../../../tools/support/chain.ts'
import { type FaultyProxy, startFaultyProxy } from '../../../helpers/faultyProxy.ts'
import { registerNode } from '../../../helpers/registerNode.ts'

const SEED = 'read keys'
/** 2090-01-01 */
const GENESIS = 3_786_912_000

describe('readKeys', { timeout: 60_000 }, () => {
  const owner = seededAccount(SEED, 'owner')
  const nextOperator = seededAccount(SEED, 'operator')
  const [plan] = demoPlans(SEED)
  if (plan === undefined) throw new Error('The demo has no nodes.')
  const first = { blsKey: blsPublicKey(plan.blsSecretKey), ed25519Key: plan.ed25519Key }
  const second = { secret: seededBlsKey(SEED, 'second'), ed25519: seededEd25519Key(SEED, 'second') }
  const present = { blsKey: blsPublicKey(second.secret), ed25519Key: second.ed25519.publicKey }
  let chain: TestChain
  let proxy: FaultyProxy
  let client: ChainClient
  let deployment: Deployment
  let steps: string[] = []

  const open = (url = chain.url): Promise<Registry> => {
    steps = []
    return openRegistry(createRpcClient(url), deployment.registry, (done, total) => steps.push(`${done}/${total}`))
  }
  const write = async (account: PrivateKeyAccount, functionName: string, args: readonly unknown[]): Promise<void> => {
    const call = { address: deployment.registry, abi: serviceNodeRegistryAbi, account, functionName, args } as const
    const hash = await client.writeContract(call as never)
    expect((await client.waitForTransactionReceipt({ hash })).status).toBe('success')
  }
  /** Blocks of twelve seconds, as on a public chain. */
  const mine = (blocks: number) => chain.request('hardhat_mine', [`0x${blocks.toString(16)}`, '0xc'])

  beforeAll(async () => {
    chain = await startHardhatChain({ initialTimestamp: GENESIS })
    proxy = await startFaultyProxy(chain.url)
    client = createChainClient(chain.url)
    deployment = await deploy(client, { epochSeconds: 60, governor: seededAccount(SEED, 'governor').address })
    await registerNode(client, deployment, { ...plan, owner: owner.address })
    await Promise.all([owner, nextOperator].map(({ address }) => fundGas(client, address)))
    await mine(3_990)
  })
  afterEach(() => proxy.setFault(null))
  afterAll(async () => {
    await proxy?.stop()
    await chain?.stop()
  })

  it('finds the keys of the registration in one request when nothing changed since', async () => {
    expect(await readKeys(await open(), 1)).toEqual(first)
    expect(steps).toEqual([])
  })

  it('goes back page by page to the registration when only the operator changed since', async () => {
    await write(owner, 'proposeOperator', [1, nextOperator.address])
    await write(nextOperator, 'acceptOperator', [1, blsKeyHash(first.blsKey), first.ed25519Key])
    expect(await readKeys(await open(), 1)).toEqual(first)
    expect(steps.map((step) => step.split('/')[0])).toEqual(['1000', '3000'])
  })

  it('finds the keys of the last rotation, and not those before it', async () => {
    const plan = { nodeId: 1, previousBlsKey: first.blsKey, previousEd25519Key: first.ed25519Key }
    const onlyBls = await makeRotation(deployment, { ...plan, blsSecretKey: second.secret }, blsSign)
    await write(nextOperator, 'rotateKeys', [1, onlyBls])
    expect(await readKeys(await open(), 1)).toEqual({ ...first, blsKey: present.blsKey })
    const { ed25519 } = second
    const onlyEd25519 = { ...plan, previousBlsKey: present.blsKey, ed25519, compromised: true }
    await write(owner, 'rotateKeys', [1, await makeRotation(deployment, onlyEd25519, blsSign)])
    expect(await readKeys(await open(), 1)).toEqual(present)
    await mine(10)
    expect(await readKeys(await open(), 1)).toEqual(present)
    expect(steps).toEqual([])
  })

  it('throws when the endpoint leaves out the last rotation, and when it has no logs at all', async () => {
    proxy.setFault(async (call, next) => {
      const answer = await next()
      if (call.method !== 'eth_getLogs' || !('result' in answer)) return answer
      return { result: (answer.result as unknown[]).slice(0, -1) }
    })
    await expect(readKeys(await open(proxy.url), 1)).rejects.toThrow(KeysNotFoundError)
    proxy.setFault(async (call, next) => (call.method === 'eth_getLogs' ? { result: [] } : next()))
    await expect(readKeys(await open(proxy.url), 1)).rejects.toThrow(KeysNotFoundError)
  })
})

import { encodeFunctionData } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRpcClient } from '../../../../cli/lib/chain/createRpcClient.ts'
import type { Call } from '../../../../cli/lib/chain/sendCall.ts'
import { tryActivation } from '../../../../cli/lib/node/tryActivation.ts'
import { type Deployment, deploy } from '../../../../deploy/deploy.ts'
import { type ChainClient, createChainClient, fundGas } from '../../../../devnet/chain/chainClient.ts'
import { publishRoundsOf } from '../../../../devnet/chain/publishRounds.ts'
import { demoPlans } from '../../../../devnet/demo/demoPlans.ts'
import { seededAccount } from '../../../../devnet/demo/seededKeys.ts'
import { serviceNodeRegistryAbi } from '../../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { blsPublicKey } from '../../../../shared/signing/bls.ts'
import { startHardhatChain, type TestChain } from '../../../../tools/support/chain.ts'
import { registerNode } from '../../../helpers/registerNode.ts'

const SEED = 'try activation'
const EPOCH_SECONDS = 60
const BUCKET = 24 * EPOCH_SECONDS
const NODES = 3
/** A multiple of a bucket, so that the first bucket is whole. */
const GENESIS = 1_900_800_000
/** Seconds before the next bucket at which a test begins to wait. */
const LEFT = 3

describe('tryActivation', { timeout: 60_000 }, () => {
  const account = seededAccount(SEED, 'sender')
  const governor = seededAccount(SEED, 'governor')
  let chain: TestChain
  let client: ChainClient
  let deployment: Deployment

  const plans = demoPlans(SEED)
  const activation = (nodeId: number): Call => {
    const plan = plans[nodeId - 1]
    if (plan === undefined) throw new Error(`There is no plan for node ${nodeId}.`)
    const args = [nodeId, blsPublicKey(plan.blsSecretKey), plan.ed25519Key] as const
    const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'activate', args })
    return { account, to: deployment.registry, data }
  }
  const mined = async (from: typeof account, data: `0x${string}`): Promise<void> => {
    const hash = await client.sendTransaction({ account: from, to: deployment.registry, data })
    expect((await client.waitForTransactionReceipt({ hash })).status).toBe('success')
  }
  const guard = (functionName: 'pauseRegistration' | 'unpauseRegistration') =>
    mined(governor, encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName }))
  const moveTo = async (timestamp: bigint): Promise<void> => {
    await client.setNextBlockTimestamp({ timestamp })
    await client.mine({ blocks: 1 })
  }
  const attempt = async (nodeId: number, mayWait: boolean) => {
    const notes: string[] = []
    const tell = (sentence: string) => void notes.push(sentence)
    const opened = { client: createRpcClient(chain.url), epochSeconds: EPOCH_SECONDS }
    return { trial: await tryActivation(opened, activation(nodeId), { tell, mayWait }), notes }
  }

  beforeAll(async () => {
    chain = await startHardhatChain({ initialTimestamp: GENESIS })
    client = createChainClient(chain.url)
    const waits = { lookahead: 15, stride: 600 }
    const options = { governor: governor.address, epochSeconds: EPOCH_SECONDS, launchSeconds: 0, waits }
    deployment = await deploy(client, options)
    for (const { address } of [account, governor]) await fundGas(client, address)
    for (const plan of plans.slice(0, NODES)) await registerNode(client, deployment, plan)
  })
  afterAll(() => chain?.stop())

  it('returns that the round is missing when it is not published', async () => {
    await moveTo(BigInt(GENESIS + 4 * BUCKET))
    expect(await attempt(1, true)).toEqual({ trial: { lacksRound: true }, notes: [] })
    await publishRoundsOf(client, deployment, [1, 2, 3])
    expect(await attempt(1, true)).toEqual({ trial: { lacksRound: false }, notes: [] })
  })

  it('throws when activations are paused, however long it may wait', async () => {
    await guard('pauseRegistration')
    await expect(attempt(1, true)).rejects.toThrow(
      /Registrations and activations are paused until .*RegistrationIsPaused/,
    )
    await guard('unpauseRegistration')
  })

  it('waits for the next bucket when the activations of this one are used up', async () => {
    for (const nodeId of [1, 2]) await mined(account, activation(nodeId).data)
    await expect(attempt(3, false)).rejects.toThrow('ActivationLimitReached')
    await moveTo(BigInt(GENESIS + 5 * BUCKET - LEFT))
    const startedAt = performance.now()
    const { trial, notes } = await attempt(3, true)
    expect(trial).toEqual({ lacksRound: false })
    expect(notes).toEqual([
      expect.stringMatching(/^As many nodes as may be were activated in these 24 epochs\. Waits until /),
    ])
    // It slept until the bucket began, and did not only ask again and again.
    expect(performance.now() - startedAt).toBeGreaterThan(1_000)
    await mined(account, activation(3).data)
  })
})

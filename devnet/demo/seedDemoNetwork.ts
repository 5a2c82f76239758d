import { encodeFunctionData, type Hex } from 'viem'
import { type Deployment, deploy } from '../../deploy/deploy.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { blsKeyHash, blsPublicKey, type G1Point } from '../../shared/signing/bls.ts'
import type { RegistrationPlan } from '../../shared/signing/registration.ts'
import type { ChainClient } from '../chain/chainClient.ts'
import { joinNetwork } from '../chain/joinNetwork.ts'
import { demoPlans } from './demoPlans.ts'
import { fillRewardsPool, giveTokens } from './fundDemo.ts'
import { seededAccount } from './seededKeys.ts'

/** Seed of every demo network. Keys and addresses are the same on each machine. */
export const DEMO_SEED = 'muster demo'

/** Seconds of a demo epoch: so short that a whole life of a node, from registration to exit, takes under ten minutes. */
const EPOCH_SECONDS = 15

/** Delays of the demo: the shortest that the registry takes. */
const ACTIVATION_DELAY_EPOCHS = 1
const EXIT_DELAY_EPOCHS = 24

const HOUR = 3_600

/** Age of the demo chain. Its nodes have earned for a day by now. */
export const DEMO_AGE_SECONDS = 30 * HOUR

/** Active nodes that make a full network: so few that the demo pays the whole rate. */
const FULL_EMISSION_NODES = 12

/** The launch ends a minute after the history that is played here. */
const LAUNCH_SECONDS = DEMO_AGE_SECONDS + 60

/** Nodes of the first of two waves of joins, and the age of the second. */
const FIRST_WAVE = 48
const SECOND_WAVE_AGE_SECONDS = 20 * HOUR

/** Age of the exits. Their requests are older than the exit delay by then. */
const EXITS_AGE_SECONDS = HOUR

/** Ids of the nodes that leave again. */
const LEAVING: readonly number[] = [20, 33]

/** Ids of the nodes that move to another port. */
const MOVING: readonly number[] = [3, 11, 27]

/** Each of the last epochs has a block of its own, so that the latest epochs differ in their anchors. */
const RECENT_EPOCHS = 50

type DemoProgress = (stage: string, done: number, total: number) => void

export type DemoOptions = {
  readonly onProgress: DemoProgress
  /** Called with what the deployment found out about the chain. */
  readonly print: (sentence: string) => void
}

/**
 * Plays the history of a demo network through the real contracts, on a chain whose genesis is `DEMO_AGE_SECONDS` back.
 * It has two waves of joins, some moves, and exits with their requests. The rewards pool is filled. Each operator has
 * tokens for two more nodes. Ends at the wall clock.
 */
export const seedDemoNetwork = async (client: ChainClient, { onProgress, print }: DemoOptions): Promise<Deployment> => {
  const now = Math.floor(Date.now() / 1_000)
  onProgress('deploy contracts', 0, 1)
  const deployment = await deploy(client, {
    governor: seededAccount(DEMO_SEED, 'governor').address,
    epochSeconds: EPOCH_SECONDS,
    fullEmissionNodes: FULL_EMISSION_NODES,
    launchSeconds: LAUNCH_SECONDS,
    activationDelay: ACTIVATION_DELAY_EPOCHS * EPOCH_SECONDS,
    exitDelay: EXIT_DELAY_EPOCHS * EPOCH_SECONDS,
    print,
  })
  onProgress('deploy contracts', 1, 1)
  await fillRewardsPool(client, deployment)
  const plans = demoPlans(DEMO_SEED)
  const planOf: PlanOf = (nodeId) => {
    const plan = plans[nodeId - 1]
    if (!plan) throw new Error(`The demo network has no node ${nodeId}.`)
    return plan
  }
  const waves = [plans.slice(0, FIRST_WAVE), plans.slice(FIRST_WAVE)]
  let joined = 0
  for (const wave of waves) {
    const before = joined
    if (before > 0) await advanceTo(client, now - SECOND_WAVE_AGE_SECONDS)
    await joinNetwork({
      client,
      deployment,
      plans: wave,
      onProgress: (stage, done) => onProgress(`${stage} nodes`, before + done, plans.length),
    })
    joined += wave.length
  }
  await moveNodes(client, deployment, planOf)
  for (const nodeId of LEAVING) {
    const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'requestExit', args: [nodeId] })
    await act(client, deployment, planOf(nodeId).operator.address, { name: 'requestExit', data })
  }
  await advanceTo(client, now - EXITS_AGE_SECONDS)
  for (const nodeId of LEAVING) {
    const args = [nodeId, keyOf(planOf(nodeId))] as const
    const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'exit', args })
    await act(client, deployment, client.account.address, { name: 'exit', data })
  }
  const operators = new Set(plans.map(({ operator }) => operator.address))
  await giveTokens(client, deployment, [...operators])
  for (let epoch = 1; epoch <= RECENT_EPOCHS; epoch++) {
    await advanceTo(client, now - (RECENT_EPOCHS - epoch) * EPOCH_SECONDS)
    onProgress('let the last epochs pass', epoch, RECENT_EPOCHS)
  }
  return deployment
}

type PlanOf = (nodeId: number) => RegistrationPlan

const keyOf = (plan: RegistrationPlan): G1Point => blsPublicKey(plan.blsSecretKey)

const moveNodes = async (client: ChainClient, deployment: Deployment, planOf: PlanOf): Promise<void> => {
  for (const nodeId of MOVING) {
    const plan = planOf(nodeId)
    const { ip, rpcPort, quicPort } = await client.readContract({
      address: deployment.registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'identity',
      args: [plan.ed25519Key],
    })
    const endpoint = { ip, rpcPort: rpcPort + 1_000, quicPort }
    const data = encodeFunctionData({
      abi: serviceNodeRegistryAbi,
      functionName: 'updateEndpoint',
      args: [nodeId, blsKeyHash(keyOf(plan)), plan.ed25519Key, endpoint],
    })
    await act(client, deployment, plan.operator.address, { name: 'updateEndpoint', data })
  }
}

/** A call of the registry, encoded. */
type Action = { readonly name: string; readonly data: Hex }

/** Sends one transaction as any account, in a block of its own. Local chains allow it. */
const act = async (client: ChainClient, deployment: Deployment, from: Hex, action: Action): Promise<void> => {
  await client.impersonateAccount({ address: from })
  const hash = await client.sendTransaction({ account: from, to: deployment.registry, data: action.data })
  const { status } = await client.waitForTransactionReceipt({ hash })
  await client.stopImpersonatingAccount({ address: from })
  if (status !== 'success') throw new Error(`${action.name} reverted in the demo's history.`)
}

/** Mines one block at `timestamp`, unless the chain is past it. */
const advanceTo = async (client: ChainClient, timestamp: number): Promise<void> => {
  const { timestamp: latest } = await client.getBlock()
  if (latest >= BigInt(timestamp)) return
  await client.setNextBlockTimestamp({ timestamp: BigInt(timestamp) })
  await client.mine({ blocks: 1 })
}

import { encodeFunctionData, type Hex, parseEther, type TransactionReceipt } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type Deployment, deploy } from '../../deploy/deploy.ts'
import type { ChainClient } from '../../devnet/chain/chainClient.ts'
import { createChainSigner, type Signer } from '../../devnet/chain/createChainSigner.ts'
import { joinNetwork } from '../../devnet/chain/joinNetwork.ts'
import { seededAccount } from '../../devnet/demo/seededKeys.ts'
import { chunk } from '../../shared/chunk.ts'
import { rewardsPoolAbi } from '../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../shared/contracts/stakingTokenAbi.ts'
import type { RegistrationPlan } from '../../shared/signing/registration.ts'
import { UINT256_MAX } from '../../shared/uint.ts'
import { type Clock, createClock } from './createClock.ts'
import { GAS_SEED } from './gasPlans.ts'

/** Gas a measured transaction may use; what it does use does not depend on it. */
const GAS_LIMIT = 5_000_000n

const MAX_FEE_PER_GAS = 100_000_000_000n

/** Waits of a ticket on an L1, not those of a local chain. Seconds. */
const WAITS = { lookahead: 3_600, stride: 600 } as const

/** Base units in the rewards pool at the start. */
const REWARDS = parseEther('40000000')

/**
 * Waves in which the network joins, each in epochs of its own: by then each of the ring's three signer sets has been
 * used once, as on any chain that is some hours old.
 */
const WAVES = 3

export type Call = { readonly from: PrivateKeyAccount; readonly to: Hex; readonly data: Hex }

/** A chain with a network on it, and who is who. */
export type World = {
  readonly clock: Clock
  readonly deployment: Deployment
  readonly sign: Signer
  /** Sends the calls that are open to every account. */
  readonly anybody: PrivateKeyAccount
  readonly planOf: (nodeId: number) => RegistrationPlan
  /** Ids of the signers of this epoch, increasing. Right only if no node joined or left in the epoch before. */
  readonly members: () => readonly number[]
  /** Tells the world of a node that was registered; ids count up from 1. */
  readonly registered: (plan: RegistrationPlan) => number
  readonly joined: (nodeId: number) => void
  readonly left: (nodeId: number) => void
  /** Sends one transaction in a block of its own. Throws if it reverts. */
  readonly send: (call: Call) => Promise<TransactionReceipt>
  /** Calls of the rewards pool and of the token. */
  readonly encodeClaim: (nodeIds: readonly number[]) => Hex
  readonly encodeFund: (amount: bigint) => Hex
  readonly encodeTransfer: (to: Hex, amount: bigint) => Hex
}

export type WorldOptions = {
  /** Client of a fresh chain. */
  readonly client: ChainClient
  /** Unix seconds of the chain's newest block. */
  readonly startsAt: number
  readonly plans: readonly RegistrationPlan[]
  readonly onProgress: (line: string) => void
}

/** Deploys with the settings of production, fills the rewards pool, and lets the network join in waves. */
export const openWorld = async (options: WorldOptions): Promise<World> => {
  const { client: chain, startsAt, plans, onProgress } = options
  const clock = createClock(chain, startsAt)
  const { client } = clock
  const deployment = await deploy(client, {
    epochSeconds: 3_600,
    governor: seededAccount(GAS_SEED, 'governor').address,
    waits: WAITS,
  })
  const world = makeWorld(clock, deployment)
  const approve = encodeFunctionData({
    abi: stakingTokenAbi,
    functionName: 'approve',
    args: [deployment.rewardsPool, UINT256_MAX],
  })
  await world.send({ from: world.anybody, to: deployment.token, data: approve })
  await world.send({ from: world.anybody, to: deployment.rewardsPool, data: world.encodeFund(REWARDS) })
  for (const wave of chunk(plans, Math.ceil(plans.length / WAVES))) {
    const { nodeIds, seconds } = await joinNetwork({ client, deployment, plans: wave })
    for (const plan of wave) world.joined(world.registered(plan))
    const stages = Object.entries(seconds).map(([stage, spent]) => `${stage} ${spent.toFixed(1)} s`)
    onProgress(`joined: nodes up to ${nodeIds.at(-1)} (${stages.join(', ')})`)
  }
  await clock.advanceTo(await endOfGrace(client, deployment))
  return world
}

/** Epochs after the launch in which the quorum cannot touch nodes that came in it. */
const GRACE_EPOCHS = 168

/** Unix seconds from which on every limit on the pace of changes holds, as on any network that is some months old. */
const endOfGrace = async (client: ChainClient, { registry, epochSeconds }: Deployment): Promise<number> => {
  const launchEnd = await client.readContract({
    address: registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'LAUNCH_END',
  })
  return launchEnd + (GRACE_EPOCHS + 1) * epochSeconds
}

const makeWorld = (clock: Clock, deployment: Deployment): World => {
  const { client } = clock
  const known: RegistrationPlan[] = []
  const active = new Set<number>()
  return {
    clock,
    deployment,
    sign: createChainSigner(client),
    anybody: client.account as PrivateKeyAccount,
    planOf: (nodeId) => {
      const plan = known[nodeId - 1]
      if (!plan) throw new Error(`Node ${nodeId} was never registered.`)
      return plan
    },
    members: () => [...active].sort((a, b) => a - b),
    registered: (plan) => known.push(plan),
    joined: (nodeId) => {
      active.add(nodeId)
    },
    left: (nodeId) => {
      active.delete(nodeId)
    },
    send: async ({ from, to, data }) => {
      const hash = await client.sendTransaction({
        account: from,
        to,
        data,
        gas: GAS_LIMIT,
        maxFeePerGas: MAX_FEE_PER_GAS,
        maxPriorityFeePerGas: 0n,
      })
      const receipt = await client.getTransactionReceipt({ hash })
      if (receipt.status !== 'success') throw new Error(`Transaction ${hash} with ${data.slice(0, 10)} reverted.`)
      return receipt
    },
    encodeClaim: (nodeIds) => encodeFunctionData({ abi: rewardsPoolAbi, functionName: 'claim', args: [nodeIds] }),
    encodeFund: (amount) => encodeFunctionData({ abi: rewardsPoolAbi, functionName: 'fund', args: [amount] }),
    encodeTransfer: (to, amount) =>
      encodeFunctionData({ abi: stakingTokenAbi, functionName: 'transfer', args: [to, amount] }),
  }
}

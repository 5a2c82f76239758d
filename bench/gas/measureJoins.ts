import type { TransactionReceipt } from 'viem'
import { encodeLocalRound } from '../../devnet/chain/publishRounds.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { secondsUntilNext } from '../../shared/epoch/clock.ts'
import { splitTicket } from '../../shared/serviceNode/ticket.ts'
import type { RegistrationPlan } from '../../shared/signing/registration.ts'
import type { Recorder } from './createRecorder.ts'
import { encodeCall } from './encodeCall.ts'
import { SECOND_NODES } from './gasPlans.ts'
import type { World } from './openWorld.ts'
import { registerNode } from './registerNode.ts'

/**
 * Nodes that join alone, with a permit, one after the other. The first activation opens its epoch and has a row of its
 * own. The others are measured as a group. The first publication is the row of a round.
 */
export const measureJoins = async (
  world: World,
  recorder: Recorder,
  plans: readonly RegistrationPlan[],
): Promise<void> => {
  const registrations: { nodeId: number; receipt: TransactionReceipt }[] = []
  for (const plan of plans) registrations.push(await registerNode(world, plan))
  const [first, ...others] = registrations
  const last = others.at(-1)
  if (!first || !last) throw new Error('At least two nodes must join.')
  await recorder.look('register', last.receipt.transactionHash)
  const [published] = await publishTickets(
    world,
    registrations.map(({ nodeId }) => nodeId),
  )
  if (published === undefined) throw new Error('The tickets of the joins name no round.')
  await recorder.record('publish', published.receipt)
  await recorder.record('publish, published already', await publish(world, published.round))

  await recorder.record('activate, first of its epoch', await activate(world, first.nodeId))
  const activateGas: bigint[] = []
  for (const { nodeId } of others) {
    const receipt = await activate(world, nodeId)
    activateGas.push(receipt.gasUsed)
    if (nodeId === last.nodeId) await recorder.look('activate', receipt.transactionHash)
  }
  recordSpread(recorder, 'join: activate', activateGas)
  const registerGas = others.map(({ receipt }) => receipt.gasUsed)
  const groups = {
    'first permit of the account': registerGas.slice(0, -SECOND_NODES),
    'later permit': registerGas.slice(-SECOND_NODES),
  }
  for (const [name, gas] of Object.entries(groups)) {
    recordSpread(recorder, `join: register, ${name}`, gas)
    const alone = medianOf(gas) + medianOf(activateGas)
    recorder.recordGas(`join: register + activate, ${name}, median`, alone)
    recorder.recordGas(`join: register + publish + activate, ${name}, median`, alone + published.receipt.gasUsed)
  }
}

const medianOf = (gas: readonly bigint[]): bigint => sortedUp(gas)[gas.length >> 1] ?? 0n

const sortedUp = (gas: readonly bigint[]): bigint[] => [...gas].sort((a, b) => Number(a - b))

const activate = async (world: World, nodeId: number): Promise<TransactionReceipt> => {
  const data = encodeCall.activate(nodeId, world.planOf(nodeId))
  const receipt = await world.send({ from: world.anybody, to: world.deployment.registry, data })
  world.joined(nodeId)
  return receipt
}

type Published = { readonly round: number; readonly receipt: TransactionReceipt }

const publish = ({ send, anybody, deployment }: World, round: number): Promise<TransactionReceipt> =>
  send({ from: anybody, to: deployment.randomness, data: encodeLocalRound(round) })

/**
 * Advances the clock to the start of the first epoch in which these nodes can be activated, and publishes the rounds of
 * their tickets.
 *
 * @returns the publications, oldest round first
 */
export const publishTickets = async (world: World, nodeIds: readonly number[]): Promise<readonly Published[]> => {
  const { clock, deployment } = world
  const rounds = new Set<number>()
  let activatableAt = clock.now()
  for (const nodeId of nodeIds) {
    const node = await clock.client.readContract({
      address: deployment.registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'serviceNode',
      args: [nodeId],
    })
    rounds.add(splitTicket(node.ticket).round)
    activatableAt = Math.max(activatableAt, node.activatableAt)
  }
  // From the second before, so that a boundary itself counts as a start.
  const before = BigInt(activatableAt - 1)
  await clock.advanceTo(Number(before + secondsUntilNext(before, deployment.epochSeconds)))
  const published: Published[] = []
  for (const round of [...rounds].sort((a, b) => a - b)) published.push({ round, receipt: await publish(world, round) })
  return published
}

export const recordSpread = (recorder: Recorder, name: string, gas: readonly bigint[]): void => {
  const sorted = sortedUp(gas)
  const at = (index: number): bigint => sorted[index] ?? 0n
  recorder.recordGas(`${name}, min`, at(0))
  recorder.recordGas(`${name}, median`, at(sorted.length >> 1))
  recorder.recordGas(`${name}, max`, at(sorted.length - 1))
}

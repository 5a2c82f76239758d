import type { TransactionReceipt } from 'viem'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { secondsUntilNext } from '../../shared/epoch/clock.ts'
import type { RegistrationPlan } from '../../shared/signing/registration.ts'
import type { Recorder } from './createRecorder.ts'
import { encodeCall } from './encodeCall.ts'
import { SECOND_NODES } from './gasPlans.ts'
import type { World } from './openWorld.ts'
import { registerNode } from './registerNode.ts'

/** Blocks after which the draw of a ticket taken now can be read, see `BlockhashRandomness.LOOKAHEAD`. */
const DRAW_BLOCKS = 65

/**
 * Nodes that join alone, with a permit, one after the other. The first activation opens its epoch and is a row of its
 * own; the others are measured as a group.
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
  await letDrawsCome(world)

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
    recorder.recordGas(`join: register + activate, ${name}, median`, medianOf(gas) + medianOf(activateGas))
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

/** Lets the draws of all tickets come, and the activation delay pass, up to the start of an epoch. */
export const letDrawsCome = async ({ clock, deployment }: World): Promise<void> => {
  for (let block = 0; block < DRAW_BLOCKS; block++) await clock.client.mine({ blocks: 1 })
  const { activationDelay } = await clock.client.readContract({
    address: deployment.registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'parameters',
  })
  const { epochSeconds } = deployment
  // From the second before, so that a boundary itself counts as a start.
  const before = BigInt(clock.now() + activationDelay - 1)
  await clock.advanceTo(Number(before + secondsUntilNext(before, epochSeconds)))
}

export const recordSpread = (recorder: Recorder, name: string, gas: readonly bigint[]): void => {
  const sorted = sortedUp(gas)
  const at = (index: number): bigint => sorted[index] ?? 0n
  recorder.recordGas(`${name}, min`, at(0))
  recorder.recordGas(`${name}, median`, at(sorted.length >> 1))
  recorder.recordGas(`${name}, max`, at(sorted.length - 1))
}

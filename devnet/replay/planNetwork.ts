import { setImmediate as yieldToEvents } from 'node:timers/promises'
import type { RegistrationPlan } from '../../shared/signing/registration.ts'
import { seededAccount, seededBlsKey } from '../demo/seededKeys.ts'
import type { NetworkNode } from './parseNetworkFile.ts'

/** Seed of the keys that a network file does not hold. */
const SEED = 'muster replay'

/** Nodes between two pauses: keys for one take about a millisecond, and signals and requests must not wait. */
const NODES_PER_TURN = 16

/** A network to replay. */
export type NetworkPlan = {
  readonly plans: readonly RegistrationPlan[]
  /** Distinct addresses. Each counts as one operator. */
  readonly operatorCount: number
}

export type PlanOptions = {
  readonly seed?: string
  readonly onProgress?: (stage: string, done: number, total: number) => void
}

/**
 * Plans the registrations of a network. Addresses, ports and Ed25519 keys are those of the file. BLS keys are made from
 * the seed, and an operator for each address.
 */
export const planNetwork = async (
  nodes: readonly NetworkNode[],
  { seed = SEED, onProgress = () => undefined }: PlanOptions = {},
): Promise<NetworkPlan> => {
  const operators = new Map<string, ReturnType<typeof seededAccount>>()
  const plans: RegistrationPlan[] = []
  for (const { ed25519Key, address, endpoint } of nodes) {
    const operator = operators.get(address) ?? seededAccount(seed, address)
    operators.set(address, operator)
    const blsSecretKey = seededBlsKey(seed, ed25519Key.slice(2))
    plans.push({ operator, owner: operator.address, blsSecretKey, ed25519Key, endpoint })
    if (plans.length % NODES_PER_TURN !== 0 && plans.length < nodes.length) continue
    onProgress('make keys', plans.length, nodes.length)
    await yieldToEvents()
  }
  return { plans, operatorCount: operators.size }
}

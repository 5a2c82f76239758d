import { BUCKET_EPOCHS, canSign, EPOCH_SECONDS, type NetworkModel } from './networkModel.ts'

/** Choices of an attacker. The simulation tries many, and the table has the best of them. */
export type AttackPlan = {
  /** Nodes that the attacker activates at once during the launch. */
  readonly launchNodes: number
  /** Epochs after the first activation from which suspended nodes are brought back. */
  readonly returnsAfter: number
  /** Epochs after the first activation from which honest nodes are suspended. */
  readonly evictsAfter: number
  /** Whether honest nodes are also removed. */
  readonly removes: boolean
  /** Whether removals come before suspensions. */
  readonly removesFirst: boolean
}

/**
 * Epochs of a bucket in which an attacker acts. The limits are new in the first and end in the last. In the second the
 * newest nodes are members. In the third they have been suspended.
 */
const ACTING: readonly number[] = [0, 1, 2, BUCKET_EPOCHS - 1]

export type Attacker = {
  /** Acts in the present epoch, before all others. */
  readonly act: () => void
  /** Stakes that were ever activated. */
  readonly stakes: () => number
}

/**
 * Activates as fast as allowed, from Pending nodes that were registered before. Brings suspended ones back. Suspends and
 * removes honest nodes as soon as the plan says and the set allows.
 *
 * @param args.start epoch of the first activation
 */
export function createAttacker(args: {
  network: NetworkModel
  plan: AttackPlan
  start: number
  /** Activates no more than this. */
  stakesMax: number
}): Attacker {
  const { network, plan, start, stakesMax } = args
  const ownIds: number[] = []
  let pending = network.register('attacker')

  const activateOne = (): boolean => {
    if (network.activate(pending) !== undefined) return false
    ownIds.push(pending)
    pending = network.register('attacker')
    return true
  }
  const comeBack = (): void => {
    if (network.epoch() < start + plan.returnsAfter) return
    const suspended = ownIds
      .filter((nodeId) => network.node(nodeId).status === 'Suspended')
      .toSorted((a, b) => network.node(a).suspendedAt - network.node(b).suspendedAt)
    for (const nodeId of suspended) {
      const refusal = network.resumeByOperator(nodeId)
      // All others were suspended later. A limit stops only those that were young then.
      if (refusal === 'ResumeTooEarly') break
    }
  }
  const join = (): void => {
    while (ownIds.length < stakesMax && activateOne());
  }

  /** The set with the most members of those that the attacker can sign for. */
  const signable = (): number | undefined => {
    const epoch = network.epoch()
    return [epoch, epoch - 1]
      .map((candidate) => ({ candidate, members: network.setOf(candidate) }))
      .filter(({ members }) => canSign(members, 'attacker'))
      .toSorted((a, b) => b.members.honest + b.members.attacker - a.members.honest - a.members.attacker)[0]?.candidate
  }
  const evict = (): void => {
    // Without a set to sign for, one call shows the refusal.
    const signed = { epoch: signable() ?? network.epoch(), by: 'attacker' } as const
    const each = (act: (nodeId: number) => unknown): void => {
      for (const nodeId of network.activeIds('honest')) if (act(nodeId) !== undefined) return
    }
    const remove = () => plan.removes && each((nodeId) => network.remove(nodeId, signed))
    if (plan.removesFirst) remove()
    each((nodeId) => network.suspend(nodeId, signed))
    if (!plan.removesFirst) remove()
  }

  return {
    act() {
      const epoch = network.epoch()
      const isActing = ACTING.includes(epoch % BUCKET_EPOCHS)
      if (epoch === start) {
        for (let i = 0; i < plan.launchNodes; i++) activateOne()
        if (plan.launchNodes === 0) join()
      } else if (isActing) {
        comeBack()
        if (epoch % BUCKET_EPOCHS === 0 && plan.launchNodes === 0) join()
      }
      const evicting = epoch - start - plan.evictsAfter
      if (evicting === 0 || (evicting > 0 && isActing)) evict()
    },
    stakes: () => ownIds.length,
  }
}

/** Second of an epoch at which the first activation comes: the last one, so that the next bucket begins at once. */
export const LAST_SECOND = EPOCH_SECONDS - 1

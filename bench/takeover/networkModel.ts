/** Rules of the contracts against a takeover. The first edition had none of them, but one removal in 13. */
export type Rules = {
  /** Activations after the launch are limited in each bucket of epochs. */
  readonly activationLimit: boolean
  /** Suspensions of established nodes are limited in each bucket, and in eight. */
  readonly suspensionLimit: boolean
  /** The removal of an established node from the list counts as a suspension. */
  readonly removalsCount: boolean
  /** The operator's resumption of a node that was suspended young counts as an activation. */
  readonly youngReturnsCount: boolean
  /** Nodes of the launch cannot be suspended or removed until 168 epochs after it. Else: until its end. */
  readonly launchWeek: boolean
}

export const FIRST_EDITION: Rules = {
  activationLimit: false,
  suspensionLimit: false,
  removalsCount: false,
  youngReturnsCount: false,
  launchWeek: false,
}

export const SECOND_EDITION: Rules = {
  activationLimit: true,
  suspensionLimit: true,
  removalsCount: true,
  youngReturnsCount: true,
  launchWeek: true,
}

/** Seconds of an epoch. */
export const EPOCH_SECONDS = 3_600
/** Epochs of a bucket, and number of buckets that the limits look back. */
export const BUCKET_EPOCHS = 24
const BUCKETS = 8
const ACTIVATION_SHARE = 16
const ACTIVATIONS_LEAST = 2
const BUCKET_SHARE = 8
const BUCKET_LEAST = 2
const ALL_SHARE = 4
const ALL_LEAST = 3
const REMOVAL_SHARE = 13
const NON_SIGNER_SHARE = 3
/** A signature names this epoch or the one before, whose sets are among the last three. */
const SETS = 3
const STATUS_REST_EPOCHS = 2
export const WEEK_EPOCHS = 168
const WEEK_SECONDS = WEEK_EPOCHS * EPOCH_SECONDS
const EXIT_DELAY_SECONDS = 336 * EPOCH_SECONDS
const MIN_QUORUM = 10

export type Side = 'honest' | 'attacker'

/** Name of the contracts' error. */
export type Refusal =
  | 'ActivationLimitReached'
  | 'ActiveSetTooSmall'
  | 'ExitDue'
  | 'ExitNotDue'
  | 'LaunchNotOver'
  | 'QuorumTooSmall'
  | 'RemovalLimitReached'
  | 'ResumeTooEarly'
  | 'StatusNotAllowed'
  | 'StatusTooRecent'
  | 'SuspensionLimitReached'
  | 'TooManyNonSigners'

export type Kind = 'activate' | 'suspend' | 'remove' | 'resumeByOperator' | 'requestExit' | 'exit'

/** A call and its outcome, in order. */
export type Attempt = {
  /** Seconds from the start of the simulation. */
  readonly time: number
  readonly kind: Kind
  readonly nodeId: number
  /** Epoch of the set that signed, and the side whose members signed. */
  readonly signed?: { readonly epoch: number; readonly by: Side }
  readonly refusal: Refusal | undefined
}

export type ModelNode = {
  readonly side: Side
  status: 'Pending' | 'Active' | 'Suspended' | 'Removed' | 'Exited'
  firstActivatedAt: number
  statusEpoch: number
  suspendedAt: number
  exitDueAt: number
}

/** Members of a set by their side. */
export type Members = { readonly honest: number; readonly attacker: number }

/** Returns whether the members of a side are enough to sign. */
export const canSign = (members: Members, by: Side): boolean => {
  const size = members.honest + members.attacker
  return size >= MIN_QUORUM && size - members[by] <= Math.floor(size / NON_SIGNER_SHARE)
}

/** Returns the number that eight buckets of a limit hold, and counts one more in the newest. */
const createWindow = () => {
  const counts = new Map<number, number>()
  return {
    inBucket: (bucket: number): number => counts.get(bucket) ?? 0,
    inAll(bucket: number): number {
      let sum = 0
      for (let i = 0; i < BUCKETS; i++) sum += counts.get(bucket - i) ?? 0
      return sum
    },
    add(bucket: number): void {
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
    },
  }
}

/** The functions of the registry that decide who is on the list, with their refusals. */
export type NetworkModel = ReturnType<typeof createNetworkModel>

/**
 * Times are seconds. Epoch and bucket 0 begin at second 0.
 *
 * @param args.launchEnd time before which activations are not limited, and suspensions refused
 * @param args.record is called with each attempt
 */
export function createNetworkModel(args: { rules: Rules; launchEnd: number; record?: (attempt: Attempt) => void }) {
  const { rules, launchEnd, record } = args
  const nodes: ModelNode[] = []
  const active = { honest: 0, attacker: 0 }
  const activeIds = { honest: new Set<number>(), attacker: new Set<number>() }
  /** Sets by their first epoch, the newest last. */
  let marks: { first: number; members: Members }[] = []
  let time = Number.NEGATIVE_INFINITY
  const suspensions = createWindow()
  const removals = createWindow()
  let activations = { bucket: -1, count: 0, max: 0 }

  const epochNow = (): number => Math.floor(time / EPOCH_SECONDS)
  const bucketNow = (): number => Math.floor(epochNow() / BUCKET_EPOCHS)
  const nodeAt = (nodeId: number): ModelNode => nodes[nodeId - 1] as ModelNode
  const setOf = (epoch: number): Members =>
    marks.findLast(({ first }) => first <= epoch)?.members ?? { honest: 0, attacker: 0 }

  const changeSet = (side: Side, step: 1 | -1): void => {
    active[side] += step
    const first = epochNow() + 1
    marks = [...marks.filter((mark) => mark.first !== first), { first, members: { ...active } }].slice(-SETS)
  }
  const enter = (nodeId: number): void => {
    const node = nodeAt(nodeId)
    activeIds[node.side].add(nodeId)
    node.status = 'Active'
    node.statusEpoch = epochNow()
    changeSet(node.side, 1)
  }
  const leave = (nodeId: number, status: 'Suspended' | 'Removed' | 'Exited'): void => {
    const node = nodeAt(nodeId)
    if (activeIds[node.side].delete(nodeId)) {
      node.statusEpoch = epochNow()
      changeSet(node.side, -1)
    }
    node.status = status
  }

  const establishedAt = (node: ModelNode): number => node.firstActivatedAt + WEEK_SECONDS
  const isEstablished = (node: ModelNode): boolean => time >= establishedAt(node)
  const isDue = ({ exitDueAt }: ModelNode): boolean => exitDueAt !== 0 && time >= exitDueAt

  const countActivation = (): Refusal | undefined => {
    if (!rules.activationLimit || time < launchEnd) return
    const bucket = bucketNow()
    const share = Math.floor((active.honest + active.attacker) / ACTIVATION_SHARE)
    if (activations.bucket !== bucket) activations = { bucket, count: 0, max: Math.max(ACTIVATIONS_LEAST, share) }
    if (activations.count >= activations.max) return 'ActivationLimitReached'
    activations.count++
    return
  }
  const launchRefusal = (node: ModelNode): Refusal | undefined => {
    const week = rules.launchWeek ? WEEK_SECONDS : 0
    return node.firstActivatedAt < launchEnd && time < launchEnd + week ? 'LaunchNotOver' : undefined
  }
  const signRefusal = (members: Members, by: Side): Refusal | undefined => {
    if (members.honest + members.attacker < MIN_QUORUM) return 'QuorumTooSmall'
    return canSign(members, by) ? undefined : 'TooManyNonSigners'
  }
  const suspensionRefusal = (node: ModelNode, size: number): Refusal | undefined => {
    if (!rules.suspensionLimit || !isEstablished(node)) return
    const bucket = bucketNow()
    const isFull =
      suspensions.inBucket(bucket) >= Math.max(BUCKET_LEAST, Math.floor(size / BUCKET_SHARE)) ||
      suspensions.inAll(bucket) >= Math.max(ALL_LEAST, Math.floor(size / ALL_SHARE))
    return isFull ? 'SuspensionLimitReached' : undefined
  }
  const removalRefusal = (size: number): Refusal | undefined =>
    removals.inAll(bucketNow()) >= Math.max(1, Math.floor(size / REMOVAL_SHARE)) ? 'RemovalLimitReached' : undefined

  const suspend = (nodeId: number, signed: { epoch: number; by: Side }): Refusal | undefined => {
    const node = nodeAt(nodeId)
    if (isDue(node)) return 'ExitDue'
    if (node.status !== 'Active') return 'StatusNotAllowed'
    const members = setOf(signed.epoch)
    const size = members.honest + members.attacker
    const refusal =
      launchRefusal(node) ??
      (epochNow() < node.statusEpoch + STATUS_REST_EPOCHS ? 'StatusTooRecent' : undefined) ??
      signRefusal(members, signed.by) ??
      suspensionRefusal(node, size) ??
      (active.honest + active.attacker - 1 < MIN_QUORUM ? 'ActiveSetTooSmall' : undefined)
    if (refusal !== undefined) return refusal
    if (isEstablished(node)) suspensions.add(bucketNow())
    leave(nodeId, 'Suspended')
    node.suspendedAt = time
    return
  }
  const remove = (nodeId: number, signed: { epoch: number; by: Side }): Refusal | undefined => {
    const node = nodeAt(nodeId)
    if (node.status !== 'Active' && node.status !== 'Suspended') return 'StatusNotAllowed'
    if (isDue(node)) return 'ExitDue'
    const members = setOf(signed.epoch)
    const size = members.honest + members.attacker
    const counts = rules.removalsCount && node.status === 'Active' && isEstablished(node)
    const refusal =
      launchRefusal(node) ??
      signRefusal(members, signed.by) ??
      removalRefusal(size) ??
      (counts ? suspensionRefusal(node, size) : undefined)
    if (refusal !== undefined) return refusal
    removals.add(bucketNow())
    if (counts) suspensions.add(bucketNow())
    leave(nodeId, 'Removed')
    return
  }
  const tried = (kind: Kind, nodeId: number, refusal: Refusal | undefined): Refusal | undefined => {
    record?.({ time, kind, nodeId, refusal })
    return refusal
  }

  return {
    /** Moves to a later time. */
    advance(to: number): void {
      time = to
    },
    register(side: Side): number {
      nodes.push({ side, status: 'Pending', firstActivatedAt: 0, statusEpoch: 0, suspendedAt: 0, exitDueAt: 0 })
      return nodes.length
    },
    activate(nodeId: number): Refusal | undefined {
      const refusal = countActivation()
      if (refusal === undefined) {
        nodeAt(nodeId).firstActivatedAt = time
        enter(nodeId)
      }
      return tried('activate', nodeId, refusal)
    },
    suspend(nodeId: number, signed: { epoch: number; by: Side }): Refusal | undefined {
      const refusal = suspend(nodeId, signed)
      record?.({ time, kind: 'suspend', nodeId, signed, refusal })
      return refusal
    },
    remove(nodeId: number, signed: { epoch: number; by: Side }): Refusal | undefined {
      const refusal = remove(nodeId, signed)
      record?.({ time, kind: 'remove', nodeId, signed, refusal })
      return refusal
    },
    resumeByOperator(nodeId: number): Refusal | undefined {
      const node = nodeAt(nodeId)
      const isEarly = time < node.suspendedAt + WEEK_SECONDS
      const wasYoung = rules.youngReturnsCount && node.suspendedAt < establishedAt(node)
      const refusal = isDue(node) ? 'ExitDue' : isEarly ? 'ResumeTooEarly' : wasYoung ? countActivation() : undefined
      if (refusal === undefined) enter(nodeId)
      return tried('resumeByOperator', nodeId, refusal)
    },
    requestExit(nodeId: number): Refusal | undefined {
      nodeAt(nodeId).exitDueAt = time + EXIT_DELAY_SECONDS
      return tried('requestExit', nodeId, undefined)
    },
    exit(nodeId: number): Refusal | undefined {
      const node = nodeAt(nodeId)
      if (!isDue(node)) return tried('exit', nodeId, 'ExitNotDue')
      leave(nodeId, 'Exited')
      return tried('exit', nodeId, undefined)
    },
    node: (nodeId: number): Readonly<ModelNode> => nodeAt(nodeId),
    activeIds: (side: Side): ReadonlySet<number> => activeIds[side],
    isEstablished: (nodeId: number): boolean => isEstablished(nodeAt(nodeId)),
    epoch: epochNow,
    /** Members of the set of an epoch: this one or the one before. */
    setOf,
  }
}

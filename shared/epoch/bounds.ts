/** Numbers of the contracts that count epochs or limit their length. */

/** Bounds of the registry's `EPOCH_SECONDS`. */
export const EPOCH_SECONDS_MIN = 10
export const EPOCH_SECONDS_MAX = 3_600

/** Epochs between two changes of a node's status, the second by quorum. See `SignerSets.STATUS_REST_EPOCHS`. */
export const STATUS_REST_EPOCHS = 2

/** Epochs of a bucket of the limits on activations, suspensions and removals, and of a step of an exit's tip. */
export const BUCKET_EPOCHS = 24

/**
 * Epochs from a node's first activation to the limit on its suspension, and from the end of the launch to the first
 * suspension or removal of a node that came in it. See `QuorumActions.ESTABLISHED_EPOCHS`.
 */
export const ESTABLISHED_EPOCHS = 168

/** Maximum of `exitDelay` in epochs. See `ServiceNodeRegistry.EXIT_DELAY_EPOCHS_MAX`. */
export const EXIT_DELAY_EPOCHS_MAX = 720

/** Longest time from opening a pool to its deadline, in epochs. See `ContributionPools.DEADLINE_EPOCHS_MAX`. */
export const DEADLINE_EPOCHS_MAX = 336

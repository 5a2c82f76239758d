/** Numbers of the contracts that count epochs or limit their length. */

/** Bounds of the registry's `EPOCH_SECONDS`. */
export const EPOCH_SECONDS_MIN = 10
export const EPOCH_SECONDS_MAX = 86_400

/** Epochs between two changes of a node's status, the second by quorum. See `SignerSets.STATUS_REST_EPOCHS`. */
export const STATUS_REST_EPOCHS = 2

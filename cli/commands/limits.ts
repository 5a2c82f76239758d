/** Limits that a command keeps and that its help names. Help loads no command, so they stand here. */

/** Nodes of one `muster node claim`. The contract takes no more. */
export const CLAIMED_NODES_MAX = 256

/** Folder of `muster watch` below the state folder. */
export const EVIDENCE_FOLDER = 'evidence'

/** Seconds that a source may be late at most. */
export const GRACE_SECONDS_MAX = 120

/** Epochs without a new one that raise an alarm. Blocks may be missed, whole epochs not. */
export const WAIT_EPOCHS = 3

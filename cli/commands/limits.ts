/** Limits and exit codes that a command keeps and its help tells: the help loads no command. */

/** Nodes of one `muster node claim`, as many as the contract takes. */
export const CLAIMED_NODES_MAX = 256

/** Folder of `muster watch` below the data folder. */
export const EVIDENCE_FOLDER = 'evidence'

/** Longest that a source may be late, of the epoch that its list is used in. */
export const GRACE_SECONDS_MAX = 120

/** Epochs in which the next one may not come: blocks may be missed, not whole epochs. */
export const WAIT_EPOCHS = 3

/** Exit codes of commands that verify. Any other failure is 1, as a wrong argument. */
export const EXIT_VERIFIED = 0
export const EXIT_REFUSED = 2
export const EXIT_UNREACHABLE = 3

/** Exit codes of `muster watch`. */
export const EXIT_QUIET = 0
export const EXIT_ALARM = 2

import type { HelpTexts } from '../command.ts'
import {
  EVIDENCE_FOLDER,
  EXIT_ALARM,
  EXIT_QUIET,
  EXIT_REFUSED,
  EXIT_UNREACHABLE,
  EXIT_VERIFIED,
  GRACE_SECONDS_MAX,
  WAIT_EPOCHS,
} from '../limits.ts'

/** Options of every command that fetches a list. */
const TARGET_USAGE = `  --rpc URL             RPC endpoint to ask for the block hash; may be given several times
  --k N                 endpoints that must agree on the hash (more than half of them if not given)
  --chain-id N          chain of the registry
  --registry ADDRESS    the registry
  --epoch-seconds N     length of its epochs
`

/** What `--help` prints of the commands that look at a network as a whole. */
export const networkHelp = {
  verify: {
    summary: 'verify the node list that is due, or a snapshot file, from a block hash',
    usage: `npm run muster -- verify [options]
npm run muster -- verify --snapshot FILE [options]

Fetches the node list that is due and verifies all of it from a block hash, or verifies a snapshot file, however old it is;
says what was checked and how long each step took. Without options: of the network that \`npm start\` runs on this machine.

  --api URL             server or mirror to fetch from; may be given several times, asked in turn
  --snapshot FILE       verify this file instead of what a server sends
  --pinned HASH         trust this hash of the block that the proof rests on, and ask no endpoint; the age stays unknown
${TARGET_USAGE}
Exit code: ${EXIT_VERIFIED} the list verifies; ${EXIT_REFUSED} what was sent was refused; ${EXIT_UNREACHABLE} nobody could be reached; 1 anything else.
`,
  },
  snapshot: {
    summary: 'write the verified node list with its proof into a file',
    usage: `npm run muster -- snapshot --out FILE [options]

Fetches the node list that is due, verifies all of it from a block hash, and writes it with its proof into one file, which a
client starts from where nothing can be fetched (\`bundled\`). What does not verify is not written, and a file that is there
already is replaced whole or not at all. Without further options: of the network that \`npm start\` runs on this machine.

  --out FILE            where to write it
  --api URL             server or mirror to fetch from; may be given several times, asked in turn
${TARGET_USAGE}
Exit code: ${EXIT_VERIFIED} written; ${EXIT_REFUSED} what was sent was refused; ${EXIT_UNREACHABLE} nobody could be reached; 1 anything else.
`,
  },
  watch: {
    summary: 'follow the epochs, compare servers, keep evidence of what is wrong',
    usage: `npm run muster -- watch [options]
npm run muster -- watch --check FOLDER [--rpc URL... [--k N]]

Follows the epochs: when a list becomes due, asks every source for it, verifies all of each, compares them, asks every RPC
endpoint for the blocks that they rest on, and prints a line. Raises an alarm where a source serves what does not verify, has
another list than the others, is behind or silent, and where an endpoint names another hash or none. Without options: watches
the network that \`npm start\` runs on this machine.

  --api URL             source to watch; may be given several times, and every one is asked
${TARGET_USAGE}
  --evidence FOLDER     where the evidence of alarms is kept (${EVIDENCE_FOLDER} in the data folder if not given)
  --epochs N            end after so many (never if not given)
  --grace SECONDS       how late a source may be (a quarter of an epoch, at most ${GRACE_SECONDS_MAX})
  --wait SECONDS        how long the next epoch may not come (${WAIT_EPOCHS} epochs)
  --json                print a line of JSON for each epoch
  --check FOLDER        go through the evidence of an alarm once more, without a network; with --rpc, judge it by the word of
                        these endpoints instead of the recorded ones

Exit code: ${EXIT_QUIET} no alarm, or all of the evidence holds; ${EXIT_ALARM} an alarm, or evidence that does not hold; 1 anything else.
Ctrl-C ends it once the requests under way have, each within its time limit; a second one at once.
`,
  },
} satisfies HelpTexts

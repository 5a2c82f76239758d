import type { HelpTexts } from '../command.ts'
import { CLAIMED_NODES_MAX } from '../limits.ts'

/** What `--help` prints of the commands under `node`. */
export const nodeHelp = {
  show: {
    summary: 'status, people, stake, rewards, what can be done next',
    usage: `npm run muster -- node show NODE --rpc URL --registry ADDRESS

Says how a node stands: its people, its stake, what it earned, and what can be done next, by whom.
`,
  },
  activate: {
    summary: 'draw its seed and put it on the list; open to anyone',
    usage: `npm run muster -- node activate NODE --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Draws the node's seed and puts it on the list. Open to anyone, who pays for gas and nothing else: the node's keys are found in the
log. Within about a day from the time it can be activated; later it needs another ticket.

  --dry-run    tries it out and sends nothing
`,
  },
  'renew-ticket': {
    summary: 'another draw for a node that missed its own; open to anyone',
    usage: `npm run muster -- node renew-ticket NODE --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Gives a node that nobody activated in time another draw, an exit delay after it could have been. Open to anyone, who pays for gas
and nothing else.

  --dry-run    tries it out and sends nothing
`,
  },
  exit: {
    summary: 'carry out an exit that is due; open to anyone',
    usage: `npm run muster -- node exit NODE --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Carries out an exit that is due: the principal goes to the owner. Open to anyone, who pays for gas and nothing else: the node's key
is found in the log.

  --dry-run    tries it out and sends nothing
`,
  },
  claim: {
    summary: 'pay what nodes earned to their owners; open to anyone',
    usage: `npm run muster -- node claim NODE... --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Pays what nodes earned to their owners. Open to anyone, who pays for gas and nothing else. What a shared node earned goes to the
pools: its people claim there, which does this as well (npm run muster -- pool claim).

  NODE...      1 to ${CLAIMED_NODES_MAX} nodes
  --dry-run    tries it out and sends nothing
`,
  },
} satisfies HelpTexts

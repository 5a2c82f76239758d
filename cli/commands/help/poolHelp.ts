import type { HelpTexts } from '../command.ts'

/** Options that say what a node is. */
const NODE_USAGE = `  --bls-key-file FILE       64 hex digits of the node's BLS secret key
  --ed25519-key-file FILE   64 hex digits of the seed of its Ed25519 key. All key files: mode 600
  --ip ADDRESS              where the node is reached: IPv4 or IPv6
  --rpc-port PORT           TCP
  --quic-port PORT          UDP; none if not given
`

/** What `--help` prints of the commands under `pool`. */
export const poolHelp = {
  open: {
    summary: "open a pool, with the operator's part of the stake",
    usage: `npm run muster -- pool open --rpc URL --registry ADDRESS --account-key-file FILE [options]

Opens a pool for one node, on terms that never change, and brings the operator's part of the stake in the same transaction:
a permit is signed along where the pools may not take it yet. Keys and endpoint can be replaced until the node is registered.

  --account-key-file FILE   64 hex digits of the operator's secret key
${NODE_USAGE}  --fee-bps N               of the rewards, to the operator before they are shared: 0 to 10000 basis points
  --days N                  time to fill the pool and to register the node: 1 to 14 days; 14 if not given
  --reserve ADDRESS:AMOUNT  keeps a place for who brings at least AMOUNT tokens; may be given several times
  --reservations FILE       more of them, as JSON; see docs/operations.md
  --amount TOKENS           of the operator: at least a quarter of the stake. If not given, a quarter; or, where all places are
                            reserved, what they leave
  --dry-run                 tries it out and sends nothing
`,
  },
  show: {
    summary: 'terms, places, what is missing, what can be done next',
    usage: `npm run muster -- pool show POOL --rpc URL --registry ADDRESS

Says how a pool stands: its terms and their hash, its places and what is due to each, what is missing and until when, and what
can be done next, by whom.
`,
  },
  contribute: {
    summary: 'contribute, on the terms whose hash you name',
    usage: `npm run muster -- pool contribute POOL --rpc URL --registry ADDRESS --account-key-file FILE [options]

Contributes to a pool, or adds to what was contributed. The terms are shown, and proven from the log to be those that the hash
names. A permit is signed along where the pools may not take the tokens yet.

  --amount TOKENS           how much, such as 2500 or 0.25; pool show says how much there is room for
  --terms-hash HASH         of the terms you agree to. It is never taken from the chain: read the terms with pool show, and have
                            the hash from the operator
  --beneficiary ADDRESS     who may claim what the place gets; the account itself, or who was named before, if not given
  --account-key-file FILE   64 hex digits of the contributor's secret key; mode 600
  --dry-run                 tries it out and sends nothing
`,
  },
  withdraw: {
    summary: 'take a contribution back',
    usage: `npm run muster -- pool withdraw POOL --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Takes a contribution back, all of it, and gives the place up. While the pool goes on and is not full: a day after the last
contribution. Once it is closed or past its deadline: at once. The operator of a pool that goes on closes it: pool cancel.

  --dry-run    tries it out and sends nothing
`,
  },
  cancel: {
    summary: 'close a pool for everybody; by its operator',
    usage: `npm run muster -- pool cancel POOL --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Closes a pool that goes on, for good: its operator takes the own contribution back, and everybody else can withdraw at once. A
day after the operator's last contribution, while the pool is not full.

  --dry-run    tries it out and sends nothing
`,
  },
  'replace-registration': {
    summary: 'other keys or endpoint; by the operator',
    usage: `npm run muster -- pool replace-registration POOL --rpc URL --registry ADDRESS --account-key-file FILE [options]

Names other keys or another endpoint for the node of a pool that is Open, on the same terms. By its operator: a stranger may
have used a key first, or the machine is another by now.

${NODE_USAGE}  --dry-run                 tries it out and sends nothing
`,
  },
  finalize: {
    summary: 'register the node of a full pool; open to anyone',
    usage: `npm run muster -- pool finalize POOL --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Registers the node of a full pool. Open to anyone, who pays for gas and nothing else: the operator's last registration is found
in the log.

  --dry-run    tries it out and sends nothing
`,
  },
  claim: {
    summary: 'pay what the places of the account got, and its credit',
    usage: `npm run muster -- pool claim --rpc URL --registry ADDRESS --account-key-file FILE [--pool POOL]... [--dry-run]

Pays all that the account's places got, of rewards and of principal, and what was credited to it before. Without --pool all pools
are searched for places whose beneficiary the account is. Of very many places, in several transactions.

  --pool POOL   one pool; may be given several times
  --dry-run     tries it out and sends nothing
`,
  },
  beneficiary: {
    summary: 'name who may claim what a place gets',
    usage: `npm run muster -- pool beneficiary POOL --to ADDRESS --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Names who may claim what the account's place gets from now on. What it got before stays with who was named then.

  --to ADDRESS   the account itself takes it back
  --dry-run      tries it out and sends nothing
`,
  },
  transfer: {
    summary: 'give a place in a registered pool to somebody else',
    usage: `npm run muster -- pool transfer POOL --to ADDRESS --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Gives the account's place, rewards and principal to come included, to somebody who has none in the pool. There is no way back.
Once the node is registered; the operator's place only after the principal was paid. What it got before stays with its
beneficiary.

  --to ADDRESS   who has the place then
  --dry-run      tries it out and sends nothing
`,
  },
  'request-exit': {
    summary: "ask for the exit of a pool's node",
    usage: `npm run muster -- pool request-exit POOL --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Asks for the exit of a pool's node, once and for all. By any contributor; who brought less than a quarter, not in the first 30
days. After the exit delay anyone may carry it out, and everybody claims the principal.

  --dry-run    tries it out and sends nothing
`,
  },
} satisfies HelpTexts

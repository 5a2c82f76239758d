import type { HelpTexts } from '../command.ts'

/** What `--help` prints of the commands under `quorum`. */
export const quorumHelp = {
  propose: {
    summary: 'write a proposal, from what the chain says',
    usage: `npm run muster -- quorum propose [options]

Writes a proposal for the members of an epoch's signer set, after a look at the chain: what would be refused is not proposed.

  --rpc URL             RPC endpoint of the chain
  --registry ADDRESS    the registry
  --node ID             the node to act on
  --action KIND         suspend, resume or remove
  --reason CODE         0 to 65535: 1 unreachable, 2 storage faults, 3 relay faults, 4 wrong time or version, 5 equivocation,
                        1000 and above the operators' own; see docs/protocol.md
  --evidence FILE|HASH  a file, whose keccak hash is signed, or that hash
  --reporter ADDRESS    receives the reward of a removal; if not given, nobody does, and all of the penalty is for the pool
  --epoch EPOCH         whose set signs: the current epoch (if not given) or the one before
  --out FILE            proposal.json if not given; no file is written over
`,
  },
  sign: {
    summary: 'sign a proposal with the BLS key of a node',
    usage: `npm run muster -- quorum sign --proposal FILE --key-file FILE [options]

Shows a proposal in plain words, computes what is to be signed from its fields, and signs that with a BLS key.

  --proposal FILE       the proposal
  --key-file FILE       64 hex digits of the BLS secret key; only its owner may read the file (mode 600)
  --node ID             the signer's node; found by its key with --rpc
  --rpc URL             RPC endpoint: checks the proposal and the key against the chain. Without it, only that the proposal
                        does not contradict itself and is in time by this machine's clock
  --evidence FILE       checks that this is the evidence of the proposal
  --out FILE            signature-<node>.json if not given; no file is written over
`,
  },
  aggregate: {
    summary: 'check the signatures and make one of them',
    usage: `npm run muster -- quorum aggregate --rpc URL --proposal FILE --signatures FILE... [options]

Checks each signature by the key its node registered, leaves bad ones out by name, and makes one of the good ones. Exit code
0 where they are enough, however many were left out.

  --rpc URL             RPC endpoint of the chain
  --proposal FILE       what was signed
  --signatures FILE...  what the operators sent
  --from-block N        block the registry was deployed in, to scan no logs before it (0 if not given)
  --out FILE            action.json if not given; no file is written over
`,
  },
  submit: {
    summary: 'try a signed action out, and send it',
    usage: `npm run muster -- quorum submit --rpc URL --action FILE --account-key-file FILE [--dry-run]

Tries a signed action out on the chain, sends it, and says what changed. The account pays for gas, nothing else.

  --rpc URL                 RPC endpoint of the chain
  --action FILE             of quorum aggregate
  --account-key-file FILE   64 hex digits of the account's secret key; only its owner may read the file (mode 600)
  --dry-run                 tries it out and sends nothing
`,
  },
} satisfies HelpTexts

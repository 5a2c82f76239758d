import { REGISTRY_NETWORK, SENDING_OPTIONS } from '../../frame/commonOptions.ts'
import type {
  ArgumentDefinition,
  CommandDefinition,
  GroupDefinition,
  OptionDefinition,
} from '../../frame/definition.ts'

const POOL: ArgumentDefinition = { name: 'POOL', text: 'number of the pool' }

/** Keys and endpoint of a node. */
const NODE_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'bls-key-file',
    value: 'FILE',
    isRequired: true,
    text: "64 hex digits of the node's BLS secret key (mode 600)",
  },
  {
    name: 'ed25519-key-file',
    value: 'FILE',
    isRequired: true,
    text: '64 hex digits of the seed of its Ed25519 key (mode 600)',
  },
  { name: 'ip', value: 'ADDRESS', isRequired: true, text: 'IPv4 or IPv6 address of the node' },
  { name: 'rpc-port', value: 'PORT', isRequired: true, text: 'its TCP port' },
  { name: 'quic-port', value: 'PORT', text: 'its UDP port; none if left out' },
]

/** The parts that commands share which send something about one pool. */
const sending = {
  arguments: [POOL],
  options: SENDING_OPTIONS,
  network: REGISTRY_NETWORK,
  needs: ['rpc', 'registry', 'account'],
} as const satisfies Partial<CommandDefinition>

const to = (text: string): readonly OptionDefinition[] => [
  { name: 'to', value: 'ADDRESS', isRequired: true, text },
  ...SENDING_OPTIONS,
]

/** Commands of a pool's first half: until its node is registered. */
const funding: readonly CommandDefinition[] = [
  {
    name: 'open',
    summary: "open a pool with the operator's part of the stake",
    description:
      "Opens a pool for one node, on terms that never change, and brings the operator's part of the stake in the same " +
      'transaction. A permit is signed along if the pools may not take the tokens yet. Keys and endpoint can be replaced ' +
      'until the node is registered.',
    ...sending,
    arguments: [],
    options: [
      {
        name: 'fee-bps',
        value: 'N',
        isRequired: true,
        text: 'basis points of the rewards for the operator, before they are shared: 0 to 10000',
      },
      {
        name: 'days',
        value: 'N',
        text: 'time to fill the pool and to register the node: 1 to 14 days; 14 if left out',
      },
      {
        name: 'reserve',
        value: 'ADDRESS:AMOUNT',
        count: 'repeated',
        text: 'keep a place for a contributor of at least AMOUNT tokens; may be repeated',
      },
      { name: 'reservations', value: 'FILE', text: 'more of them as JSON; see docs/operations.md' },
      {
        name: 'amount',
        value: 'TOKENS',
        text: "the operator's part, at least a quarter of the stake; if left out, a quarter, or the rest if all places are reserved",
      },
      ...NODE_OPTIONS,
      ...SENDING_OPTIONS,
    ],
    load: async () => (await import('../pool/open.ts')).open,
  },
  {
    name: 'show',
    summary: 'terms, places, missing tokens, next steps',
    description:
      'Shows a pool: its terms and their hash, its places and what is due to each, what is missing and until when, and ' +
      'what can be done next.',
    arguments: [POOL],
    network: REGISTRY_NETWORK,
    needs: ['rpc', 'registry'],
    load: async () => (await import('../pool/show.ts')).show,
  },
  {
    name: 'contribute',
    summary: 'contribute on terms that you name by their hash',
    description:
      'Contributes to a pool, or adds to a contribution. The terms are shown and proven from the log to have the hash ' +
      'that you name. A permit is signed along if the pools may not take the tokens yet.',
    ...sending,
    options: [
      {
        name: 'amount',
        value: 'TOKENS',
        isRequired: true,
        text: 'tokens to bring, such as 2500 or 0.25; pool show tells how many there is room for',
      },
      {
        name: 'terms-hash',
        value: 'HASH',
        isRequired: true,
        text: 'hash of the terms that you agree to; get it from the operator, and read the terms with pool show',
      },
      {
        name: 'beneficiary',
        value: 'ADDRESS',
        text: 'account that may claim for the place; the account itself, or the one named before, if left out',
      },
      ...SENDING_OPTIONS,
    ],
    load: async () => (await import('../pool/contribute.ts')).contribute,
  },
  {
    name: 'withdraw',
    summary: 'take a contribution back',
    description:
      'Takes all of a contribution back and gives the place up. While the pool is open and not full, a contribution stays ' +
      'for a day. Once the pool is closed or past its deadline, it comes back at once. The operator of an open pool uses ' +
      'pool cancel.',
    ...sending,
    load: async () => (await import('../pool/withdraw.ts')).withdraw,
  },
  {
    name: 'cancel',
    summary: 'close a pool for all, by its operator',
    description:
      'Closes an open pool for good. Its operator takes the own contribution back, and all others can withdraw at once. ' +
      "It is possible a day after the operator's last contribution, while the pool is not full.",
    ...sending,
    load: async () => (await import('../pool/cancel.ts')).cancel,
  },
  {
    name: 'replace-registration',
    summary: 'other keys or endpoint, by the operator',
    description:
      'Names other keys or another endpoint for the node of an open pool, on the same terms. Another node may have used ' +
      'a key first, or the machine may have changed.',
    ...sending,
    options: [...NODE_OPTIONS, ...SENDING_OPTIONS],
    load: async () => (await import('../pool/replaceRegistration.ts')).replaceRegistration,
  },
  {
    name: 'finalize',
    summary: 'register the node of a full pool',
    description:
      'Registers the node of a full pool. Any account may do it and pays for gas only: the last registration of the ' +
      'operator is found in the log.',
    ...sending,
    load: async () => (await import('../pool/finalize.ts')).finalize,
  },
]

/** Commands of a pool's second half: once its node is registered. */
const registered: readonly CommandDefinition[] = [
  {
    name: 'claim',
    summary: 'pay what the places of the account earned',
    description:
      "Pays the rewards and principal of the account's places, and its credit from before. Without --pool, all pools are " +
      'searched for places whose beneficiary is the account. Many places take several transactions.',
    ...sending,
    arguments: [],
    options: [
      { name: 'pool', value: 'POOL', count: 'repeated', text: 'number of a pool to claim from; may be repeated' },
      ...SENDING_OPTIONS,
    ],
    load: async () => (await import('../pool/claim.ts')).claim,
  },
  {
    name: 'beneficiary',
    summary: 'name the account that may claim for a place',
    description:
      "Names the account that may claim for the account's place from now on. Earnings until now stay with the " +
      'beneficiary of that time.',
    ...sending,
    options: to('the new beneficiary; the account itself takes it back'),
    load: async () => (await import('../pool/beneficiary.ts')).beneficiary,
  },
  {
    name: 'transfer',
    summary: 'give a place in a registered pool to another account',
    description:
      "Gives the account's place, with its rewards and principal to come, to an account without a place in the pool. " +
      'There is no way back. It is possible once the node is registered; for the operator only after the principal was ' +
      'paid. Earnings until now stay with the beneficiary.',
    ...sending,
    options: to('the account that has the place then'),
    load: async () => (await import('../pool/transfer.ts')).transfer,
  },
  {
    name: 'request-exit',
    summary: "ask for the exit of a pool's node",
    description:
      "Asks for the exit of a pool's node. It cannot be taken back. Any contributor may ask; one with less than a quarter " +
      'only after 30 days. After the exit delay any account may carry it out, and all beneficiaries claim the principal.',
    ...sending,
    load: async () => (await import('../pool/requestExit.ts')).requestExit,
  },
]

/** Commands of pools: several people stake one node. */
export const poolCommands: GroupDefinition = {
  name: 'pool',
  summary: 'several people stake one node',
  commands: [...funding, ...registered],
}

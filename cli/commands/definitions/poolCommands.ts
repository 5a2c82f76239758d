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

/** Key of the node's operator. */
const OPERATOR_OPTION: OptionDefinition = {
  name: 'operator-key-file',
  value: 'FILE',
  text: "64 hex digits of the operator's key (mode 600), which signs for the node; the account itself if left out",
}

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
    summary: 'open a pool with your part of the stake',
    description:
      "Opens a pool for one node, on terms that never change, and brings the opener's part of the stake in the same " +
      'transaction. A permit is signed along if the pools may not take the tokens yet. The operator may be ' +
      'another account. Operator, keys and endpoint can be replaced until the node is registered.',
    ...sending,
    arguments: [],
    options: [
      {
        name: 'fee-bps',
        value: 'N',
        isRequired: true,
        text: 'basis points of the rewards for the opener, before they are shared: 0 to 10000',
      },
      {
        name: 'epochs',
        value: 'N',
        text: 'epochs to fill the pool and to register the node: 1 to 336; 336 if left out',
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
        text: "the opener's part, at least a quarter of the stake; if left out, a quarter, or the rest if all places are reserved",
      },
      OPERATOR_OPTION,
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
        text: 'hash of the terms that you agree to; get it from the opener, and read the terms with pool show',
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
      'for 24 epochs. Once the pool is closed or past its deadline, it comes back at once. The opener of an open pool uses ' +
      'pool cancel.',
    ...sending,
    load: async () => (await import('../pool/withdraw.ts')).withdraw,
  },
  {
    name: 'cancel',
    summary: 'close a pool for all, by its opener',
    description:
      'Closes an open pool for good. Its opener takes the own contribution back, and all others can withdraw at once. ' +
      "It is possible 24 epochs after the opener's last contribution, while the pool is not full.",
    ...sending,
    load: async () => (await import('../pool/cancel.ts')).cancel,
  },
  {
    name: 'replace-registration',
    summary: 'other operator, keys or endpoint, by the opener',
    description:
      'Names another operator, other keys or another endpoint for the node of an open pool, on the same terms. ' +
      'Another node may have used a key first, or the machine may have changed.',
    ...sending,
    options: [OPERATOR_OPTION, ...NODE_OPTIONS, ...SENDING_OPTIONS],
    load: async () => (await import('../pool/replaceRegistration.ts')).replaceRegistration,
  },
  {
    name: 'finalize',
    summary: 'register the node of a full pool',
    description:
      'Registers the node of a full pool. Any account may do it and pays for gas only: the last registration of the ' +
      'opener is found in the log.',
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
    name: 'offer-place',
    summary: 'offer a place in a registered pool to another account',
    description:
      "Offers the account's place, with its rewards and principal to come, to an account without a place in the pool. " +
      'That account takes it with pool take-place. Until then another offer replaces this one, and the zero address ' +
      'withdraws it. The place of the opener never moves.',
    ...sending,
    options: to('the account that may take the place; the zero address withdraws the offer'),
    load: async () => (await import('../pool/offerPlace.ts')).offerPlace,
  },
  {
    name: 'take-place',
    summary: 'take a place that is offered to the account',
    description:
      'Takes a place that a contributor offers to the account, with its rewards and principal to come. Earnings until now ' +
      'stay with the beneficiary. It is possible until the principal is paid. Do not pay for a place before you have it: ' +
      'the offer can be withdrawn.',
    ...sending,
    options: [
      { name: 'place', value: 'N', text: 'number of the place; the first one that is offered if left out' },
      ...SENDING_OPTIONS,
    ],
    load: async () => (await import('../pool/takePlace.ts')).takePlace,
  },
  {
    name: 'request-exit',
    summary: "ask for the exit of a pool's node",
    description:
      "Asks for the exit of a pool's node. It cannot be taken back. Any contributor may ask; one with less than a quarter " +
      'only after 720 epochs. After the exit delay any account may carry it out, and all beneficiaries claim the principal.',
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

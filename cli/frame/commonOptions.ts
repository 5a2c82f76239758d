import type { OptionDefinition } from './definition.ts'

const NETWORK = 'Network'
const OUTPUT = 'Output'
const SENDING = 'Sending'

/** Options of every command. */
export const OUTPUT_OPTIONS: readonly OptionDefinition[] = [
  { name: 'json', text: 'print the result and errors as JSON', heading: OUTPUT },
]

/** Options of every command that has a network. */
export const PROFILE_OPTIONS: readonly OptionDefinition[] = [
  { name: 'profile', value: 'NAME', text: 'take the network from this profile; see "use"', heading: NETWORK },
  { name: 'env', text: 'also read MUSTER_RPC and the like; see "use"', heading: NETWORK },
]

export const RPC: OptionDefinition = {
  name: 'rpc',
  value: 'URL',
  text: 'RPC endpoint of the chain',
  heading: NETWORK,
}

export const RPC_MANY: OptionDefinition = {
  ...RPC,
  count: 'repeated',
  text: 'RPC endpoint to ask for block hashes; may be repeated',
}

export const API_MANY: OptionDefinition = {
  name: 'api',
  value: 'URL',
  count: 'repeated',
  text: 'server or mirror of the node list; may be repeated',
  heading: NETWORK,
}

export const BEACON_MANY: OptionDefinition = {
  name: 'beacon',
  value: 'URL',
  count: 'repeated',
  text: 'endpoint of the randomness beacon, such as https://api.drand.sh/CHAIN; may be repeated',
  heading: NETWORK,
}

export const CHAIN_ID: OptionDefinition = {
  name: 'chain-id',
  value: 'N',
  text: 'id of the chain; the endpoint must agree',
  heading: NETWORK,
}

export const REGISTRY: OptionDefinition = {
  name: 'registry',
  value: 'ADDRESS',
  text: 'the registry',
  heading: NETWORK,
}

export const EPOCH_SECONDS: OptionDefinition = {
  name: 'epoch-seconds',
  value: 'N',
  text: 'length of an epoch',
  heading: NETWORK,
}

/** Options of every command that sends a transaction. */
export const SENDING_OPTIONS: readonly OptionDefinition[] = [
  {
    name: 'account-key-file',
    value: 'FILE',
    text: '64 hex digits of the secret key of the account that sends; only its owner may read the file (mode 600)',
    heading: SENDING,
  },
  { name: 'dry-run', text: 'try the transaction out and send nothing', heading: SENDING },
  {
    name: 'yes',
    text: 'send without asking; if the chain is not local, the same call must have --profile or --rpc',
    heading: SENDING,
  },
]

/** The network of a command that reads one registry. */
export const REGISTRY_NETWORK: readonly OptionDefinition[] = [RPC, CHAIN_ID, REGISTRY]

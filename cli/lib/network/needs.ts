/** A value of the network that a command cannot do without. */
export type Need = 'rpc' | 'beacon' | 'api' | 'chainId' | 'registry' | 'epochSeconds' | 'account'

/** How a value of the network is given: by flag, by environment variable, by field of a profile. */
export type NeedSource = {
  readonly flag: string
  /** Placeholder of the flag's value. */
  readonly placeholder: string
  /** Read with `--env` only. */
  readonly variable: string
  readonly field: string
  /** Names a network. An account does not, nor does a beacon: the contract verifies what it gives. */
  readonly isNetwork: boolean
}

/** All values of the network that commands read. */
export const NEEDS: Readonly<Record<Need, NeedSource>> = {
  rpc: { flag: 'rpc', placeholder: 'URL', variable: 'MUSTER_RPC', field: 'rpcUrls', isNetwork: true },
  beacon: { flag: 'beacon', placeholder: 'URL', variable: 'MUSTER_BEACON', field: 'beaconUrls', isNetwork: false },
  api: { flag: 'api', placeholder: 'URL', variable: 'MUSTER_API', field: 'apiUrl', isNetwork: true },
  chainId: { flag: 'chain-id', placeholder: 'N', variable: 'MUSTER_CHAIN_ID', field: 'chainId', isNetwork: true },
  registry: {
    flag: 'registry',
    placeholder: 'ADDRESS',
    variable: 'MUSTER_REGISTRY',
    field: 'registry',
    isNetwork: true,
  },
  epochSeconds: {
    flag: 'epoch-seconds',
    placeholder: 'N',
    variable: 'MUSTER_EPOCH_SECONDS',
    field: 'epochSeconds',
    isNetwork: true,
  },
  account: {
    flag: 'account-key-file',
    placeholder: 'FILE',
    variable: 'MUSTER_ACCOUNT_KEY_FILE',
    field: 'account',
    isNetwork: false,
  },
}

/** Values that are lists of URLs. */
export const URL_NEEDS: ReadonlySet<Need> = new Set(['rpc', 'beacon', 'api'])

/** Names of all values. */
export const NEED_NAMES = Object.keys(NEEDS) as readonly Need[]

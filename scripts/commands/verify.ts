import { parseArgs } from 'node:util'
import type { Hex } from 'viem'
import { createMusterClient, rpcQuorum } from '../../client/index.ts'
import { formatTable } from '../lib/formatTable.ts'
import { openDataFolder, readDeployment, readEndpoints } from '../lib/stack/dataFolder.ts'
import type { Command } from './command.ts'

const USAGE = `npm run muster -- verify [options]

Fetches the newest node list and verifies all of it from a block hash. Without options: of the network that
\`npm start\` runs on this machine. Exit code 0 only where the list verifies.

  --api URL             server or mirror to fetch from; may be given several times, asked in turn
  --rpc URL             RPC endpoint to ask for the block hash; may be given several times
  --k N                 endpoints that must agree on the hash (more than half of them if not given)
  --chain-id N          chain of the registry
  --registry ADDRESS    the registry
  --epoch-seconds N     length of its epochs
`

/** Where to fetch from, whom to trust for a hash, and which registry. */
type Target = {
  readonly apis: readonly string[]
  readonly rpcs: readonly string[]
  readonly k: number
  readonly chainId: number
  readonly registry: Hex
  readonly epochSeconds: number
}

const readTarget = (args: readonly string[]): Target => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      api: { type: 'string', multiple: true },
      rpc: { type: 'string', multiple: true },
      k: { type: 'string' },
      'chain-id': { type: 'string' },
      registry: { type: 'string' },
      'epoch-seconds': { type: 'string' },
    },
  })
  const folder = openDataFolder(process.env['MUSTER_DATA'])
  const local = readDeployment(folder)
  const endpoints = readEndpoints(folder)
  const missing = (option: string): never => {
    throw new Error(`Say ${option}, or run npm start in another terminal: no network runs on this machine now.`)
  }
  const rpcs = values.rpc ?? (endpoints ? [endpoints.rpcUrl] : missing('--rpc'))
  return {
    apis: values.api ?? (endpoints ? [endpoints.apiUrl] : missing('--api')),
    rpcs,
    k: wholeNumber('--k', values.k) ?? Math.floor(rpcs.length / 2) + 1,
    chainId: wholeNumber('--chain-id', values['chain-id']) ?? local?.chainId ?? missing('--chain-id'),
    registry: (values.registry as Hex | undefined) ?? local?.registry ?? missing('--registry'),
    epochSeconds:
      wholeNumber('--epoch-seconds', values['epoch-seconds']) ?? local?.epochSeconds ?? missing('--epoch-seconds'),
  }
}

const wholeNumber = (option: string, text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,14}$/.test(text)) throw new Error(`${option} must be a whole number above 0; it is "${text}".`)
  return Number(text)
}

/** Fetches, verifies, and says what follows from which block. */
export const verify: Command = {
  summary: 'fetch the newest node list and verify all of it from a block hash',
  usage: USAGE,
  run: async (args) => {
    const { apis, rpcs, k, chainId, registry, epochSeconds } = readTarget(args)
    const client = createMusterClient({
      sources: apis,
      chainId,
      registry,
      epochSeconds,
      trust: rpcQuorum({ urls: rpcs, k }),
      onSourceError: ({ source, error }) => process.stderr.write(`${source}: ${error.message}\n`),
    })
    const startedAt = performance.now()
    const list = await client.getNodeList()
    const milliseconds = performance.now() - startedAt
    process.stdout.write(
      `Verified: every node below is registered, and none is missing.\n\n${formatTable([
        ['service nodes', String(list.records.length)],
        ['epoch', `${list.epoch} (${epochSeconds} s)`],
        ['list root', list.root],
        ['anchor block', `${list.anchor.number} ${list.anchor.hash}`],
        ['anchor time', new Date(Number(list.anchor.timestamp) * 1_000).toISOString()],
        ['chain, registry', `${chainId}, ${registry}`],
        ['block hash by', `${k} of ${rpcs.length} RPC endpoints`],
        ['fetched from', list.source],
        ['fetch and verify', `${milliseconds.toFixed(0)} ms`],
      ])}`,
    )
    return 0
  },
}

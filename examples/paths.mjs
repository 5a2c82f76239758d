/**
 * Builds 1,000 onion paths from a verified list, and prints what they are like.
 *
 *     node scripts/buildClient.ts && node examples/paths.mjs
 *
 * The network of `npm start` is what it asks if not told otherwise, by API, RPC, CHAIN, REGISTRY and SECONDS in the
 * environment. Guards are kept in memory only: a program of yours keeps them in a file.
 */
import { createMusterClient, rpcQuorum } from '../client/dist/standalone.js'

const PATHS = 1_000
const { API, RPC, CHAIN, REGISTRY, SECONDS } = process.env

let guards = null
const client = createMusterClient({
  sources: [API ?? 'http://127.0.0.1:8080'],
  // One provider is one to trust: name three that do not belong together, and k: 2.
  trust: rpcQuorum({ urls: [RPC ?? 'http://127.0.0.1:8545'], k: 1 }),
  chainId: BigInt(CHAIN ?? 31_337),
  registry: REGISTRY ?? '0xcf7ed3acca5a467e9e704c703e8d87f634fb0fc9',
  epochSeconds: Number(SECONDS ?? 60),
  guardStorage: {
    get: () => guards,
    set: (text) => {
      guards = text
    },
  },
})

const { epoch, records } = await client.getNodeList()
console.log(`${records.length} nodes of epoch ${epoch}, all verified\n`)

const startedAt = performance.now()
const first = await client.buildPath()
const firstMs = performance.now() - startedAt
const paths = [first]
while (paths.length < PATHS) paths.push(await client.buildPath())
const restMs = performance.now() - startedAt - firstMs

const distinct = (position) => new Set(paths.map(({ hops }) => hops[position].nodeId)).size
const relaxed = paths.filter(({ explanation }) => explanation.relaxed.length > 0).length
console.log(`the first path        ${firstMs.toFixed(1)} ms`)
console.log(`each of the others    ${((1_000 * restMs) / (PATHS - 1)).toFixed(0)} µs`)
console.log(`different guards      ${distinct(0)}`)
console.log(`different middle hops ${distinct(1)}`)
console.log(`different last hops   ${distinct(2)}`)
console.log(`with a rule given up  ${relaxed} of ${PATHS}\n`)
for (const line of client.explain(first)) console.log(line)

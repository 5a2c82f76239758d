import { readFileSync } from 'node:fs'

/** Vectors of epoch proofs, as far as tools read them. The page on verification describes all fields. */
export type EpochVectors = {
  readonly epochs: readonly {
    readonly name: string
    readonly client: string
    readonly chainId: number
    readonly registry: string
    readonly epochSeconds: number
    readonly proof: Record<string, unknown>
    readonly expected: { readonly root: string; readonly childHash: string }
  }[]
}

/** Vectors of lists, as far as tools read them. */
export type ListVectors = {
  readonly lists: readonly { readonly name: string; readonly root: string; readonly bytes: string }[]
}

/** A node of the real network: Ed25519 key as 64 hex digits, IP address, TCP port, UDP port or 0. */
export type NetworkRow = readonly [ed25519Key: string, ip: string, rpcPort: number, quicPort: number]

/** The shape of a real network. */
export type NetworkData = { readonly nodes: readonly NetworkRow[] }

/** Reads `test/vectors/epoch.json`. */
export const readEpochVectors = (): EpochVectors => readJson('vectors/epoch.json')

/** Reads `test/vectors/list.json`. */
export const readListVectors = (): ListVectors => readJson('vectors/list.json')

/** Reads `test/data/network-2026-04.json`: 1,553 nodes. */
export const readNetworkData = (): NetworkData => readJson('data/network-2026-04.json')

/** Data files are read by path. An import would bind tools to the folder of the tests. */
const readJson = <T>(path: string): T =>
  JSON.parse(readFileSync(new URL(`../../test/${path}`, import.meta.url), 'utf8')) as T

import { globSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { evaluateSolidity } from './evaluate.ts'

/** A constant as its source has it. */
export type Constant = {
  readonly name: string
  /** The contract, or library, that ends up with it. */
  readonly contract: string
  readonly visibility: 'public' | 'internal' | 'private'
  readonly value: bigint
}

/** Parts of another contract. */
const PART_OF: Readonly<Record<string, string>> = {
  QuorumActions: 'ServiceNodeRegistry',
  Joining: 'ServiceNodeRegistry',
  NodeChanges: 'ServiceNodeRegistry',
  RegistryState: 'ServiceNodeRegistry',
  RegistrationVerifier: 'SignerSets',
  BlsVerifier: 'SignerSets',
  ParameterBounds: 'SignerSets',
  PoolFunding: 'ContributionPools',
}

const DECLARATION = /^ {4}uint\d* (public|internal|private) constant (\w+) = ([^;]+);/gm

const ROOT = new URL('../../', import.meta.url)

/** Every number that is a constant of the contracts and libraries. */
export const readConstants = (): Constant[] => {
  const known = new Map<string, bigint>()
  // Libraries first: contracts name their constants.
  const files = ['contracts/libraries/*.sol', 'contracts/*.sol'].flatMap((glob) =>
    globSync(glob, { cwd: fileURLToPath(ROOT) }).sort(),
  )
  return files.flatMap((file) => {
    const source = readFileSync(new URL(file, ROOT), 'utf8')
    const own = basename(file, '.sol')
    return [...source.matchAll(DECLARATION)].map(([, visibility, name = '', expression = '']) => {
      const value = evaluateSolidity(expression, known)
      known.set(name, value)
      return { name, contract: PART_OF[own] ?? own, visibility: visibility as Constant['visibility'], value }
    })
  })
}

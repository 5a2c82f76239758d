import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { bytesToHex, concat, type Hex, hexToBytes } from '../../../shared/bytes.ts'
import { keccak256 } from '../../../shared/keccak.ts'
import { LIST_ROOT_SLOT } from '../../../shared/list/epochProof.ts'
import { VerifyParameterError } from '../../../shared/list/errors.ts'
import { identitySlot } from '../../../shared/list/identity.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))
const require = createRequire(import.meta.url)

type Layout = {
  storage: { label: string; slot: string; offset: number; type: string }[]
  types: Record<
    string,
    { members?: { label: string; slot: string; offset: number }[]; numberOfBytes: string; key?: string }
  >
}

/** The storage layout of the registry as the compiler places it; sources are read as they are imported. */
function compileLayout(): Layout {
  const solc = require('solc') as {
    compile(input: string, callbacks: { import(path: string): { contents?: string; error?: string } }): string
  }
  const path = 'contracts/ServiceNodeRegistry.sol'
  const input = {
    language: 'Solidity',
    sources: { [path]: { content: readFileSync(join(ROOT, path), 'utf8') } },
    settings: { outputSelection: { [path]: { ServiceNodeRegistry: ['storageLayout'] } } },
  }
  const resolve = (name: string) => {
    if (name.startsWith('contracts/')) return join(ROOT, name)
    const [scope = '', packageName = '', ...rest] = name.split('/')
    return scope.startsWith('@')
      ? join(dirname(require.resolve(`${scope}/${packageName}/package.json`)), ...rest)
      : join(dirname(require.resolve(`${scope}/package.json`)), packageName, ...rest)
  }
  const output = JSON.parse(
    solc.compile(JSON.stringify(input), { import: (name) => ({ contents: readFileSync(resolve(name), 'utf8') }) }),
  ) as { contracts?: Record<string, Record<string, { storageLayout: Layout }>>; errors?: unknown }
  const layout = output.contracts?.[path]?.['ServiceNodeRegistry']?.storageLayout
  if (layout === undefined) throw new Error(`no layout: ${JSON.stringify(output.errors)}`)
  return layout
}

describe('the proven slots', () => {
  const { storage, types } = compileLayout()
  const variable = (label: string) => {
    const found = storage.find((entry) => entry.label === label)
    if (found === undefined) throw new Error(`the registry has no variable ${label}`)
    return found
  }

  it('include the one where the compiler places the list root', () => {
    const list = variable('_list')
    const [root] = types[list.type]?.members ?? []
    expect(root).toMatchObject({ label: 'root', slot: '0', offset: 0 })
    expect([BigInt(list.slot), list.offset]).toEqual([BigInt(LIST_ROOT_SLOT), 0])
  })

  it('include the one where the compiler places the identity of a key', () => {
    const identities = variable('_identities')
    expect(types[identities.type]?.key).toBe('t_bytes32')
    const key: Hex = `0x${'5a'.repeat(32)}`
    const mapping = hexToBytes(`0x${BigInt(identities.slot).toString(16).padStart(64, '0')}`)
    expect(identitySlot(key)).toBe(bytesToHex(keccak256(concat([hexToBytes(key), mapping]))))
  })

  it('hold the fields of an identity from the low end of one word', () => {
    const { value } = types[variable('_identities').type] as unknown as { value: string }
    const members = types[value]?.members ?? []
    expect(members.map(({ label, slot, offset }) => [label, slot, offset])).toEqual([
      ['nodeId', '0', 0],
      ['ip', '0', 4],
      ['rpcPort', '0', 20],
      ['quicPort', '0', 22],
      ['endpointEpoch', '0', 24],
      ['flags', '0', 28],
    ])
    expect(types[value]?.numberOfBytes).toBe('32')
  })

  it('need a key of 32 bytes', () => {
    for (const key of ['0x', `0x${'5A'.repeat(32)}`, `0x${'5a'.repeat(31)}`])
      expect(() => identitySlot(key as Hex)).toThrow(VerifyParameterError)
  })
})

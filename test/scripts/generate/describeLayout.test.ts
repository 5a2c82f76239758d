import { describe, expect, it } from 'vitest'
import { type CompilerLayout, describeLayout } from '../../../scripts/generate/describeLayout.ts'
import { LayoutAmbiguousError } from '../../../scripts/generate/errors.ts'

/** A layout as the compiler writes it. `shift` is added to the ids of its syntax tree. */
const layoutAt = (shift: number): CompilerLayout => {
  const struct = `t_struct(Node)${7 + shift}_storage`
  const mapping = `t_mapping(t_uint32,${struct})`
  const variable = (astId: number, type: string, label: string, slot: string) => ({
    ...{ astId: astId + shift, contract: 'contracts/C.sol:C' },
    ...{ label, offset: 0, slot, type },
  })
  return {
    storage: [variable(1, mapping, '_nodes', '0'), variable(2, 't_uint32', '_count', '1')],
    types: {
      [mapping]: {
        encoding: 'mapping',
        label: 'mapping(uint32 => struct C.Node)',
        numberOfBytes: '32',
        key: 't_uint32',
        value: struct,
      },
      [struct]: {
        encoding: 'inplace',
        label: 'struct C.Node',
        numberOfBytes: '32',
        members: [variable(3, 't_uint32', 'stake', '0')],
      },
      t_uint32: { encoding: 'inplace', label: 'uint32', numberOfBytes: '4' },
    },
  }
}

describe('describeLayout', () => {
  it('names types by label', () => {
    expect(describeLayout(layoutAt(0))).toEqual({
      storage: [
        { label: '_nodes', slot: '0', offset: 0, type: 'mapping(uint32 => struct C.Node)' },
        { label: '_count', slot: '1', offset: 0, type: 'uint32' },
      ],
      types: {
        'mapping(uint32 => struct C.Node)': {
          encoding: 'mapping',
          numberOfBytes: '32',
          key: 'uint32',
          value: 'struct C.Node',
        },
        'struct C.Node': {
          encoding: 'inplace',
          numberOfBytes: '32',
          members: [{ label: 'stake', slot: '0', offset: 0, type: 'uint32' }],
        },
        uint32: { encoding: 'inplace', numberOfBytes: '4' },
      },
    })
  })

  it('returns the same text when only ids of the syntax tree differ', () => {
    expect(JSON.stringify(describeLayout(layoutAt(1_000)))).toBe(JSON.stringify(describeLayout(layoutAt(0))))
  })

  it('returns no type when a contract has no storage', () => {
    expect(describeLayout({ storage: [], types: null })).toEqual({ storage: [], types: {} })
  })

  it('throws when two types of one label differ', () => {
    const { storage, types } = layoutAt(0)
    const other = { encoding: 'inplace', label: 'struct C.Node', numberOfBytes: '64', members: [] }
    const twice = { storage, types: { ...types, 't_struct(Node)9_storage': other } }
    expect(() => describeLayout(twice)).toThrow(new LayoutAmbiguousError({ label: 'struct C.Node' }))
  })
})

import { globSync } from 'node:fs'
import { type Abi, type AbiParameter, pad, stringToHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { CONTRACT_SENTENCES, describeContractError } from '../../../shared/errors/contractErrors.ts'

const ROOT = new URL('../../../', import.meta.url)

/** A longer sentence is hard to read. */
const WORDS_MAX = 25

type ErrorItem = { readonly name: string; readonly inputs: readonly AbiParameter[] }

/** The errors of every ABI under shared/contracts, those of ABIs that are added later too. */
const errors: ErrorItem[] = []
for (const file of globSync('shared/contracts/*Abi.ts', { cwd: ROOT })) {
  const module = (await import(new URL(file, ROOT).href)) as Readonly<Record<string, Abi>>
  for (const item of Object.values(module).flat()) if (item.type === 'error') errors.push(item)
}

const sample = ({ type }: AbiParameter): unknown => {
  if (type === 'address') return `0x${'ab'.repeat(20)}`
  if (type === 'string') return 'a text'
  if (type.startsWith('bytes')) return pad('0x12', { size: Number(type.slice('bytes'.length)) })
  return Number(type.slice('uint'.length)) <= 48 ? 2 : 2n
}

const sentenceOf = ({ name, inputs }: ErrorItem): string => describeContractError(name, inputs.map(sample)) ?? ''

describe('describeContractError', () => {
  it('has a sentence for every error of every ABI, and for no other name', () => {
    const names = new Set(errors.map(({ name }) => name))
    expect(names.size).toBeGreaterThan(95)
    expect(Object.keys(CONTRACT_SENTENCES).sort()).toEqual([...names].sort())
  })

  it('can tell errors by name: contracts that share a name share its arguments', () => {
    const types = new Map<string, string>()
    for (const { name, inputs } of errors) {
      const listed = inputs.map(({ type }) => type).join()
      expect(`${name}(${types.get(name) ?? listed})`).toBe(`${name}(${listed})`)
      types.set(name, listed)
    }
  })

  it.each(errors.map((item) => [item.name, item] as const))('puts %s in short sentences without gaps', (name, item) => {
    const text = sentenceOf(item)
    expect(text).toMatch(/^\S.{10,}\.$/)
    expect(text).not.toMatch(/undefined|NaN|\[object| {2}/)
    expect(text).not.toContain(`${name}(`)
    for (const sentence of text.split(/(?<=[.:;]) /)) expect(sentence.split(' ').length).toBeLessThanOrEqual(WORDS_MAX)
  })

  it.each([
    ['ContributionTooLow', [15n * 10n ** 17n, 2n * 10n ** 18n], '1.5 tokens are too few: at least 2 tokens must come'],
    ['PoolFull', [7n, 3_786_912_000], 'before its deadline 2090-01-01 00:00:00 UTC'],
    ['ParameterOutOfBounds', [pad(stringToHex('minQuorum'), { dir: 'right' }), 3n, 4n, 100n], 'minQuorum is 3;'],
    ['ParameterOutOfBounds', [`0x${'ff'.repeat(32)}`, 3n, 4n, 100n], `0x${'ff'.repeat(32)} is 3;`],
    ['IpNotPublic', ['0x00000000000000000000ffff0a000001'], 'Clients cannot reach 10.0.0.1:'],
    ['StatusNotAllowed', [4, 3], 'Node 4 is Suspended'],
    ['StatusNotAllowed', [4, 0], 'Node 4 is in status 0'],
    ['ExitNotDue', [4, 0], 'was not requested'],
    ['ExitNotDue', [4, 3_786_912_000], 'due from 2090-01-01 00:00:00 UTC'],
    ['QuorumSignatureInvalid', [2, 4, 9], 'to remove node 4'],
    ['AccessManagedRequiredDelay', ['0xab', 61 * 86_400], 'wait 61.0 days'],
    ['DeadlineOutOfBounds', [0xff_ffff_ffff, 1n, 2n ** 256n - 1n], `unix time ${2n ** 256n - 1n}`],
    ['StringTooLong', ['\u001b[2J'], '"?[2J"'],
  ])('gives the values of %s', (name, args, part) => {
    expect(describeContractError(name, args)).toContain(part)
  })

  it.each(['constructor', 'toString', 'NoSuchError', ''])('returns undefined for the name "%s"', (name) => {
    expect(describeContractError(name, [])).toBeUndefined()
  })
})

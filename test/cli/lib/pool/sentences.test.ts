import { type AbiParameter, pad } from 'viem'
import { describe, expect, it } from 'vitest'
import { POOL_SENTENCES } from '../../../../cli/lib/pool/sentences.ts'
import { seededAccount } from '../../../../devnet/demo/seededKeys.ts'
import { contributionPoolsAbi } from '../../../../shared/contracts/contributionPoolsAbi.ts'

/** Nobody who uses the commands meets these: of the deployment, of a token that is none, of a token that calls back. */
const NOT_MET: readonly string[] = ['RegistryMismatch', 'SafeERC20FailedOperation', 'ReentrancyGuardReentrantCall']

const sample = ({ type }: AbiParameter): unknown => {
  if (type === 'address') return seededAccount('sentences of pools', 1).address
  if (type.startsWith('bytes')) return pad('0x12', { size: Number(type.slice('bytes'.length)) })
  return Number(type.slice('uint'.length)) <= 48 ? 2 : 2n
}

describe('why pools refuse', () => {
  const errors = contributionPoolsAbi
    .filter((item) => item.type === 'error')
    .filter(({ name }) => !NOT_MET.includes(name))

  it('is a sentence in plain words for every error they have', () => {
    expect(errors.length).toBeGreaterThan(25)
    for (const { name, inputs } of errors) {
      const sentence = POOL_SENTENCES[name]?.(...(inputs as readonly AbiParameter[]).map(sample))
      expect(sentence, name).toMatch(/^\S.{10,}\.$/)
      expect(sentence, name).not.toMatch(/undefined|NaN|unknown|\[object/)
    }
  })

  it('has whole tokens and dates in it', () => {
    expect(POOL_SENTENCES['ContributionTooLow']?.(15n * 10n ** 17n, 2n * 10n ** 18n)).toBe(
      '1.5 tokens are too few: at least 2 tokens must come.',
    )
    expect(POOL_SENTENCES['PoolFull']?.(7n, 3_786_912_000)).toContain('before its deadline 2090-01-01 00:00:00 UTC')
  })
})

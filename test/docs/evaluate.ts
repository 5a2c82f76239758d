import { runInNewContext } from 'node:vm'

/** Characters of an expression once names and units are replaced. */
const ARITHMETIC = /^(?:0x[\da-f]+|[\d()+\-*/<%\s])+$/

const compute = (text: string): bigint => {
  if (!ARITHMETIC.test(text)) throw new Error(`"${text}" is not arithmetic.`)
  return BigInt(runInNewContext(text.replaceAll(/0x[\da-f]+|\d+/g, (digits) => `${digits}n`)) as bigint)
}

/** The number a page says, as in `25,000 × 10^18`; what follows a semicolon is for people. */
export const evaluateText = (text: string): bigint =>
  compute(
    (text.split(';')[0] as string)
      .replaceAll(',', '')
      .replaceAll('×', '*')
      .replaceAll('−', '-')
      .replaceAll('^', '**')
      .trim(),
  )

const UNITS: Readonly<Record<string, number>> = { hours: 3_600, days: 86_400 }

/**
 * The value of a constant of Solidity, from its source.
 *
 * @param known constants that it may name
 */
export const evaluateSolidity = (expression: string, known: ReadonlyMap<string, bigint>): bigint =>
  compute(
    expression
      .replaceAll('_', (_, at: number) => (/\d/.test(expression[at - 1] ?? '') ? '' : '_'))
      .replaceAll(/type\(uint(\d+)\)\.max/g, '(2 ** $1 - 1)')
      .replaceAll(/uint\d+\(/g, '(')
      .replaceAll(/(\d+) (hours|days)/g, (_, count: string, unit: string) => `${Number(count) * (UNITS[unit] ?? 0)}`)
      .replaceAll(/(?:[A-Z]\w+\.)?([A-Z][A-Z0-9_]+)/g, (_, name: string) => {
        const value = known.get(name)
        if (value === undefined) throw new Error(`"${expression}" names ${name}, which is not known.`)
        return value.toString()
      }),
  )

import { OPERATORS } from './operators/operator.ts'
import type { CorpusResult, Refusal } from './runCorpus.ts'

const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`

const describe = ({ id, code }: Refusal): string => `"${id.operator}" of "${id.artifact}", draw ${id.draw}, ${code}`

/** Formats artifact × operator as a table, then the count of each error, then the slowest mutants. */
export const formatCorpus = ({ seed, refused, counts, codes, slowest, largest }: CorpusResult): string =>
  [
    `seed "${seed}": ${refused} of ${refused} mutants refused`,
    row(['artifact', ...OPERATORS, 'all']),
    row(['---', ...OPERATORS.map(() => '---'), '---']),
    ...[...counts].map(([artifact, of]) => {
      const all = [...of.values()].reduce((sum, count) => sum + count, 0)
      return row([artifact, ...OPERATORS.map((name) => of.get(name) ?? ''), all])
    }),
    ...[...codes].sort(([, a], [, b]) => b - a).map(([code, count]) => `${String(count).padStart(7)} ${code}`),
    `slowest: ${slowest.ms.toFixed(1)} ms, ${describe(slowest)}`,
    `largest: ${(largest.bytes / 2 ** 20).toFixed(1)} MB left behind, ${describe(largest)}`,
  ].join('\n')

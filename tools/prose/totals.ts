import type { Breach } from './findBreaches.ts'
import { RULE_NAMES, type RuleName } from './rules.ts'

/** Kept in `totals.json`. */
export type Totals = {
  /** Breaches that each rule still has. A number may only fall. */
  readonly totals: Readonly<Record<RuleName, number>>
  /** Folders and files that have no breach of any rule. */
  readonly clean: readonly string[]
}

/** Findings of `--check`. A failure stops the lint, a note does not. */
export type Verdict = { readonly failures: readonly string[]; readonly notes: readonly string[] }

/** Whether a file is in a room that is declared clean. */
export const isClean = (file: string, clean: readonly string[]): boolean =>
  clean.some((room) => file === room || file.startsWith(`${room}/`))

export const countRule = (breaches: readonly Breach[], rule: Breach['rule']): number =>
  breaches.filter((breach) => breach.rule === rule).length

/** Compares breaches with the totals that are kept. */
export const judge = (breaches: readonly Breach[], { totals, clean }: Totals): Verdict => {
  const counts = RULE_NAMES.map((rule) => ({ rule, count: countRule(breaches, rule), kept: totals[rule] }))
  const dirty = breaches.filter(({ rule, file }) => rule !== 'long' && isClean(file, clean))
  return {
    failures: [
      ...dirty.map(({ rule, file, line, text }) => `${file}:${line}: ${rule} in a clean room: ${text}`),
      ...counts
        .filter(({ count, kept }) => count > kept)
        .map(({ rule, count, kept }) => `${rule}: ${count} breaches, at most ${kept} are allowed.`),
    ],
    notes: counts
      .filter(({ count, kept }) => count < kept)
      .map(
        ({ rule, count, kept }) =>
          `${rule}: ${count} breaches are left of ${kept}. Lower the total: npm run lint:prose -- --lower`,
      ),
  }
}

/** Returns the totals with each rule that fell lowered. No total rises. */
export const lowerTotals = (breaches: readonly Breach[], { totals, clean }: Totals): Totals => {
  const lower = (rule: RuleName) => Math.min(totals[rule], countRule(breaches, rule))
  return {
    totals: {
      opening: lower('opening'),
      actor: lower('actor'),
      isNo: lower('isNo'),
      where: lower('where'),
      title: lower('title'),
    },
    clean,
  }
}

import type { Passage } from './passage.ts'

export const RULE_NAMES = ['opening', 'actor', 'isNo', 'where', 'title'] as const

export type RuleName = (typeof RULE_NAMES)[number]

export type Rule = {
  readonly says: string
  readonly kinds: readonly Passage['kind'][]
  readonly pattern: RegExp
}

const ALL = ['paragraph', 'fragment', 'title'] as const

/** Words that may follow "is no". */
const COMPARATIVES =
  'more|less|fewer|longer|shorter|older|newer|younger|larger|bigger|greater|smaller|higher|lower|deeper|wider|' +
  'later|earlier|sooner|better|worse|faster|slower|nearer|closer|further|farther|stronger|weaker|cheaper|easier|harder'

/** Verbs of place: "where it stands" is a place, not a condition. */
const PLACE_VERBS = 'comes|came|goes|went|stands|stood|lies|lay|lives|belongs|leads|points'

/** The rules for words. Each match of a pattern is a breach. */
export const RULES: Readonly<Record<RuleName, Rule>> = {
  opening: {
    says: 'begin with the thing or an imperative',
    kinds: ['paragraph'],
    pattern: /^(?:that|what|who|of|where|whatever)\b/gi,
  },
  actor: {
    says: 'name the actor',
    kinds: ALL,
    pattern: /\b(?:whoever|nobody|somebody)\b/gi,
  },
  isNo: {
    says: 'write "is not a" or "invalid"',
    kinds: ALL,
    pattern: new RegExp(String.raw`(?<!\bthere\s+)\b(?:is|are)\s+no\s+(?!(?:${COMPARATIVES})\b)`, 'gi'),
  },
  where: {
    says: 'write "if" or "when" for a condition',
    kinds: ALL,
    pattern: new RegExp(
      String.raw`\bwhere\s+(?:it|he|she|they|this|that|one|none|nothing|all|each|we|you)\b(?!\s+(?:${PLACE_VERBS})\b)`,
      'gi',
    ),
  },
  title: {
    says: 'write <unit> <verb> <outcome> when <condition>',
    kinds: ['title'],
    pattern: /^(?:is|are|and|or|that|what|who|of|where|whatever)\b/gi,
  },
}

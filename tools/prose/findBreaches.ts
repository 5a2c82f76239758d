import type { Passage } from './passage.ts'
import { readHashComments, readSolidity, readSql } from './readComments.ts'
import { readMarkdown } from './readMarkdown.ts'
import { readScript } from './readScript.ts'
import { RULE_NAMES, RULES, type RuleName } from './rules.ts'

/** A place that breaks a rule, or has a sentence that is too long. */
export type Breach = {
  readonly rule: RuleName | 'long'
  readonly file: string
  readonly line: number
  readonly text: string
}

/** Most words of a sentence. A longer one is reported. */
const SENTENCE_WORDS_MAX = 25

/** Spares the line it stands on. */
const QUOTED = /(?:\/\/|<!--|#|--) prose: quoted/

const READERS: Readonly<Record<string, (source: string) => Passage[]>> = {
  ts: readScript,
  mjs: readScript,
  sol: readSolidity,
  sql: readSql,
  graphql: readHashComments,
  py: readHashComments,
  md: readMarkdown,
}

/** Ends of the names of files that have a reader. */
export const EXTENSIONS: readonly string[] = Object.keys(READERS)

/** Finds the breaches in one file. @param file path, whose end selects the reader */
export const findBreaches = (file: string, source: string): Breach[] => {
  const sourceLines = source.split('\n')
  const isQuoted = (line: number) => QUOTED.test(sourceLines[line - 1] ?? '')
  return (READERS[file.split('.').at(-1) ?? '']?.(source) ?? [])
    .flatMap((passage) => [...brokenRules(passage), ...longSentences(passage)])
    .filter(({ line }) => !isQuoted(line))
    .map((found) => ({ ...found, file }))
}

type Found = Omit<Breach, 'file'>

const brokenRules = (passage: Passage): Found[] => {
  const { text, lineOf } = joinLines(passage)
  return RULE_NAMES.filter((rule) => RULES[rule].kinds.includes(passage.kind)).flatMap((rule) =>
    [...text.matchAll(RULES[rule].pattern)].map(({ index }) => ({
      rule,
      line: lineOf(index),
      text: excerpt(text, index),
    })),
  )
}

const longSentences = (passage: Passage): Found[] => {
  const { text, lineOf } = joinLines(passage)
  return [...text.matchAll(/\S.*?(?:[.!?](?=\s|$)|$)/g)]
    .filter(({ 0: sentence }) => (sentence.match(/[\w§]\S*/g)?.length ?? 0) > SENTENCE_WORDS_MAX)
    .map(({ 0: sentence, index }) => ({ rule: 'long', line: lineOf(index), text: sentence }))
}

/** Joins lines by spaces. Code, links and a bold label at the start lose their text. */
const joinLines = ({ lines }: Passage): { text: string; lineOf: (index: number) => number } => {
  const plain = lines.map(({ text }) => plainOf(text))
  const text = plain.join(' ').replace(/^\*\*.*?\*\*/, (label) => '§'.repeat(label.length))
  const lineOf = (index: number) => {
    let end = 0
    const found = lines.findIndex((_, at) => {
      end += (plain[at]?.length ?? 0) + 1
      return index < end
    })
    return lines[found]?.number ?? 0
  }
  return { text, lineOf }
}

const plainOf = (text: string): string =>
  text
    .replace(/<!--.*?-->/g, '')
    .replace(/(`+).+?\1/g, '§')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/https?:\/\/\S+/g, '§')

/** Words around a breach that `--list` prints. */
const EXCERPT_CHARS = 70

const excerpt = (text: string, index: number): string => {
  const start = Math.max(0, text.lastIndexOf(' ', Math.max(0, index - EXCERPT_CHARS / 3)))
  return text.slice(start, start + EXCERPT_CHARS).trim()
}

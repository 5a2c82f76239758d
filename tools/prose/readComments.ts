import { tokenize } from '../../scripts/generate/solidityText.ts'
import { type Line, lineAt, numberLines, type Passage } from './passage.ts'
import { splitParagraphs } from './splitParagraphs.ts'

/** A comment as it stands in a source, with its marks. */
export type Comment = { readonly start: number; readonly text: string }

/** Comments of SQL. Strings are matched too, so that their dashes are not taken for comments. */
const SQL = /'(?:[^']|'')*'|(?<comment>--[^\n]*)/g

/** Comments and docstrings of GraphQL and Python. */
const HASH = /(?<comment>"""[\s\S]*?"""|#[^\n]*)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g

/** Marks at the start and the end of a line of a comment, by how the comment begins. */
const MARKS: readonly (readonly [begin: string, marks: RegExp])[] = [
  ['/*', /^\s*\/\*\*?|\*\/\s*$|^\s*\*(?!\/)/g],
  ['//', /^\s*\/\/\/?\/*/g],
  ['--', /^\s*--+/g],
  ['"""', /"""/g],
  ['#', /^\s*#+!?/g],
]

export const readSolidity = (source: string): Passage[] => {
  let start = 0
  const comments: Comment[] = []
  for (const { kind, text } of tokenize(source)) {
    if (kind === 'comment') comments.push({ start, text })
    start += text.length
  }
  return passagesOf(source, comments)
}

export const readSql = (source: string): Passage[] => passagesOf(source, matchesOf(source, SQL))

export const readHashComments = (source: string): Passage[] => passagesOf(source, matchesOf(source, HASH))

const matchesOf = (source: string, pattern: RegExp): Comment[] =>
  [...source.matchAll(pattern)].flatMap(({ index, groups }) =>
    groups?.['comment'] === undefined ? [] : [{ start: index, text: groups['comment'] }],
  )

/** Splits comments into passages. Line comments that follow each other are one text. */
export const passagesOf = (source: string, comments: readonly Comment[]): Passage[] => {
  const texts: Line[][] = []
  let wasLineComment = false
  let end = 0
  for (const { start, text } of comments) {
    const isLineComment = !text.startsWith('/*') && !text.startsWith('"""')
    const follows = isLineComment && wasLineComment && /^[^\S\n]*\n[^\S\n]*$/.test(source.slice(end, start))
    if (!follows) texts.push([])
    texts.at(-1)?.push(...numberLines(text, lineAt(source, start)).map((line) => stripMarks(line, text)))
    // A comment behind code stands alone.
    wasLineComment = isLineComment && source.slice(source.lastIndexOf('\n', start) + 1, start).trim() === ''
    end = start + text.length
  }
  return texts.flatMap(splitParagraphs)
}

const stripMarks = ({ number, text }: Line, comment: string): Line => {
  const marks = MARKS.find(([begin]) => comment.startsWith(begin))?.[1]
  return { number, text: marks === undefined ? text : text.replace(marks, '').replace(/^ /, '') }
}

import { scanScript, type Words } from '../support/scanScript.ts'
import { lineAt, numberLines, type Passage } from './passage.ts'
import { passagesOf } from './readComments.ts'

/** A call that takes the title of a test as its first argument. */
const TEST_CALL = /(?:^|[^\w.])(?:describe|it|test)(?:\.\w+)*(?:<[^()]*>)?$/

/** A template after a name is in another language, such as SQL. */
const TAG = /\w$/

/** Reads comments, titles of tests and strings of more than one word. */
export const readScript = (source: string): Passage[] => {
  const words = scanScript(source)
  const isWords = ({ text, codeBefore }: Words) => /\w\s+\w|§ | §/.test(text) && !TAG.test(codeBefore)
  return [
    ...passagesOf(
      source,
      words.filter(({ kind }) => kind === 'comment'),
    ),
    ...words
      .filter((piece) => piece.kind === 'string' && (isTitle(piece.codeBefore) || isWords(piece)))
      .map(({ start, text, codeBefore }) => ({
        kind: isTitle(codeBefore) ? ('title' as const) : ('fragment' as const),
        lines: numberLines(text.slice(1, -1), lineAt(source, start)).map(({ number, text: line }) => ({
          number,
          text: line
            .replace(/\\[nt]/g, ' ')
            .replace(/\\(.)/g, '$1')
            .trim(),
        })),
      })),
  ]
}

/** Whether the code before a string makes the string the title of a test. */
const isTitle = (codeBefore: string): boolean => {
  const code = codeBefore.trimEnd()
  if (!code.endsWith('(')) return false
  const callee = code.slice(0, -1).trimEnd()
  return TEST_CALL.test(callee.endsWith(')') ? callee.slice(0, openingOf(callee)) : callee)
}

/** Index of the parenthesis that the last character closes. */
const openingOf = (code: string): number => {
  let depth = 0
  for (let index = code.length - 1; index >= 0; index -= 1) {
    if (code[index] === ')') depth += 1
    if (code[index] === '(') depth -= 1
    if (depth === 0) return index
  }
  return 0
}

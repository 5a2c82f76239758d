import type { Line, Passage } from './passage.ts'

const FENCE = /^\s*(?:```|~~~)/
const BULLET = /^\s*(?:[-*+]|\d+[.)])\s+/

/** A tag of a doc comment, with its type and the name of its parameter. */
const TAG = /^\s*@(?:(?:param|typedef|property|template|custom:\S+)\s+(?:\{.*?\}\s*)?\S+|\w+(?:\s+\{.*?\})?)\s*/

/** Spaces before a line of code in a doc comment. */
const CODE_INDENT = /^ {4}/

/**
 * Splits the text of a comment into passages. A blank line, a list item and a tag each begin one.
 * Blocks of code are left out.
 */
export const splitParagraphs = (lines: readonly Line[]): Passage[] => {
  const passages: Line[][] = [[]]
  let isCode = false
  for (const line of lines) {
    if (FENCE.test(line.text)) isCode = !isCode
    const isText = !isCode && !FENCE.test(line.text) && !CODE_INDENT.test(line.text) && line.text.trim() !== ''
    const start = BULLET.exec(line.text) ?? TAG.exec(line.text)
    if (!isText || start !== null) passages.push([])
    if (isText) passages.at(-1)?.push({ ...line, text: line.text.slice(start?.[0].length ?? 0).trim() })
  }
  return passages.filter((passage) => passage.length > 0).map((passage) => ({ kind: 'paragraph', lines: passage }))
}

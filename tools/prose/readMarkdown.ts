import { type Line, numberLines, type Passage } from './passage.ts'

const FENCE = /^\s*(?:```|~~~)/
const HEADING = /^\s*#{1,6}\s/
const TABLE_ROW = /^\s*\|/
const BULLET = /^\s*(?:[-*+]|\d+[.)])\s+/
const HTML = /^\s*<(?!!--\s*prose)/

/** Reads paragraphs, list items and cells of tables. Headings, blocks of code and HTML are left out. */
export const readMarkdown = (source: string): Passage[] => {
  const passages: Passage[] = []
  let paragraph: Line[] = []
  let isCode = false
  const end = () => {
    if (paragraph.length > 0) passages.push({ kind: 'paragraph', lines: paragraph })
    paragraph = []
  }
  for (const line of numberLines(source, 1)) {
    const { text } = line
    if (FENCE.test(text)) isCode = !isCode
    const isText = !isCode && text.trim() !== '' && ![FENCE, HEADING, HTML].some((mark) => mark.test(text))
    if (!isText || BULLET.test(text) || TABLE_ROW.test(text)) end()
    if (!isText) continue
    if (TABLE_ROW.test(text)) passages.push(...cellsOf(line))
    else paragraph.push({ ...line, text: text.replace(BULLET, '').trim() })
  }
  end()
  return passages
}

const cellsOf = ({ number, text }: Line): Passage[] =>
  text
    .split(/(?<!\\)\|/)
    .filter((cell) => /\w/.test(cell))
    .map((cell) => ({ kind: 'fragment', lines: [{ number, text: cell.trim() }] }))

import { styleText } from 'node:util'
import { printable } from '../../shared/format/printable.ts'
import type { Block, Row, Tone } from './blocks.ts'
import { redactUrls } from './redactUrls.ts'

/** Most columns of a text on a terminal. */
const WIDTH = 80

/** Before each row of a table. */
const INDENT = 2

/** Between the columns of a table. */
const GAP = 2

/** Before a value that stands below its name. */
const INDENT_BELOW = 4

/** Colours of the terminal's own sixteen, so they fit its background. */
const STYLES = {
  title: 'bold',
  good: 'green',
  bad: 'red',
  warning: 'yellow',
  muted: 'dim',
} as const satisfies Record<Exclude<Tone, 'plain'>, Parameters<typeof styleText>[0]>

/** A text in the colour of its tone, if the stream shows colours. `NO_COLOR` and `FORCE_COLOR` are heard. */
export const paint = (text: string, tone: Tone, stream: NodeJS.WriteStream): string =>
  tone === 'plain' || text === '' ? text : styleText(STYLES[tone], text, { stream })

/** Breaks a text at spaces. A word that is longer than the width stays whole. */
const wrap = (text: string, width: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
  }
  return [...lines, line]
}

/** A text without control characters, and with the origins of its URLs only. */
export const clean = (text: string): string => printable(redactUrls(text))

/** Fewest columns. A terminal of unknown size has 0. */
const WIDTH_MIN = 40

/** Columns of a terminal, between `WIDTH_MIN` and `WIDTH`. */
export const terminalWidth = ({ columns = 0 }: NodeJS.WriteStream): number =>
  columns === 0 ? WIDTH : Math.max(WIDTH_MIN, Math.min(WIDTH, columns))

/** Columns of a stream. Files and pipes get whole lines, which are easier to search. */
const widthOf = (stream: NodeJS.WriteStream): number =>
  stream.isTTY ? terminalWidth(stream) : Number.POSITIVE_INFINITY

/** Whether every word of a value fits beside the names. */
const fitsBeside = (value: string, start: number, width: number): boolean =>
  value.split(' ').every((word) => word.length <= width - start)

const renderRow = ([name, value]: Row, nameWidth: number, width: number): string[] => {
  const start = INDENT + nameWidth + GAP
  const isBeside = fitsBeside(value, start, width)
  const indent = isBeside ? start : INDENT_BELOW
  const [first = '', ...rest] = wrap(value, width - indent).map((line) => `${' '.repeat(indent)}${line}`)
  const label = `${' '.repeat(INDENT)}${name.padEnd(nameWidth + GAP)}`
  const lines = isBeside ? [`${label}${first.slice(indent)}`, ...rest] : [label, first, ...rest]
  return lines.map((line) => line.trimEnd())
}

const renderBlock = (block: Block, stream: NodeJS.WriteStream): string[] => {
  const width = widthOf(stream)
  if (block.kind === 'text') {
    const lines = block.text.split('\n').flatMap((line) => wrap(clean(line), width))
    return lines.map((line) => paint(line, block.tone, stream))
  }
  const rows = block.rows.map(([name, value]): Row => [clean(name), clean(value)])
  const nameWidth = Math.max(0, ...rows.map(([name]) => name.length))
  const title = block.title === '' ? [] : [paint(clean(block.title), 'title', stream)]
  return [...title, ...rows.flatMap((row) => renderRow(row, nameWidth, width))]
}

/** Text of some blocks for a stream. */
export const renderBlocks = (blocks: readonly Block[], stream: NodeJS.WriteStream): string =>
  blocks
    .map((block) => renderBlock(block, stream))
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n')

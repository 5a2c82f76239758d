/** Meaning of a text. A terminal shows it as a colour. */
export type Tone = 'plain' | 'title' | 'good' | 'bad' | 'warning' | 'muted'

/** A name and its value. */
export type Row = readonly [name: string, value: string]

/** A part of a command's text. Blocks are separated by an empty line. */
export type Block =
  | { readonly kind: 'text'; readonly text: string; readonly tone: Tone }
  | { readonly kind: 'table'; readonly title: string; readonly rows: readonly Row[] }

/** A paragraph. It is wrapped to the width of the output. */
export const paragraph = (text: string, tone: Tone = 'plain'): Block => ({ kind: 'text', text, tone })

/** A table of names and values, with a title if one is given. */
export const table = (rows: readonly Row[], title = ''): Block => ({ kind: 'table', title, rows })

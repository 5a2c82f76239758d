import { readFileSync } from 'node:fs'

/** One line of a table, cell by cell, without the borders. */
export type Row = readonly string[]

const ROOT = new URL('../../', import.meta.url)

/** The text of a page in `docs/`. */
export const readPage = (name: string): string => readFileSync(new URL(`docs/${name}`, ROOT), 'utf8')

/** Text under a heading, up to the next one of its level or above. */
export const sectionOf = (page: string, heading: string): string => {
  const lines = page.split('\n')
  const from = lines.indexOf(heading)
  if (from === -1) throw new Error(`There is no heading "${heading}".`)
  const level = heading.indexOf(' ')
  const length = lines.slice(from + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= level)
  return lines.slice(from + 1, length === -1 ? undefined : from + 1 + length).join('\n')
}

/** The rows of every table in a text whose header begins with these cells. */
export const tableRows = (text: string, header: Row): Row[] => {
  const rows: Row[] = []
  let inside = false
  for (const line of text.split('\n')) {
    if (!line.startsWith('|')) inside = false
    const cells = line.split('|').slice(1, -1)
    const trimmed = cells.map((cell) => cell.trim())
    if (inside && !/^\|( -+ \|)+$/.test(line)) rows.push(trimmed)
    if (header.every((cell, index) => trimmed[index] === cell)) inside = true
  }
  return rows
}

/** Everything between backticks. */
export const quotedIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map((match) => match[1] as string)

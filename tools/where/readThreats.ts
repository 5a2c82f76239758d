/** A file of the project, and a name in it: of a function, a type, or a test. */
export type Place = { readonly path: string; readonly name: string }

/** One line of the table of threats. */
export type Threat = {
  /** As in `T44`. It never changes. */
  readonly id: string
  readonly title: string
  readonly answer: string
  readonly code: readonly Place[]
  readonly tests: readonly Place[]
  /** Line of the page, from 1. */
  readonly line: number
}

/** Path and name, as the table writes them. */
const PLACE = /`([^`]+)` › `([^`]+)`/g

/** A cell without a place. */
const NONE = '–'

/**
 * Reads the table of threats.
 *
 * @param page text of `docs/security.md`
 * @throws if a cell holds anything but places
 */
export const readThreats = (page: string): Threat[] =>
  page.split('\n').flatMap((text, index) => {
    const [id = '', title = '', answer = '', code = '', tests = ''] = cellsOf(text)
    if (!/^T\d+$/.test(id)) return []
    const line = index + 1
    return [{ id, title, answer, code: placesIn(code, line), tests: placesIn(tests, line), line }]
  })

const cellsOf = (line: string): string[] => {
  if (!line.startsWith('| ')) return []
  return line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim())
}

const placesIn = (cell: string, line: number): Place[] => {
  const places = [...cell.matchAll(PLACE)].map(([, path = '', name = '']) => ({ path, name }))
  const written = places.map(({ path, name }) => `\`${path}\` › \`${name}\``).join('<br>') || NONE
  if (written === cell) return places
  throw new Error(`Line ${line} of docs/security.md has a cell with more than places. It is: ${cell}`)
}

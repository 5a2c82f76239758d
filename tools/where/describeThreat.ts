import { findDeclaration, findTest } from './findLine.ts'
import type { Place, Threat } from './readThreats.ts'

/** Ids that an error suggests. */
const NEAREST = 3

/** Tells where the page, the code and the tests of a threat are. Each place is a path with a line. */
export const describeThreat = (root: string, { id, title, answer, code, tests, line }: Threat): string =>
  [
    `${id}  ${title}`,
    '',
    `  ${answer}.`,
    '',
    `  docs/security.md:${line}`,
    '',
    'Code',
    ...placesOf(code, (place) => findDeclaration(root, place)),
    '',
    'Tests',
    ...placesOf(tests, (place) => findTest(root, place)),
    '',
  ].join('\n')

/** One line for each threat. */
export const listThreats = (threats: readonly Threat[]): string =>
  threats.map(({ id, title }) => `${id.padEnd(4)} ${title}\n`).join('')

/**
 * Finds a threat by its id. `T44`, `t44` and `44` are the same.
 *
 * @returns a sentence with the nearest ids if there is none
 */
export const findThreat = (threats: readonly Threat[], wanted: string): Threat | string => {
  const [, digits] = /^t?(\d+)$/i.exec(wanted.trim()) ?? []
  const range = `Ids go from ${threats.at(0)?.id} to ${threats.at(-1)?.id}.`
  if (digits === undefined) return `"${wanted}" is not the id of a threat. ${range}`
  const number = Number(digits)
  const found = threats.find(({ id }) => id === `T${number}`)
  if (found !== undefined) return found
  const byDistance = threats.toSorted((a, b) => distance(a, number) - distance(b, number))
  const nearest = byDistance.slice(0, NEAREST).map(({ id, title }) => `\n  ${id.padEnd(4)} ${title}`)
  return `There is no threat T${number}. ${range} The nearest are:${nearest.join('')}`
}

const distance = ({ id }: Threat, number: number): number => Math.abs(Number(id.slice(1)) - number)

const placesOf = (places: readonly Place[], lineOf: (place: Place) => number | undefined): string[] =>
  places.length === 0
    ? ['  none']
    : places.map((place) => {
        const line = lineOf(place)
        return `  ${place.path}${line === undefined ? '' : `:${line}`}\n      ${place.name}`
      })

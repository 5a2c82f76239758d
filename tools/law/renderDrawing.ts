import { CLIENT_DEPTH_MAX, clientChain, countScripts, SCRIPT_FILES_MAX } from './limits.ts'
import type { Import } from './readImports.ts'
import { ROOMS } from './rooms.ts'

const BEGIN = '<!-- Drawn by `npm run law` from tools/law/rooms.ts and the imports. -->'
const END = '<!-- The drawing ends here. -->'

/**
 * Draws the rooms that import others, from the top of the house to its ground, with the number of imports between them.
 *
 * @param files all of the project
 */
export const renderDrawing = (files: readonly string[], imports: readonly Import[]): string => {
  const rooms = ROOMS.filter(({ name }) => files.some((path) => path.startsWith(`${name}/`))).toReversed()
  const width = Math.max(...rooms.map(({ name }) => name.length))
  const lines = rooms.map(({ name }) => {
    const arrows = rooms.flatMap((target) => {
      const count = target.name === name ? 0 : countImports(imports, name, target.name)
      return count === 0 ? [] : [`${target.name} ${count}`]
    })
    return `${name.padEnd(width)}${arrows.length === 0 ? '' : ` ──> ${arrows.join(', ')}`}`
  })
  const depth = clientChain(imports).length - 1
  return [
    '```',
    ...lines,
    '```',
    '',
    'No arrow points back up. A number counts imports.',
    `The longest chain of imports in \`client/\` has ${depth} imports, of ${CLIENT_DEPTH_MAX} at most.`,
    `\`scripts/\` has ${countScripts(files)} files, of ${SCRIPT_FILES_MAX} at most.`,
  ].join('\n')
}

/**
 * Puts a drawing between the markers of a page.
 *
 * @throws if the page lacks a marker
 */
export const placeDrawing = (page: string, drawing: string): string => {
  const [begin, end] = [page.indexOf(BEGIN), page.indexOf(END)]
  if (begin === -1 || end < begin) {
    throw new Error(`The page lacks a marker of the drawing. It needs these two lines:\n\n${BEGIN}\n${END}`)
  }
  return `${page.slice(0, begin + BEGIN.length)}\n\n${drawing}\n\n${page.slice(end)}`
}

const countImports = (imports: readonly Import[], from: string, to: string): number =>
  imports.filter(({ file, imported }) => file.startsWith(`${from}/`) && imported.startsWith(`${to}/`)).length

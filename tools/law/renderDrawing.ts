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
    return arrows.length === 0 ? name : `${name.padEnd(width)} ──> ${arrows.join(', ')}`
  })
  const upward = rooms.flatMap(({ name }, index) =>
    rooms
      .slice(0, index)
      .flatMap((above) => (countImports(imports, name, above.name) > 0 ? [`${name} to ${above.name}`] : [])),
  )
  const depth = clientChain(imports).length - 1
  return [
    '```',
    ...lines,
    '```',
    '',
    `${upward.length === 0 ? 'No arrow points back up.' : `Arrows that point back up: ${upward.join(', ')}.`} A number counts imports.`,
    `The longest chain of imports in \`client/\` has ${depth} imports. At most ${CLIENT_DEPTH_MAX} are allowed.`,
    `\`scripts/\` has ${countScripts(files)} files. At most ${SCRIPT_FILES_MAX} are allowed.`,
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

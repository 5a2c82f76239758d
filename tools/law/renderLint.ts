import { BYTECODE, ROOMS, type Room } from './rooms.ts'

/** Deepest folder below a room that the rules reach. `importLaw.test.ts` fails for a file below it. */
export const FOLDER_DEPTH_MAX = 5

/** Names of packages in this repository. A room is imported by its relative path. */
const OWN_PACKAGES = '@muster/**'

/** Files that may import a package of this repository by name: examples and package tests do what users do. */
const NAMED_IMPORTS = 'test/client/package/**'

/** The linter's rules for the import law, as text of `biome.law.json`. Each pattern starts at the root of a room. */
export const renderLint = (): string => {
  const rooms = ROOMS.flatMap((room) => [
    ...Array.from({ length: FOLDER_DEPTH_MAX + 1 }, (_, depth) => relativeRule(room, depth)),
    ...(room.usesNode ? [] : [{ includes: [`${room.name}/**`], linter: { rules: NO_NODE } }]),
  ])
  const lines = rooms.map((rule) => `    ${JSON.stringify(rule)}`)
  return `{\n  "overrides": [\n${lines.join(',\n')}\n  ]\n}\n`
}

const NO_NODE = { correctness: { noNodejsModules: 'error' } }

/** The rule for the files of a room that are `depth` folders below its root. */
const relativeRule = (room: Room, depth: number) => {
  const up = '../'.repeat(depth + 1)
  const isForbidden = ({ name }: Room) => name !== room.name && !room.imports.includes(name)
  const rooms = ROOMS.filter(isForbidden).map(({ name }) => `${up}${name}/**`)
  const parts = room.imports.filter((name) => name.includes('/')).map((name) => `!${up}${name}/**`)
  const bytecode = room.usesBytecode ? [] : [`${up}${BYTECODE}**`, ...(room.name === 'shared' ? INNER_BYTECODE : [])]
  const patterns = [
    { group: [...rooms, ...parts], message: `${room.name}/ may import ${sentence(room)}. See tools/law/rooms.ts.` },
    {
      group: bytecode,
      message: 'Bytecode is for deployments and tests. Import the ABI: shared/contracts/<name>Abi.ts.',
    },
    {
      group: [...room.never, OWN_PACKAGES],
      message: `${room.name}/ must not import this package. See tools/law/rooms.ts.`,
    },
  ].filter(({ group }) => group.length > 0)
  return {
    includes: [`${room.name}/${'*/'.repeat(depth)}*`, ...(room.name === 'test' ? [`!${NAMED_IMPORTS}`] : [])],
    linter: { rules: { style: { noRestrictedImports: { level: 'error', options: { patterns } } } } },
  }
}

/** The same paths as files of `shared/` write them. */
const INNER_BYTECODE = ['./contracts/bytecode/**', '../contracts/bytecode/**', './bytecode/**']

const sentence = ({ imports }: Room): string =>
  imports.length === 0 ? 'no other room' : `${imports.map((name) => `${name}/`).join(', ')} and no other room`

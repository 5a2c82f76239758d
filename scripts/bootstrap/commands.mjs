/**
 * @typedef {object} Command a command of `npm run`: its needs and its steps
 * @property {import('./packages.mjs').InstallSet} set packages it needs
 * @property {boolean} [compiles] it reads compiled contracts and Solidity tests
 * @property {boolean} [isRuntime] users run it: their NODE_ENV is passed on
 * @property {boolean} [isNetwork] it runs a network from this clone, whose packages stay until it ends
 * @property {Readonly<Record<string, string>>} [env] variables that the user has not set
 * @property {readonly string[]} flags options that npm would take for its own if `--` is forgotten
 * @property {readonly (readonly string[])[]} steps arguments of Node, in order; the user's go to the last
 */

const HARDHAT = 'node_modules/hardhat/dist/src/cli.js'
const BIOME = 'node_modules/@biomejs/biome/bin/biome'
const VITEST = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/vitest.config.ts']
const UNIT_TESTS = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/run/unit.config.ts']
const SETUP_TESTS = ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/setup/vitest.config.ts']
const SOLHINT = ['node_modules/solhint/solhint.js', '--config', 'contracts/.solhint.json', '--max-warnings', '0']
const PRETTIER = ['node_modules/prettier/bin/prettier.cjs', 'contracts/**/*.sol', 'test/**/*.sol']

/** Sources at whose change `npm run dev` starts again. */
const WATCHED = ['indexer', 'api', 'shared', 'devnet', 'deploy', 'client', 'cli/lib', 'cli/output'].map(
  (folder) => `--watch-path=${folder}`,
)

/** @type {Readonly<Record<string, Command>>} */
export const COMMANDS = {
  start: { set: 'start', isRuntime: true, isNetwork: true, flags: ['fresh'], steps: [['scripts/start.ts']] },
  dev: {
    set: 'start',
    isRuntime: true,
    isNetwork: true,
    env: { LOG_LEVEL: 'debug' },
    flags: [],
    steps: [['--watch-preserve-output', ...WATCHED, 'scripts/start.ts']],
  },
  // Its step is the bundle, see `bundle.mjs`.
  muster: { set: 'start', isRuntime: true, flags: [], steps: [] },
  indexer: { set: 'start', isRuntime: true, flags: ['wait'], steps: [['indexer/main.ts']] },
  replay: { set: 'start', isRuntime: true, flags: [], steps: [['devnet/replay.ts']] },
  test: {
    set: 'full',
    compiles: true,
    flags: ['reporter', 'bail', 'update'],
    steps: [[HARDHAT, 'test', 'solidity', '--no-compile'], VITEST],
  },
  'test:unit': { set: 'full', flags: ['reporter', 'bail'], steps: [UNIT_TESTS] },
  'test:sol': { set: 'full', compiles: true, flags: ['grep'], steps: [[HARDHAT, 'test', 'solidity', '--no-compile']] },
  'test:setup': { set: 'full', flags: [], steps: [SETUP_TESTS] },
  where: { set: 'start', flags: [], steps: [['tools/where.ts']] },
  law: { set: 'full', flags: ['check'], steps: [['tools/law.ts']] },
  conformance: { set: 'full', flags: [], steps: [['tools/conformance.ts']] },
  generate: { set: 'full', flags: ['check'], steps: [['scripts/generate.ts']] },
  campaign: { set: 'full', compiles: true, flags: ['short', 'match'], steps: [['tools/campaign.ts']] },
  lint: {
    set: 'full',
    flags: ['write'],
    steps: [
      [BIOME, 'check', '.'],
      [...SOLHINT, 'contracts/**/*.sol'],
      [...PRETTIER, '--check'],
      ['node_modules/knip/bin/knip.js'],
      ['tools/law.ts', '--check'],
      ['tools/prose.ts', '--check'],
      ['scripts/generate.ts', '--check'],
    ],
  },
  fix: {
    set: 'full',
    flags: [],
    steps: [[...PRETTIER, '--write', '--log-level=warn'], ['tools/law.ts'], [BIOME, 'check', '--write', '.']],
  },
  'lint:prose': { set: 'full', flags: ['check', 'lower', 'list', 'long'], steps: [['tools/prose.ts']] },
  size: { set: 'full', flags: [], steps: [['scripts/buildClient.ts'], ['node_modules/size-limit/bin.js']] },
  types: { set: 'full', flags: [], steps: [['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']] },
}

/** The `muster` command: `npm run muster -- <command> [arguments]`. One file per command in `commands/`. */
import { BaseError } from '../shared/errors.ts'
import type { Commands } from './commands/command.ts'
import { dispatch } from './commands/dispatch.ts'

const COMMANDS: Commands = {
  verify: async () => (await import('./commands/verify.ts')).verify,
  snapshot: async () => (await import('./commands/snapshot.ts')).snapshot,
  watch: async () => (await import('./commands/watch.ts')).watch,
  rebuild: async () => (await import('./commands/rebuild.ts')).rebuild,
  replay: async () => (await import('./commands/replay.ts')).replay,
  quorum: async () => (await import('./commands/quorum.ts')).quorum,
  admin: async () => (await import('./commands/admin.ts')).admin,
  node: async () => (await import('./commands/node.ts')).node,
  pool: async () => (await import('./commands/pool.ts')).pool,
}

try {
  process.exitCode = await dispatch('npm run muster --', COMMANDS, process.argv.slice(2))
} catch (caught) {
  const { explainRevert } = await import('./lib/chain/explainRevert.ts')
  const error = explainRevert(caught)
  const code = error instanceof BaseError ? ` [${error.code}]` : ''
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}${code}\n`)
  process.exitCode = 1
}
// Keep-alive connections of `fetch` must not hold the terminal.
process.exit()

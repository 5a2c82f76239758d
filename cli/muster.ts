/** The `muster` command: `npm run muster -- <command> [options]`. */
import { COMMANDS } from './commands/table.ts'
import { EXIT } from './frame/exitCodes.ts'
import { main } from './frame/main.ts'

/** How the command was called: npm names the script that it runs. */
const title = process.env['npm_lifecycle_event'] === 'muster' ? 'npm run muster --' : 'muster'

const description =
  'Operates nodes and pools of a Muster registry, and verifies its node list.\n\n' +
  'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by the chain, 4 not verified, 5 unreachable, 130 interrupted.'

// A reader that closed the pipe, such as `head`, wants no more.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => process.exit(EXIT.failed))

const exitCode = await main({ title, description, table: COMMANDS }, process.argv.slice(2))
// Keep-alive connections of `fetch` must not hold the terminal.
process.exit(exitCode)

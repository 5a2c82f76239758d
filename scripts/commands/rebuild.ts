import { parseArgs } from 'node:util'
import { readDatabaseUrl } from '../../indexer/readSettings.ts'
import { rebuild as rebuildDatabase } from '../../indexer/rebuild.ts'
import { createOptions } from '../lib/cli/options.ts'
import { formatTable } from '../lib/formatTable.ts'
import { createProgress } from '../lib/stack/createProgress.ts'
import type { Command } from './command.ts'

/** Until every indexer on the database is stopped: they hold its lock. */
const WAIT_SECONDS_DEFAULT = 60
const WAIT_SECONDS_MAX = 3_600

const USAGE = `DATABASE_URL=… npm run muster -- rebuild [--above-block BLOCK] [--wait SECONDS]

Folds the tables of an indexer's database anew from the raw logs it holds, in one transaction. No endpoint is asked. Stop
all indexers on it first. Needs a URL that may write, as the indexer's.

  --above-block BLOCK   heals a database whose chain gave up blocks that were final: what rests on blocks above this one is
                        withdrawn, and the indexer reads on from it
  --wait SECONDS        for the indexers to stop; ${WAIT_SECONDS_DEFAULT} unless told
`

/** Folds an indexer's database anew. */
export const rebuild: Command = {
  summary: "fold the indexer's tables anew from its raw logs, or back to a block",
  usage: USAGE,
  run: async (args) => {
    const text = { type: 'string' } as const
    const { values } = parseArgs({ args: [...args], options: { 'above-block': text, wait: text } })
    const options = createOptions(values)
    const aboveBlock = options.optionalInteger('above-block', 0, Number.MAX_SAFE_INTEGER)
    const waitSeconds = options.optionalInteger('wait', 1, WAIT_SECONDS_MAX) ?? WAIT_SECONDS_DEFAULT
    const progress = createProgress(process.stderr)
    progress.say(`waiting up to ${waitSeconds} s for the indexers to stop …`)
    const { logs, versions, lists } = await rebuildDatabase({
      databaseUrl: readDatabaseUrl(process.env),
      waitMs: waitSeconds * 1_000,
      onFolded: (logs, all) => progress.update('logs', logs, all),
      ...(aboveBlock === undefined ? {} : { aboveBlock: BigInt(aboveBlock) }),
    })
    process.stdout.write(
      `Folded anew.\n\n${formatTable([
        ['logs', logs.toLocaleString('en')],
        ['versions of nodes', versions.toLocaleString('en')],
        ['list roots', lists.toLocaleString('en')],
      ])}`,
    )
    return 0
  },
}

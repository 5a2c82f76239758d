import { parseArgs } from 'node:util'
import { readDatabaseUrl } from '../../indexer/readSettings.ts'
import { rebuild as rebuildDatabase } from '../../indexer/rebuild.ts'
import { createOptions } from '../lib/cli/options.ts'
import { formatTable } from '../lib/formatTable.ts'
import { createProgress } from '../lib/stack/createProgress.ts'
import type { Command } from './command.ts'
import { REBUILD_WAIT_SECONDS_DEFAULT } from './limits.ts'

const WAIT_SECONDS_MAX = 3_600

/** Folds an indexer's database anew. */
export const rebuild: Command = async (args) => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args: [...args], options: { 'above-block': text, wait: text } })
  const options = createOptions(values)
  const aboveBlock = options.optionalInteger('above-block', 0, Number.MAX_SAFE_INTEGER)
  const waitSeconds = options.optionalInteger('wait', 1, WAIT_SECONDS_MAX) ?? REBUILD_WAIT_SECONDS_DEFAULT
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
}

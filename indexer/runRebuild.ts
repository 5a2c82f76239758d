import { parseArgs } from 'node:util'
import { ArgumentInvalidError } from './errors.ts'
import { readDatabaseUrl } from './readSettings.ts'
import { rebuild } from './rebuild.ts'

/** Default of `--wait`: running indexers hold the database's lock until they stop. */
const WAIT_SECONDS_DEFAULT = 60

const WAIT_SECONDS_MAX = 3_600

/** Progress lines of one rebuild. */
const PROGRESS_LINES = 4

const USAGE = `DATABASE_URL=… npm run indexer -- rebuild [--above-block BLOCK] [--wait SECONDS]

Folds the tables of an indexer's database again from the raw logs in it, in one transaction. Asks no endpoint. Stop every
indexer of that database first. The URL needs write access, like the indexer's.

  --above-block BLOCK   repairs a database whose chain dropped final blocks: withdraws what rests on blocks above BLOCK.
                        The indexer then reads on from BLOCK.
  --wait SECONDS        how long to wait for the indexers to stop, ${WAIT_SECONDS_DEFAULT} by default
`

/**
 * Runs `rebuild`: reads its arguments, says how far it is, prints a summary.
 *
 * @param args of the command line, after the word `rebuild`
 * @throws ArgumentInvalidError, SettingsInvalidError, and what `rebuild` throws
 */
export async function runRebuild(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { values } = parseRebuildArgs(args)
  if (values.help) {
    process.stdout.write(USAGE)
    return
  }
  const aboveBlock = readInteger('--above-block', values['above-block'], 0, Number.MAX_SAFE_INTEGER)
  const waitSeconds = readInteger('--wait', values.wait, 1, WAIT_SECONDS_MAX) ?? WAIT_SECONDS_DEFAULT
  const databaseUrl = readDatabaseUrl(env)
  process.stderr.write(`waiting up to ${waitSeconds} s for the indexers to stop …\n`)
  let said = -1
  const { logs, versions, lists } = await rebuild({
    databaseUrl,
    waitMs: waitSeconds * 1_000,
    onFolded: (done, all) => {
      const step = Math.floor((done * PROGRESS_LINES) / all)
      if (step > said) process.stderr.write(`logs ${done}/${all}\n`)
      said = step
    },
    ...(aboveBlock === undefined ? {} : { aboveBlock: BigInt(aboveBlock) }),
  })
  const rows = [
    ['logs', logs],
    ['versions of nodes', versions],
    ['list roots', lists],
  ] as const
  const lines = rows.map(([name, count]) => `  ${name.padEnd(17)}  ${count.toLocaleString('en')}\n`)
  process.stdout.write(`Rebuilt.\n\n${lines.join('')}`)
}

function parseRebuildArgs(args: readonly string[]) {
  const text = { type: 'string' } as const
  const options = { 'above-block': text, wait: text, help: { type: 'boolean', short: 'h' } } as const
  try {
    return parseArgs({ args: [...args], options })
  } catch (cause) {
    throw new ArgumentInvalidError({ reason: (cause as Error).message, cause })
  }
}

function readInteger(option: string, value: string | undefined, min: number, max: number): number | undefined {
  if (value === undefined) return undefined
  const isWhole = /^(?:0|[1-9]\d{0,15})$/.test(value)
  if (!isWhole || Number(value) < min || Number(value) > max) {
    throw new ArgumentInvalidError({ reason: `${option} must be a whole number from ${min} to ${max}, got "${value}"` })
  }
  return Number(value)
}

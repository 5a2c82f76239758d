/**
 * Searches for failures longer than `npm test` may take, two runs at a time.
 *
 *     npm run campaign                             every campaign
 *     npm run campaign -- differential             one of them
 *     npm run campaign -- mutation --short         to see that it works
 *     npm run campaign -- mutation --match=TEXT    only mutants whose names hold the text; may be given
 *                                                  several times
 *     npm run campaign -- report                   writes docs/campaign.md from the results so far
 *
 * Results are kept in `tools/campaign/results/`, one line for each run. Runs with a result for these sources are skipped.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { createProgress } from '../cli/output/createProgress.ts'
import { BaseError } from '../shared/errors/baseError.ts'
import { campaignOf, campaigns } from './campaign/campaigns.ts'
import { readTree } from './campaign/readTree.ts'
import { writeReport } from './campaign/writeReport.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const RESULTS = join(ROOT, 'tools', 'campaign', 'results')
const REPORT = join(ROOT, 'docs', 'campaign.md')

const USAGE = `npm run campaign [-- NAME] [-- --short] [-- --match=TEXT]

${Object.entries(campaigns)
  .map(([name, { summary }]) => `  ${name.padEnd(14)}${summary}`)
  .join('\n')}
  ${'report'.padEnd(14)}write docs/campaign.md from the results so far
`

const OPTIONS = {
  short: { type: 'boolean' },
  match: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
} as const

const readArguments = (args: string[]) => {
  try {
    return parseArgs({ args, options: OPTIONS, allowPositionals: true })
  } catch {
    return undefined
  }
}

const main = async (args: string[]): Promise<number> => {
  const read = readArguments(args)
  if (read === undefined || read.values.help === true) {
    process.stdout.write(USAGE)
    return read === undefined ? 1 : 0
  }
  const { positionals: names, values } = read
  if (names.includes('report')) {
    const { seeds, mutants } = await writeReport(RESULTS, REPORT)
    process.stdout.write(`docs/campaign.md has the results of ${seeds} seeds and ${mutants} mutants.\n`)
    return 0
  }
  const chosen = names.length === 0 ? Object.keys(campaigns) : names
  const wanted = chosen.map((name) => ({ name, ...campaignOf(name) }))
  const { say, update } = createProgress(process.stderr)
  let failures = 0
  for (const { name, run } of wanted) {
    const { short: isShort = false, match } = values
    const failed = await run({ isShort, match, readTree: () => readTree(name), folder: RESULTS, say, update })
    for (const line of failed) say(line)
    failures += failed.length
  }
  process.stdout.write(
    failures === 0 ? 'No failures.\n' : `${failures} failures: see above and tools/campaign/results/.\n`,
  )
  return failures === 0 ? 0 : 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof BaseError)) throw error
  process.stderr.write(`${error.message} [${error.code}]\n`)
  process.exitCode = 1
}

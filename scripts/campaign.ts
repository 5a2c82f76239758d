/**
 * Searches for failures longer than `npm test` may take, two seeds at a time.
 *
 *     npm run campaign                             every campaign
 *     npm run campaign -- differential             one of them
 *     npm run campaign -- differential --short     to see that it works
 *     npm run campaign -- report                   writes docs/campaign.md from the results so far
 *
 * Results are kept in `.campaign/`, one line for each seed; what this commit has results of is not run again.
 */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BaseError } from '../shared/errors.ts'
import { campaignOf, campaigns } from './campaign/campaigns.ts'
import { readTree } from './campaign/readTree.ts'
import { renderReport } from './campaign/renderReport.ts'
import { readAllResults } from './campaign/results.ts'
import { runCampaign } from './campaign/runCampaign.ts'
import { createProgress } from './lib/stack/createProgress.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const RESULTS = join(ROOT, '.campaign')
const REPORT = join(ROOT, 'docs', 'campaign.md')

const USAGE = `npm run campaign [-- NAME] [-- --short]

${Object.entries(campaigns)
  .map(([name, { summary }]) => `  ${name.padEnd(14)}${summary}`)
  .join('\n')}
  ${'report'.padEnd(14)}write docs/campaign.md from the results so far
`

const main = async (args: readonly string[]): Promise<number> => {
  const isShort = args.includes('--short')
  const names = args.filter((arg) => arg !== '--short')
  if (names.some((name) => name.startsWith('-'))) {
    process.stdout.write(USAGE)
    return names.includes('--help') || names.includes('-h') ? 0 : 1
  }
  if (names.includes('report')) {
    const results = await readAllResults(RESULTS)
    await writeFile(REPORT, renderReport(results))
    process.stdout.write(`docs/campaign.md has the results of ${results.length} seeds.\n`)
    return 0
  }
  const chosen = names.length === 0 ? Object.keys(campaigns) : names
  const wanted = chosen.map((name) => [name, campaignOf(name)] as const)
  const { say, update } = createProgress(process.stderr)
  let failures = 0
  for (const [name, campaign] of wanted) {
    const extent = isShort ? campaign.short : campaign.full
    const results = await runCampaign({ name, extent, readTree, folder: RESULTS, say, update })
    const failed = results.filter(({ passed }) => !passed)
    for (const { seed, failedAt } of failed) say(`${seed} fails${failedAt === null ? '' : ` at operation ${failedAt}`}`)
    failures += failed.length
  }
  process.stdout.write(failures === 0 ? 'No failures.\n' : `${failures} seeds fail: see .campaign/.\n`)
  return failures === 0 ? 0 : 1
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof BaseError)) throw error
  process.stderr.write(`${error.message} [${error.code}]\n`)
  process.exitCode = 1
}

/**
 * Tells where a threat is answered: the line of docs/security.md, the code and the tests.
 *
 *     npm run where            lists all threats
 *     npm run where -- T44     tells about one
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeThreat, findThreat, listThreats } from './where/describeThreat.ts'
import { readThreats } from './where/readThreats.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))

const threats = readThreats(readFileSync(`${ROOT}docs/security.md`, 'utf8'))
const ids = process.argv.slice(2)
if (ids.length === 0) process.stdout.write(listThreats(threats))
for (const id of ids) {
  const found = findThreat(threats, id)
  if (typeof found === 'string') {
    process.stderr.write(`${found}\n`)
    process.exitCode = 1
  } else {
    process.stdout.write(describeThreat(ROOT, found))
  }
}

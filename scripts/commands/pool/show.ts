import { parseArgs } from 'node:util'
import { createOptions, SENDING_OPTIONS } from '../../lib/cli/options.ts'
import { describePool } from '../../lib/pool/describePool.ts'
import { openPools, readPoolId } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import type { Command } from '../command.ts'

const USAGE = `npm run muster -- pool show POOL --rpc URL --registry ADDRESS

Says how a pool stands: its terms and their hash, its places and what is due to each, what is missing and until when, and what
can be done next, by whom.
`

const run = async (args: readonly string[]): Promise<number> => {
  const { rpc, registry } = SENDING_OPTIONS
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { rpc, registry } })
  const poolId = readPoolId(positionals)
  const opened = await openPools(createOptions(values))
  process.stdout.write(describePool(await readPool(opened, poolId), opened.newest.timestamp))
  return 0
}

/** Says how a pool stands. */
export const show: Command = { summary: 'terms, places, what is missing, what can be done next', usage: USAGE, run }

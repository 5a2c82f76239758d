import { parseArgs } from 'node:util'
import { createOptions, SENDING_OPTIONS } from '../../lib/input/options.ts'
import { describePool } from '../../lib/pool/describePool.ts'
import { openPools, readPoolId } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import type { Command } from '../command.ts'

/** Says how a pool stands. */
export const show: Command = async (args) => {
  const { rpc, registry } = SENDING_OPTIONS
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { rpc, registry } })
  const poolId = readPoolId(positionals)
  const opened = await openPools(createOptions(values))
  process.stdout.write(describePool(await readPool(opened, poolId), opened.newest.timestamp))
  return 0
}

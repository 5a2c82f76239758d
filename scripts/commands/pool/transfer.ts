import { parseArgs } from 'node:util'
import { encodeFunctionData } from 'viem'
import { contributionPoolsAbi } from '../../../shared/abi.ts'
import { createOptions } from '../../lib/cli/options.ts'
import { readAccount } from '../../lib/cli/readAccount.ts'
import { formatTable } from '../../lib/formatTable.ts'
import { openPools, POOL_OPTIONS, readPoolId } from '../../lib/pool/openPools.ts'
import { requirePool } from '../../lib/pool/readPool.ts'
import { describeSent, sendToPools } from '../../lib/pool/sendToPools.ts'
import type { Command } from '../command.ts'

const USAGE = `npm run muster -- pool transfer POOL --to ADDRESS --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Gives the account's place, rewards and principal to come included, to somebody who has none in the pool. There is no way back.
Once the node is registered; the operator's place only after the principal was paid. What it got before stays with its
beneficiary.

  --to ADDRESS   who has the place then
  --dry-run      tries it out and sends nothing
`

const run = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...POOL_OPTIONS, to: { type: 'string' } },
  })
  const options = createOptions(values)
  const poolId = readPoolId(positionals)
  const to = options.address('to')
  const account = await readAccount(options.text('account-key-file'))
  const opened = await openPools(options)
  await requirePool(opened, poolId)
  const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'transferSlot', args: [poolId, to] })
  const would = `give the place in pool ${poolId} to ${to}`
  const receipt = await sendToPools(opened, { account, data, would, isDryRun: options.flag('dry-run') })
  if (!receipt) return 0
  process.stdout.write(`${to} has the place in pool ${poolId}.\n\n${formatTable(describeSent(receipt))}`)
  return 0
}

/** Gives a place away. */
export const transfer: Command = { summary: 'give a place in a registered pool to somebody else', usage: USAGE, run }

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

const USAGE = `npm run muster -- pool beneficiary POOL --to ADDRESS --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Names who may claim what the account's place gets from now on. What it got before stays with who was named then.

  --to ADDRESS   the account itself takes it back
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
  const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'setBeneficiary', args: [poolId, to] })
  const would = `name ${to} for what comes of pool ${poolId}`
  const receipt = await sendToPools(opened, { account, data, would, isDryRun: options.flag('dry-run') })
  if (!receipt) return 0
  process.stdout.write(`${to} may claim what comes of pool ${poolId}.\n\n${formatTable(describeSent(receipt))}`)
  return 0
}

/** Names another beneficiary. */
export const beneficiary: Command = { summary: 'name who may claim what a place gets', usage: USAGE, run }

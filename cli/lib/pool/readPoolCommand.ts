import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { PrivateKeyAccount } from 'viem/accounts'
import { createOptions, type Options, SENDING_OPTIONS } from '../input/options.ts'
import { readAccount } from '../input/readAccount.ts'
import { readPoolId } from './openPools.ts'

/** What a command is given that an account sends about one pool. */
export type PoolCommand = {
  readonly options: Options
  readonly poolId: bigint
  readonly account: PrivateKeyAccount
  readonly isDryRun: boolean
}

/**
 * @param more options of this command beside those of all
 * @throws OptionInvalidError, and what `readAccount` throws
 */
export const readPoolCommand = async (
  args: readonly string[],
  more: NonNullable<ParseArgsConfig['options']> = {},
): Promise<PoolCommand> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...SENDING_OPTIONS, ...more },
  })
  const options = createOptions(values)
  const poolId = readPoolId(positionals)
  const account = await readAccount(options.text('account-key-file'))
  return { options, poolId, account, isDryRun: options.flag('dry-run') }
}

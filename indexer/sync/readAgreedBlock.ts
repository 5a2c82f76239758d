import type { RpcBlock } from '../../shared/rpc/parse.ts'
import { askForBlock, countNeeded, findAgreed, withBlocks } from './agreement.ts'
import { HeadUnsettledError } from './errors.ts'
import type { SyncContext } from './types.ts'

/**
 * Reads the block that an empty database begins at. As many independent endpoints must give it as a head needs.
 *
 * @throws HeadUnsettledError if they do not
 */
export async function readAgreedBlock(context: SyncContext, number: bigint): Promise<RpcBlock> {
  const { groups, status, nowMs } = context
  const told = await Promise.all(groups.map((group, endpoint) => askForBlock(context, { endpoint, group }, number)))
  const given = withBlocks(told.filter((each) => each !== undefined))
  const agreed = findAgreed(given, countNeeded(context, given))
  if (agreed !== undefined) return agreed.block
  const reason = `too few independent endpoints agree on block ${number}, where the database begins`
  status.doubt ??= { code: 'WITNESS_MISSING', text: reason, since: nowMs() }
  throw new HeadUnsettledError({ reason })
}

import { BaseError } from '../../shared/errors/baseError.ts'
import type { RpcBlock } from '../../shared/rpc/parse.ts'
import { HeadUnsettledError } from './errors.ts'
import type { SyncContext } from './types.ts'

/**
 * Reads the block that an empty database begins at. As many independent endpoints must give it as a head needs.
 *
 * @throws HeadUnsettledError if they do not
 */
export async function readAgreedBlock(context: SyncContext, number: bigint): Promise<RpcBlock> {
  const { reader, groups, isWitnessRequired, signal, status, nowMs } = context
  const told = await Promise.all(
    groups.map(async (group, endpoint) => {
      try {
        const { value: block } = await reader.blockByNumber(number, { endpoint, once: true })
        if (block === null) return undefined
        await reader.headerOf(block, endpoint)
        return { group, block }
      } catch (error) {
        signal.throwIfAborted()
        if (!(error instanceof BaseError)) throw error
        return undefined
      }
    }),
  )
  const given = told.filter((each) => each !== undefined)
  const needed = isWitnessRequired ? 2 : Math.min(2, new Set(given.map(({ group }) => group)).size)
  const agreed = given.find(({ block }) => {
    const by = given.filter((other) => other.block.hash === block.hash)
    return new Set(by.map(({ group }) => group)).size >= needed
  })
  if (agreed !== undefined) return agreed.block
  const reason = `too few independent endpoints agree on block ${number}, where the database begins`
  status.doubt ??= { code: 'WITNESS_MISSING', text: reason, since: nowMs() }
  throw new HeadUnsettledError({ reason })
}

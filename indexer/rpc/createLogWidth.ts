import type { RangeWidth } from '../../shared/rpc/createRangeWidth.ts'
import type { Rpc } from './createRpc.ts'

/**
 * Creates the width of ranges of a pool: that of the endpoint which would be asked now. The reader notes answers itself,
 * because only it knows which endpoint gave one. A refusal names its endpoint.
 */
export function createLogWidth(rpc: Rpc): RangeWidth {
  const current = () => {
    const [first = 0] = rpc.order('eth_getLogs')
    return rpc.rangeWidth(first)
  }
  return {
    blocks: () => current()?.blocks() ?? 1n,
    shouldWork: (blocks) => current()?.shouldWork(blocks) ?? false,
    worked: () => {},
    refused: (blocks, failure) => rpc.rangeWidth(failure.endpoint ?? 0)?.refused(blocks, failure),
  }
}

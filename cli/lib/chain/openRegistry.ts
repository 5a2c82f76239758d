import type { Hex, PublicClient } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { epochAt } from '../../../shared/epoch/clock.ts'
import { createRangeWidth, type RangeWidth } from '../../../shared/rpc/createRangeWidth.ts'
import type { Sourced } from '../network/network.ts'
import { ChainMismatchError, NoRegistryError, RpcFailedError } from './errors.ts'
import { explainRevert } from './explainRevert.ts'

/** A registry on a chain, at its newest block. */
export type Registry = {
  readonly client: PublicClient
  readonly chainId: bigint
  readonly registry: Hex
  readonly signerSets: Hex
  readonly epochSeconds: number
  /** Number and time (unix seconds) of the newest block. */
  readonly newest: { readonly number: bigint; readonly timestamp: number }
  readonly currentEpoch: number
  /** Blocks that the endpoint takes in one request for logs. All scans share it and learn from each other. */
  readonly logRange: RangeWidth
  /** Called with the progress of a long scan, in blocks. */
  readonly onScan: (done: number, total: number) => void
}

/**
 * Opens a registry.
 *
 * @param expected chain id that the endpoint must have; any if left out
 * @throws ChainMismatchError, NoRegistryError, RpcFailedError
 */
export const openRegistry = async (
  client: PublicClient,
  registry: Hex,
  onScan: Registry['onScan'] = () => undefined,
  expected?: Sourced<number> | undefined,
): Promise<Registry> => {
  const [found, block, code] = await Promise.all([
    client.getChainId(),
    client.getBlock(),
    client.getCode({ address: registry }),
  ]).catch((error: unknown) => {
    throw explainRevert(error)
  })
  if (expected !== undefined && expected.value !== found) {
    throw new ChainMismatchError({ expected: expected.value, from: expected.from, found })
  }
  const chainId = BigInt(found)
  if (code === undefined) throw new NoRegistryError({ registry, chainId, cause: undefined })
  const contract = { address: registry, abi: serviceNodeRegistryAbi } as const
  const [epochSeconds, signerSets] = await Promise.all([
    client.readContract({ ...contract, functionName: 'EPOCH_SECONDS' }),
    client.readContract({ ...contract, functionName: 'SIGNER_SETS' }),
  ]).catch((cause: unknown) => {
    const explained = explainRevert(cause)
    throw explained instanceof RpcFailedError ? explained : new NoRegistryError({ registry, chainId, cause })
  })
  const timestamp = Number(block.timestamp)
  return {
    client,
    chainId,
    registry,
    signerSets: signerSets.toLowerCase() as Hex,
    epochSeconds,
    newest: { number: block.number, timestamp },
    currentEpoch: Number(epochAt(block.timestamp, epochSeconds)),
    logRange: createRangeWidth(),
    onScan,
  }
}

import type { Hex } from 'viem'
import type { Output } from '../../output/createOutput.ts'
import { createRpcClient } from '../chain/createRpcClient.ts'
import { openRegistry, type Registry } from '../chain/openRegistry.ts'
import type { Network } from '../network/network.ts'

/** The network of a command, and the output for its progress. */
export type Connection = { readonly network: Network; readonly output: Output }

/**
 * Opens a registry through the first RPC endpoint of the network. Long scans report their progress.
 *
 * @throws ChainMismatchError, NoRegistryError, RpcFailedError
 */
export const connect = ({ network, output }: Connection, registry: Hex): Promise<Registry> => {
  const [url = ''] = network.get('rpc')
  const onScan = (done: number, total: number): void => output.progress.update('scan blocks', done, total)
  return openRegistry(createRpcClient(url), registry, onScan, network.found.chainId)
}

import { encodeFunctionData } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { signerSetsAbi } from '../../../shared/contracts/signerSetsAbi.ts'
import { explainRevert } from '../chain/explainRevert.ts'
import { Ed25519KeyUsedError } from './errors.ts'
import type { SignedRegistration } from './findRegistration.ts'
import type { Pools } from './openPools.ts'

/**
 * Tries out whether the registry would take a registration. The pools ask it only once they are full. Keys that were used
 * before and endpoints that clients cannot reach should be known when the pool is opened.
 *
 * @throws Ed25519KeyUsedError, CallRevertedError with the reason in plain words, RpcFailedError
 */
export const checkRegistration = async (
  { client, registry, signerSets, pools }: Pools,
  { registration, operatorSignature }: SignedRegistration,
): Promise<void> => {
  const { ed25519Key } = registration
  const args = [ed25519Key] as const
  const read = { address: registry, abi: serviceNodeRegistryAbi, functionName: 'identity', args } as const
  const { nodeId } = await client.readContract(read)
  if (nodeId !== 0) throw new Ed25519KeyUsedError({ ed25519Key, nodeId })
  // The same call as the registry's own, with the pools as sender. The id of the node has no effect on it.
  const data = encodeFunctionData({
    abi: signerSetsAbi,
    functionName: 'admit',
    args: [1, registration, pools, operatorSignature],
  })
  await client.call({ account: registry, to: signerSets, data }).catch((error: unknown) => {
    throw explainRevert(error)
  })
}

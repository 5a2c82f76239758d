import { signerSetsAbi } from '../../../shared/contracts/signerSetsAbi.ts'
import { blsKeyHash, type G1Point } from '../../../shared/signing/bls.ts'
import type { Registry } from '../chain/openRegistry.ts'

/** The node of a key, and the last interval in which the key signs. */
export type Signer = {
  /** 0 if no node ever had the key. */
  readonly nodeId: number
  /** First epoch of the interval; 0 if the key never signed. */
  readonly joinedEpoch: number
  /** First epoch after the interval; the largest number of 32 bits while it lasts. */
  readonly leftEpoch: number
  /** Epoch in which the node last became or ceased to be Active; 0 if never. A new key takes it over. */
  readonly statusEpoch: number
  /** The node has another key now. */
  readonly replaced: boolean
}

/** Reads a BLS key's state from the contracts. */
export const readSigner = ({ client, signerSets }: Registry, blsKey: G1Point): Promise<Signer> =>
  client.readContract({
    address: signerSets,
    abi: signerSetsAbi,
    functionName: 'signer',
    args: [blsKeyHash(blsKey)],
  })

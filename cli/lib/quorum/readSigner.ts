import { signerSetsAbi } from '../../../shared/contracts/signerSetsAbi.ts'
import { blsKeyHash, type G1Point } from '../../../shared/signing/bls.ts'
import { UINT32_MAX } from '../../../shared/uint.ts'
import type { Registry } from '../chain/openRegistry.ts'

/** Whose key it is, and the last interval in which it signs. */
export type Signer = {
  /** 0 where no node ever had the key. */
  readonly nodeId: number
  /** First epoch; 0 where it never signed. */
  readonly joinedEpoch: number
  /** First epoch after it; the largest number of 32 bits while it lasts. */
  readonly leftEpoch: number
}

/** What the contracts know of a BLS key. */
export const readSigner = ({ client, signerSets }: Registry, blsKey: G1Point): Promise<Signer> =>
  client.readContract({
    address: signerSets,
    abi: signerSetsAbi,
    functionName: 'signer',
    args: [blsKeyHash(blsKey)],
  })

/** Epoch in which the node last became Active or ceased to be; 0: never. Who joins or leaves does so for the next epoch. */
export const statusEpochOf = ({ joinedEpoch, leftEpoch }: Signer): number =>
  joinedEpoch === 0 ? 0 : (leftEpoch === UINT32_MAX ? joinedEpoch : leftEpoch) - 1

import type { G1Point } from '../../../shared/signing/bls.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { NotASignerError } from './errors.ts'
import { readSigner } from './readSigner.ts'

/**
 * Finds the node that signs with a key in an epoch.
 *
 * @throws NotASignerError
 */
export const findSigner = async (opened: Registry, blsKey: G1Point, epoch: number): Promise<number> => {
  const { nodeId, joinedEpoch, leftEpoch } = await readSigner(opened, blsKey)
  if (nodeId === 0) throw new NotASignerError({ epoch, reason: 'no node registered it' })
  if (joinedEpoch === 0 || epoch < joinedEpoch || epoch >= leftEpoch) {
    throw new NotASignerError({ epoch, reason: `its node ${nodeId} is not in the set` })
  }
  return nodeId
}

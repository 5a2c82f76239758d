import { encodeAbiParameters, getAbiItem, type Hex, keccak256 } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import type { Registration } from '../../../shared/signing/registration.ts'
import { RegistrationNotFoundError } from './errors.ts'
import type { Pools } from './openPools.ts'
import type { PoolView } from './readPool.ts'
import { scanBack } from './scanBack.ts'

/** The registration of a pool's node, with the operator's signature. */
export type SignedRegistration = { readonly registration: Registration; readonly operatorSignature: Hex }

/** The contract's `hashRegistration`. It is computed here, so endpoints do not vouch for their own logs. */
export const hashRegistration = ({ registration, operatorSignature }: SignedRegistration): Hex => {
  const { inputs } = getAbiItem({ abi: contributionPoolsAbi, name: 'hashRegistration' })
  return keccak256(encodeAbiParameters(inputs, [registration, operatorSignature]))
}

/**
 * The opener's last registration, from the log. The contract keeps only its hash.
 *
 * @throws RegistrationNotFoundError, LogRangeRefusedError
 */
export const findRegistration = async (
  opened: Pools,
  { poolId, deadline, registrationHash }: Pick<PoolView, 'poolId' | 'deadline' | 'registrationHash'>,
): Promise<SignedRegistration> => {
  const event = getAbiItem({ abi: contributionPoolsAbi, name: 'RegistrationReplaced' })
  const found = await scanBack(opened, { event, poolId, deadline }, (logs) =>
    logs
      .map(({ args: { registration, operatorSignature } }) => ({
        registration: registration as Registration,
        operatorSignature,
      }))
      .find((signed) => hashRegistration(signed) === registrationHash),
  )
  if (!found) throw new RegistrationNotFoundError({ poolId, registrationHash })
  return found
}

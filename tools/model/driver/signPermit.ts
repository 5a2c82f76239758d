import type { Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { Deployment } from '../../../deploy/deploy.ts'
import { NO_PERMIT, type Permit, signTokenPermit } from '../../../shared/signing/registration.ts'
import type { SignedPermit } from '../registration.ts'

export type PermitSigner = {
  readonly deployment: Deployment
  readonly accountOf: (address: Hex) => PrivateKeyAccount
}

/** The permit as contracts take it; zeros if there is none. */
export const signPermit = async (
  { deployment, accountOf }: PermitSigner,
  permit: SignedPermit | undefined,
): Promise<Permit> => {
  if (permit === undefined) return NO_PERMIT
  const { signer, ...terms } = permit
  const { chainId, token } = deployment
  return signTokenPermit(accountOf(signer), { chainId, token, ...terms })
}

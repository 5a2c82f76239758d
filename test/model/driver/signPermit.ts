import { type Hex, parseSignature } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { Deployment } from '../../../scripts/lib/deploy.ts'
import { NO_PERMIT, type Permit } from '../../../scripts/lib/registration.ts'
import type { SignedPermit } from '../operation.ts'

const PERMIT_TYPES = {
  Permit: [
    { name: 'owner', type: 'address' },
    { name: 'spender', type: 'address' },
    { name: 'value', type: 'uint256' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

export type PermitSigner = {
  readonly deployment: Deployment
  readonly accountOf: (address: Hex) => PrivateKeyAccount
}

/** The permit as contracts take it; none: zeros. */
export const signPermit = async (
  { deployment, accountOf }: PermitSigner,
  permit: SignedPermit | undefined,
): Promise<Permit> => {
  if (permit === undefined) return NO_PERMIT
  const { signer, spender, value, nonce, deadline } = permit
  const signature = await accountOf(signer).signTypedData({
    domain: {
      name: 'Muster Staking Token',
      version: '1',
      chainId: deployment.chainId,
      verifyingContract: deployment.token,
    },
    types: PERMIT_TYPES,
    primaryType: 'Permit',
    message: { owner: signer, spender, value, nonce, deadline },
  })
  const { r, s, v } = parseSignature(signature)
  return { value, deadline, v: Number(v), r, s }
}

import type { Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { FAR_DEADLINE, type Permit, signTokenPermit } from '../../shared/signing/registration.ts'
import type { ChainClient } from './chainClient.ts'

/** Signs a permit over `value` base units of the staking token for the registry. */
export const signPermit = (
  client: ChainClient,
  { token, registry: spender }: { readonly token: Hex; readonly registry: Hex },
  owner: PrivateKeyAccount,
  value: bigint,
  nonce: bigint,
): Promise<Permit> =>
  signTokenPermit(owner, { chainId: client.chain.id, token, spender, value, nonce, deadline: FAR_DEADLINE })

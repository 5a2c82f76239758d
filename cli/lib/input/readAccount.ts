import { bytesToHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { Network } from '../network/network.ts'
import { readSecretKey } from './readSecretKey.ts'

/** Order of secp256k1, the curve of accounts. */
export const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** The account whose key file the call or its profile names. @throws as `readSecretKey` */
export const readAccount = async (network: Network): Promise<PrivateKeyAccount> =>
  privateKeyToAccount(bytesToHex(await readSecretKey(network.get('account'), SECP256K1_ORDER)))

import { bytesToHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { readSecretKey } from './readSecretKey.ts'

/** Order of secp256k1, the curve of accounts. */
const SECP256K1_ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

/** The account whose secret key is in a file. */
export const readAccount = async (file: string): Promise<PrivateKeyAccount> =>
  privateKeyToAccount(bytesToHex(await readSecretKey(file, SECP256K1_ORDER)))

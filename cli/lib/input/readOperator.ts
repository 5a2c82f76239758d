import { bytesToHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import type { Options } from './options.ts'
import { SECP256K1_ORDER } from './readAccount.ts'
import { readSecretKey } from './readSecretKey.ts'

/**
 * The operator that signs a registration: the account of `--operator-key-file`, or the sending account if the option is
 * left out.
 *
 * @throws as `readSecretKey`
 */
export const readOperator = async (options: Options, sender: PrivateKeyAccount): Promise<PrivateKeyAccount> => {
  const file = options.optionalText('operator-key-file')
  return file === undefined ? sender : privateKeyToAccount(bytesToHex(await readSecretKey(file, SECP256K1_ORDER)))
}

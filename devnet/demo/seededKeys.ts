import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, type Hex, hexToBytes, keccak256, stringToHex } from 'viem'
import { type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { blsSecretKey } from '../../shared/signing/bls.ts'

/** Makes 32 bytes from the seed and the labels alone. For demo networks and tests, never for real keys. */
export const seededBytes = (seed: string, ...labels: readonly (string | number)[]): Hex =>
  keccak256(stringToHex([seed, ...labels].join('|')))

/** Makes the secret key of a reproducible account: 32 bytes. */
export const seededAccountKey = (seed: string, ...labels: readonly (string | number)[]): Hex =>
  seededBytes(seed, 'account', ...labels)

/** Makes a reproducible account. */
export const seededAccount = (seed: string, ...labels: readonly (string | number)[]): PrivateKeyAccount =>
  privateKeyToAccount(seededAccountKey(seed, ...labels))

/** Makes a reproducible BLS secret key of 32 bytes. */
export const seededBlsKey = (seed: string, ...labels: readonly (string | number)[]): Uint8Array =>
  blsSecretKey(seededBytes(seed, 'bls', ...labels))

/** Makes a reproducible Ed25519 key pair. */
export const seededEd25519Key = (
  seed: string,
  ...labels: readonly (string | number)[]
): { readonly publicKey: Hex; readonly sign: (digest: Hex) => Hex } => {
  const secretKey = hexToBytes(seededBytes(seed, 'ed25519', ...labels))
  return {
    publicKey: bytesToHex(ed25519.getPublicKey(secretKey)),
    sign: (digest) => bytesToHex(ed25519.sign(hexToBytes(digest), secretKey)),
  }
}

import type { Hex } from 'viem'
import { hexToBytes } from '../../shared/bytes.ts'
import { type RegistrationTerms, registrationDigest } from '../../shared/signing/registrationDigest.ts'
import { verifyEd25519 } from './verifyEd25519.ts'

/** Whether the node's Ed25519 key signed these terms. Never throws: bytes that are no key or no signature are a "no". */
export function verifyIdentity(args: {
  chainId: bigint
  registry: Hex
  terms: RegistrationTerms
  signature: Hex
}): boolean {
  return verifyEd25519({
    key: hexToBytes(args.terms.ed25519Key),
    message: hexToBytes(registrationDigest(args)),
    signature: hexToBytes(args.signature),
  })
}

import type { Hex } from 'viem'
import { hexToBytes } from '../../shared/bytes.ts'
import { verifyEd25519 } from './verifyEd25519.ts'

/**
 * Whether an Ed25519 key signed the digest of a registration or rotation. Never throws: invalid bytes are a "no".
 *
 * @param args.digest 32 bytes
 */
export function verifyIdentity(args: { ed25519Key: Hex; digest: Hex; signature: Hex }): boolean {
  return verifyEd25519({
    key: hexToBytes(args.ed25519Key),
    message: hexToBytes(args.digest),
    signature: hexToBytes(args.signature),
  })
}

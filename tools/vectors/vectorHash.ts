import { keccak256 } from '../../shared/keccak.ts'

/** 32 bytes that look random and never change. */
export function vectorHash(label: string): Uint8Array {
  return keccak256(new TextEncoder().encode(`muster vectors: ${label}`))
}

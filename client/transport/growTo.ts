/** Bytes of the first buffer: all of most answers. */
const FIRST_BYTES = 16_384

/**
 * Room for `length` bytes: `buffer` itself where it has it, else a buffer with the same content that is twice as large,
 * so that a body which comes byte by byte is moved as seldom as one that comes in large chunks.
 *
 * @param length at most `lengthMax`, which no buffer is larger than.
 */
export function growTo(buffer: Uint8Array<ArrayBuffer>, length: number, lengthMax: number): Uint8Array<ArrayBuffer> {
  if (length <= buffer.length) return buffer
  const larger = new Uint8Array(Math.min(lengthMax, Math.max(length, 2 * buffer.length, FIRST_BYTES)))
  larger.set(buffer)
  return larger
}

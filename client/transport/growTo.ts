/** Bytes of the first buffer. Most answers fit into it. */
const FIRST_BYTES = 16_384

/**
 * Returns a buffer with room for `length` bytes: `buffer` itself if it is large enough, else a copy.
 *
 * A copy is at least twice as large. So a body that comes byte by byte is moved as rarely as one in large chunks.
 *
 * @param length bytes, at most `lengthMax`
 * @param lengthMax bytes of the largest buffer
 */
export function growTo(buffer: Uint8Array<ArrayBuffer>, length: number, lengthMax: number): Uint8Array<ArrayBuffer> {
  if (length <= buffer.length) return buffer
  const larger = new Uint8Array(Math.min(lengthMax, Math.max(length, 2 * buffer.length, FIRST_BYTES)))
  larger.set(buffer)
  return larger
}

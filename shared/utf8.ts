/** Bytes decoded at once: every engine takes as many arguments, and a chunk leaves some 100 kB of garbage. */
const CHUNK = 8_192

const ASCII_END = 0x80

/** Bytes that follow the first byte of a character, at most. */
const FOLLOWING_BYTES_MAX = 3

const PERCENT = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).padStart(2, '0')}`)

const isFollowing = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80

const refused = (cause?: unknown) => new URIError('The bytes are not UTF-8.', cause === undefined ? {} : { cause })

/** Finds the end of the chunk from `from` on. It never cuts a character. */
function chunkEnd(bytes: Uint8Array, from: number): number {
  const end = Math.min(from + CHUNK, bytes.length)
  for (let back = 0; back <= FOLLOWING_BYTES_MAX; back++) if (!isFollowing(bytes[end - back])) return end - back
  // More following bytes than a character can have are never UTF-8. They may be cut anywhere.
  return end
}

/**
 * Decodes with `decodeURIComponent`, which is as strict as `decodeUtf8`. Works in chunks: the escaped text is three
 * times as long as the bytes.
 *
 * @throws URIError if the bytes are not UTF-8
 */
export function decodeUtf8ByHand(bytes: Uint8Array): string {
  let text = ''
  for (let from = 0; from < bytes.length; ) {
    const end = chunkEnd(bytes, from)
    const chunk = bytes.subarray(from, end)
    if (chunk.every((byte) => byte < ASCII_END)) text += Reflect.apply(String.fromCharCode, null, chunk)
    else {
      try {
        text += decodeURIComponent(Array.from(chunk, (byte) => PERCENT[byte]).join(''))
      } catch (cause) {
        throw refused(cause)
      }
    }
    from = end
  }
  return text
}

/** Returns the platform's decoder. `null` if it is missing, accepts invalid UTF-8, or drops a byte order mark. */
function strictDecoder(): ((bytes: Uint8Array) => string) | null {
  if (typeof TextDecoder === 'undefined') return null
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    if (decoder.decode(Uint8Array.of(0xef, 0xbb, 0xbf)) !== '\ufeff') return null
    try {
      decoder.decode(Uint8Array.of(ASCII_END))
    } catch {
      return (bytes) => decoder.decode(bytes)
    }
  } catch {
    // The platform does not know these options.
  }
  return null
}

/**
 * Decodes UTF-8 and keeps a byte order mark. Some platforms have no `TextDecoder`. On others it is less strict than
 * its options say.
 *
 * @throws URIError if the bytes are not UTF-8
 */
export function decodeUtf8(bytes: Uint8Array): string {
  const decode = strictDecoder()
  if (decode === null) return decodeUtf8ByHand(bytes)
  try {
    return decode(bytes)
  } catch (cause) {
    throw refused(cause)
  }
}

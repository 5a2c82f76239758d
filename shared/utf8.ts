/** Bytes that are decoded at once: a list of arguments that every engine takes, and garbage of some 100 kB at a time. */
const CHUNK = 8_192

const ASCII_END = 0x80

/** A character's first byte is followed by three others at most. */
const FOLLOWING_BYTES_MAX = 3

const PERCENT = Array.from({ length: 256 }, (_, byte) => `%${byte.toString(16).padStart(2, '0')}`)

const isFollowing = (byte: number | undefined): boolean => byte !== undefined && (byte & 0xc0) === 0x80

const refused = (cause?: unknown) => new URIError('The bytes are no UTF-8.', cause === undefined ? {} : { cause })

/** Where the chunk from `from` ends: not within a character, where there is one. */
function chunkEnd(bytes: Uint8Array, from: number): number {
  const end = Math.min(from + CHUNK, bytes.length)
  for (let back = 0; back <= FOLLOWING_BYTES_MAX; back++) if (!isFollowing(bytes[end - back])) return end - back
  // More following bytes than any character has are no UTF-8 wherever they are cut.
  return end
}

/**
 * `decodeUtf8` by what the language itself has, which is as strict. In chunks, since it takes a text three times as long
 * as the bytes.
 *
 * @throws URIError when the bytes are no UTF-8.
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

/** The platform's own decoder; `null` where there is none, or one that takes what is no UTF-8 or drops a mark. */
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
    // It does not know these options.
  }
  return null
}

/**
 * The text that `bytes` are the UTF-8 of, a byte order mark kept. `TextDecoder` is missing on some platforms, and on
 * others less strict than it is told to be.
 *
 * @throws URIError when the bytes are no UTF-8.
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

/** Longest list of arguments that is given to a function at once. */
const CHUNK = 8_192

const ASCII_END = 0x80

/**
 * The text that `bytes` are the UTF-8 of, a byte order mark kept. `TextDecoder` is missing on some platforms; what the
 * language itself has is as strict.
 *
 * @throws URIError when the bytes are no UTF-8.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  let text = ''
  if (bytes.every((byte) => byte < ASCII_END)) {
    for (let from = 0; from < bytes.length; from += CHUNK)
      text += String.fromCharCode(...bytes.subarray(from, from + CHUNK))
    return text
  }
  for (const byte of bytes) text += `%${byte.toString(16).padStart(2, '0')}`
  return decodeURIComponent(text)
}

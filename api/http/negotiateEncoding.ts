/** Encodings served, the preferred first where a client likes several equally. */
export const ENCODINGS = ['br', 'gzip', 'identity'] as const

export type Encoding = (typeof ENCODINGS)[number]

/** Beyond this many entries the rest of the header is not read; real ones have five. */
const ENTRIES_MAX = 32

const QUALITY = /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/

/**
 * The encoding to answer with (RFC 9110, 12.5.3), or undefined where the client refuses all of them. Without the header
 * the answer is identity: a client that does not say it can decompress often cannot.
 */
export function negotiateEncoding(header: string | undefined): Encoding | undefined {
  if (header === undefined || header.trim() === '') return 'identity'
  const qualities = parseQualities(header)
  const others = qualities.get('*')
  let best: Encoding | undefined
  let bestQuality = 0
  for (const encoding of ENCODINGS) {
    const named = qualities.get(encoding) ?? others
    // Identity not named is acceptable, but only where nothing that is named can be served.
    const quality = named ?? (encoding === 'identity' ? Number.MIN_VALUE : 0)
    if (quality > bestQuality) {
      best = encoding
      bestQuality = quality
    }
  }
  return best
}

function parseQualities(header: string): Map<string, number> {
  const qualities = new Map<string, number>()
  for (const entry of header.split(',', ENTRIES_MAX)) {
    const [coding = '', ...parameters] = entry.split(';')
    const name = coding.trim().toLowerCase()
    if (name === '') continue
    const weight = parameters.map((parameter) => parameter.trim().toLowerCase()).find((text) => text.startsWith('q='))
    const text = weight?.slice(2)
    // A weight that cannot be read says nothing about wanting it: such an entry is left out.
    if (text !== undefined && !QUALITY.test(text)) continue
    qualities.set(name === 'x-gzip' ? 'gzip' : name, text === undefined ? 1 : Number(text))
  }
  return qualities
}

/** Scheme, host and port, followed by printable ASCII only. No user name: `fetch` refuses such URLs. */
const HTTP_URL = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([1-9]\d{0,4}))?(?:[/?#][\x21-\x7e]*)?$/i

/** A last label that makes URL parsers read the host as an IPv4 address, in any notation. */
const NUMBER = /^(?:\d+|0x[0-9a-f]*)$/

const OCTET = /^(?:0|[1-9]\d{0,2})$/

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' }

/** Returns the one spelling of a host that is a name or an IPv4 address. Returns `null` for any other host. */
function canonicalHost(host: string): string | null {
  // The dot at the end only says that the name begins at the DNS root.
  const name = host.toLowerCase().replace(/\.$/, '')
  const labels = name.split('.')
  if (labels.includes('')) return null
  if (!NUMBER.test(labels.at(-1) as string)) return name
  const isQuad = labels.length === 4 && labels.every((label) => OCTET.test(label) && Number(label) <= 255)
  return isQuad ? name : null
}

/**
 * Returns the origin of an http or https URL, or `null` if the text is not such a URL.
 *
 * Parses by hand, because `URL` is missing or incomplete on some platforms. Hosts must be ASCII: a name of other letters
 * is written as `xn--…`. An IPv4 address is written as four decimal numbers.
 *
 * Each host has one spelling, so it cannot count as several hosts. Exceptions: an IPv6 address in two spellings has two
 * origins. Other ports, the other scheme and a second name of the host are other origins too. The caller must not list
 * such URLs as independent servers.
 *
 * @example originOf('https://A.example.:443/path') // 'https://a.example'
 */
export function originOf(text: string): string | null {
  const [, scheme, host, port] = HTTP_URL.exec(text) ?? []
  if (scheme === undefined || host === undefined) return null
  const canonical = host.startsWith('[') ? host.toLowerCase() : canonicalHost(host)
  if (canonical === null) return null
  const lower = scheme.toLowerCase()
  const isDefault = port === undefined || port === DEFAULT_PORTS[lower]
  return `${lower}://${canonical}${isDefault ? '' : `:${port}`}`
}

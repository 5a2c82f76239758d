/** Scheme, host and port, and nothing after them but printable ASCII. No user name: `fetch` refuses such URLs. */
const HTTP_URL = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([1-9]\d{0,4}))?(?:[/?#][\x21-\x7e]*)?$/i

/** A last label for which a URL's host is taken for an IPv4 address, in whatever way it is written. */
const NUMBER = /^(?:\d+|0x[0-9a-f]*)$/

const OCTET = /^(?:0|[1-9]\d{0,2})$/

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' }

/** The one spelling of a host that is a name or an IPv4 address; `null` where it is another, or none. */
function canonicalHost(host: string): string | null {
  // A name from the root of all names, which it is without the dot as well.
  const name = host.toLowerCase().replace(/\.$/, '')
  const labels = name.split('.')
  if (labels.includes('')) return null
  if (!NUMBER.test(labels.at(-1) as string)) return name
  const isQuad = labels.length === 4 && labels.every((label) => OCTET.test(label) && Number(label) <= 255)
  return isQuad ? name : null
}

/**
 * The origin of an http or https URL, `null` where it is none. By hand, because `URL` is missing or not whole on some
 * platforms; so hosts are written in ASCII (a domain of other letters as `xn--…`), and IPv4 addresses as four decimal
 * numbers.
 *
 * One host has one spelling here, so that it cannot count as several, except for IPv6: an address that is written in two
 * ways is two. Other ports and the other scheme are other origins, too, as is a second name of one host: who lists
 * servers that must not be one sees to that.
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

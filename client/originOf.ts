/** Scheme, host and port, and nothing after them but printable ASCII. No user name: `fetch` refuses such URLs. */
const HTTP_URL = /^(https?):\/\/([a-z0-9.-]+|\[[0-9a-f:.]+\])(?::([1-9]\d{0,4}))?(?:[/?#][\x21-\x7e]*)?$/i

const DEFAULT_PORTS: Readonly<Record<string, string>> = { http: '80', https: '443' }

/**
 * The origin of an http or https URL, `null` where it is none. By hand, because `URL` is missing or not whole on some
 * platforms; so hosts are written in ASCII (a domain of other letters as `xn--…`).
 *
 * @example originOf('https://A.example:443/path') // 'https://a.example'
 */
export function originOf(text: string): string | null {
  const [, scheme, host, port] = HTTP_URL.exec(text) ?? []
  if (scheme === undefined || host === undefined) return null
  const lower = scheme.toLowerCase()
  const isDefault = port === undefined || port === DEFAULT_PORTS[lower]
  return `${lower}://${host.toLowerCase()}${isDefault ? '' : `:${port}`}`
}

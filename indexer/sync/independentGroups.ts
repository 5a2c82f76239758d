const IPV4 = /^\d+(?:\.\d+){3}$/

/**
 * Returns a name for each endpoint. Endpoints with the same name may be of one provider: together they are one witness.
 *
 * The name is the label given for the endpoint, else its registrable domain. That is taken as the last two labels of the
 * host, so two customers of a suffix such as co.uk count as one until labels tell them apart.
 *
 * @param labels one for each URL, or none at all
 */
export function independentGroups(urls: readonly string[], labels: readonly string[] = []): string[] {
  return urls.map((url, index) => labels[index] ?? registrableDomain(new URL(url).hostname))
}

function registrableDomain(hostname: string): string {
  const host = hostname.toLowerCase().replace(/\.$/, '')
  if (host === '[::1]' || host.startsWith('127.') || host.endsWith('localhost')) return 'localhost'
  if (host.startsWith('[') || IPV4.test(host)) return host
  return host.split('.').slice(-2).join('.')
}

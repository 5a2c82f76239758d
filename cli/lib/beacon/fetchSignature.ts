import { printable } from '../../../shared/format/printable.ts'
import { readBoundedText } from '../../../shared/rpc/postJson.ts'
import { decompressG1 } from '../../../shared/signing/beacon.ts'
import type { G1Point } from '../../../shared/signing/bls.ts'
import { originOf } from '../../output/redactUrls.ts'

/** An endpoint of drand answers in a tenth of this. */
const TIMEOUT_MS = 10_000

/** An answer has some hundred bytes. */
const ANSWER_BYTES_MAX = 65_536

const REASON_LENGTH_MAX = 200

/** The signature of a round, or a line for each endpoint that did not give it. */
export type FetchedSignature =
  | { readonly signature: G1Point }
  | { readonly signature: undefined; readonly failures: readonly string[] }

/**
 * Asks the endpoints of a beacon for the signature of a round, one after the other. Each has drand's form: `URL/public/ROUND`
 * gives JSON with `round` and `signature`. The signature is a point of the group; only the contract verifies it.
 *
 * @param urls with the hash of the beacon's chain, such as `https://api.drand.sh/52db9ba…`
 */
export const fetchSignature = async (urls: readonly string[], round: number): Promise<FetchedSignature> => {
  const failures: string[] = []
  for (const url of urls) {
    const answer = await ask(`${url.replace(/\/+$/, '')}/public/${round}`, round)
    if (typeof answer !== 'string') return { signature: answer }
    // The rest of a URL may hold a key.
    failures.push(`${originOf(url)}: ${answer}`)
  }
  return { signature: undefined, failures }
}

/** Returns the signature, or the reason why there is none. */
const ask = async (url: string, round: number): Promise<G1Point | string> => {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) })
    const text = await readBoundedText(response, ANSWER_BYTES_MAX)
    if (!response.ok) return `it answers with status ${response.status}`
    if (text === undefined) return `its answer has more than ${ANSWER_BYTES_MAX} bytes`
    const { round: answered, signature } = JSON.parse(text) as { round?: unknown; signature?: unknown }
    if (answered !== round) return `it gives another round: ${printable(String(answered)).slice(0, REASON_LENGTH_MAX)}`
    const point = typeof signature === 'string' ? decompressG1(signature) : undefined
    return point ?? 'its signature is not 48 bytes of a point of G1'
  } catch (error) {
    if (error instanceof SyntaxError) return 'its answer is not JSON'
    const { cause } = error as { cause?: unknown }
    const words = cause instanceof Error && cause.message !== '' ? cause.message : String(error)
    return printable(words).slice(0, REASON_LENGTH_MAX)
  }
}

import { globalFetch } from '../../../client/transport/fetchBounded.ts'
import { checkRound } from './checkRound.ts'
import type { Evidence } from './evidence.ts'
import { replayExchanges } from './exchange.ts'
import { type Finding, isSame, isSilence } from './findings.ts'
import type { Quorum } from './target.ts'

/** A finding, and whether it follows from the evidence. Silence cannot be shown. */
export type Judged = { readonly finding: Finding; readonly verdict: 'shown' | 'not shown' | 'silence' }

/**
 * Repeats the recorded round. Every answer is given again as it was served.
 *
 * @param trusted the endpoints that are trusted for block hashes now; the recorded ones if `null`
 */
export const checkEvidence = async (evidence: Evidence, trusted: Quorum | null): Promise<Judged[]> => {
  const { target, chainTime, previous, findings } = evidence
  const fetch = replayExchanges(evidence.exchanges)
  const trust = trusted === null ? { trusted: target, trustFetch: fetch } : { trusted, trustFetch: globalFetch }
  const again = await checkRound({ target, chainTime, previous, fetch, ...trust })
  return findings.map((finding) => {
    if (isSilence(finding)) return { finding, verdict: 'silence' }
    return { finding, verdict: again.findings.some((found) => isSame(found, finding)) ? 'shown' : 'not shown' }
  })
}

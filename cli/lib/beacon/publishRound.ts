import type { PrivateKeyAccount } from 'viem/accounts'
import type { G1Point } from '../../../shared/signing/bls.ts'
import type { Registry } from '../chain/openRegistry.ts'
import { type SendingOptions, type Sent, send } from '../chain/send.ts'
import { encodePublication } from './encodePublication.ts'
import { BeaconFailedError, RoundMissingError } from './errors.ts'
import { fetchSignature } from './fetchSignature.ts'
import type { Round } from './readRound.ts'

/** A round to publish. `signature`: fetched from the network's beacon if left out. */
export type Publication = {
  readonly account: PrivateKeyAccount
  readonly round: Round
  readonly signature?: G1Point | undefined
  /** Its effect in words, such as "publish round 5 of the beacon". */
  readonly would: string
}

/**
 * Publishes a round.
 *
 * @throws RoundMissingError, BeaconFailedError, and what `send` throws
 */
export const publishRound = async (sending: SendingOptions, opened: Registry, plan: Publication): Promise<Sent> => {
  const { account, round, would } = plan
  const signature = plan.signature ?? (await fetchFrom(sending, opened, round))
  const data = encodePublication(round.number, signature)
  return send(sending, opened, { account, to: round.source, data, would })
}

const fetchFrom = async ({ network }: SendingOptions, { newest }: Registry, round: Round): Promise<G1Point> => {
  const urls = network.found.beacon?.value ?? []
  const about = { round: round.number, time: round.time, now: newest.timestamp }
  if (urls.length === 0) throw new RoundMissingError(about)
  const fetched = await fetchSignature(urls, round.number)
  if (fetched.signature === undefined) throw new BeaconFailedError({ ...about, failures: fetched.failures })
  return fetched.signature
}

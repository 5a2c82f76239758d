import { type EpochProof, type VerifiedEpoch, verifyEpochProof } from '../shared/list/epochProof.ts'
import { askTrust } from './askTrust.ts'
import {
  type AcceptedEpoch,
  BlockHashUntrustedError,
  EpochConflictError,
  EpochNotDueError,
  EpochRolledBackError,
  EpochTooOldError,
} from './errors.ts'
import type { Settings } from './settings.ts'
import type { Source } from './source.ts'

/** Of a source that is ahead of the chain's clock: epochs from the one due back that it is asked for. */
const EARLIER_EPOCHS_MAX = 4n

/** An epoch of which everything was checked but the list. */
export type OfferedEpoch = { proof: EpochProof; verified: VerifiedEpoch }

/** What is kept of an epoch once it is accepted. */
export function summaryOf({ epoch, root, anchor, child }: VerifiedEpoch): AcceptedEpoch {
  return { epoch, root, anchorHash: anchor.hash, childHash: child.hash }
}

/** During epoch E + 1 everybody uses list E; `null` where the time is not known. */
export function epochDue(chainTime: bigint | null, epochSeconds: number): bigint | null {
  return chainTime === null ? null : chainTime / BigInt(epochSeconds) - 1n
}

/** What was accepted was due then: a trust source that has fallen back since does not make it early. */
export function dueSince(accepted: AcceptedEpoch | null, byClock: bigint | null): bigint | null {
  return byClock !== null && accepted !== null && accepted.epoch > byClock ? accepted.epoch : byClock
}

/** @throws BlockHashUntrustedError, TrustFailedError, or what the trust source throws */
export async function checkTrusted({ trust, chainId }: Settings, { child }: VerifiedEpoch): Promise<void> {
  const trusted = await askTrust(() => trust.blockHash(child.number, { chainId }))
  if (trusted !== child.hash) throw new BlockHashUntrustedError({ number: child.number, hash: child.hash, trusted })
}

/** Only another hash convicts; a trust source that could not be asked says nothing. */
function verdictOf(doubt: { cause: unknown } | undefined): { childTrusted: boolean | null; cause?: unknown } {
  if (doubt === undefined) return { childTrusted: true }
  return { childTrusted: doubt.cause instanceof BlockHashUntrustedError ? false : null, cause: doubt.cause }
}

/** Refuses an epoch older than the last accepted one, or the same one with another anchor. */
async function checkAgainstAccepted(settings: Settings, { verified, proof }: OfferedEpoch): Promise<void> {
  const accepted = await settings.accepted.last()
  if (accepted === null || verified.epoch > accepted.epoch) return
  if (verified.epoch < accepted.epoch)
    throw new EpochRolledBackError({ epoch: verified.epoch, accepted: accepted.epoch })
  if (verified.anchor.hash === accepted.anchorHash) return
  const doubt = await checkTrusted(settings, verified).then(
    () => undefined,
    (cause: unknown) => ({ cause }),
  )
  throw new EpochConflictError({ accepted, offered: { ...summaryOf(verified), proof }, ...verdictOf(doubt) })
}

/**
 * The source's newest proof, or, where its time has not come, that of the epoch due: the server's clock may be ahead of
 * the trust source's, and who used a list early would stand out.
 */
async function chooseProof(
  settings: Settings,
  source: Source,
  { due, maxEpochLag }: { due: bigint | null; maxEpochLag: number },
): Promise<OfferedEpoch> {
  const read = (proof: EpochProof): OfferedEpoch => ({ proof, verified: verifyEpochProof(proof, settings) })
  const newest = read(await source.latestProof())
  if (due === null || newest.verified.epoch <= due) return newest
  const lag = BigInt(maxEpochLag)
  const back = lag < EARLIER_EPOCHS_MAX ? lag : EARLIER_EPOCHS_MAX
  for (let epoch = due; epoch >= due - back && epoch > 0n; epoch--) {
    const proof = await source.epochProof(epoch)
    const offered = proof === null ? null : read(proof)
    if (offered !== null && offered.verified.epoch <= due) return offered
  }
  throw new EpochNotDueError({ epoch: newest.verified.epoch, due })
}

/**
 * The epoch that a source offers, once nothing but its list is left to be checked: chain, registry and proofs; that it
 * does not go back behind the accepted one; that its time has come; that it is not too old; that its block is trusted. On
 * a first start the rule of age is all that stands against an old proof that was true once.
 *
 * @param args.chainTime by the trust source's newest header and not the device, unix seconds; `null` where it names none.
 * @param args.maxEpochLag epochs behind the one due that are taken.
 */
export async function offeredEpoch(
  settings: Settings,
  source: Source,
  args: { chainTime: bigint | null; maxEpochLag: number },
): Promise<OfferedEpoch> {
  const { chainTime, maxEpochLag } = args
  const accepted = await settings.accepted.last()
  const due = dueSince(accepted, epochDue(chainTime, settings.epochSeconds))
  const offered = await chooseProof(settings, source, { due, maxEpochLag })
  await checkAgainstAccepted(settings, offered)
  const { epoch } = offered.verified
  if (due !== null && due - epoch > BigInt(maxEpochLag)) throw new EpochTooOldError({ epoch, due, maxEpochLag })
  await checkTrusted(settings, offered.verified)
  return offered
}

import { type Hex, isLowerHex } from '../../shared/bytes.ts'
import { boundaryOf, toEpoch } from '../../shared/epoch/clock.ts'
import type { EpochProofExpectation } from '../../shared/list/epochProof.ts'
import { ClientArgumentError, type SourceFailure } from '../errors.ts'
import { type AllFailed, failover } from '../transport/failover.ts'
import type { RpcProvider } from '../transport/rpcProvider.ts'
import type { CheckBlock } from '../trust/trust.ts'
import type { AcceptedEpoch } from './acceptedEpoch.ts'
import { dueSince } from './checkOffer.ts'
import { RegistrationUnprovenError } from './errors.ts'
import { fetchRegistration, type Registration } from './fetchRegistration.ts'

/**
 * Asks the endpoints one after another for a state proof of a key.
 *
 * @param args.key 32 bytes of hex
 * @throws RegistrationUnprovenError, ClientArgumentError, StorageInvalidError
 */
export async function findRegistration(args: {
  key: Hex
  providers: readonly RpcProvider[]
  network: EpochProofExpectation
  lastAccepted: () => Promise<AcceptedEpoch | null>
  checkBlock: CheckBlock
  /** Reads the chain's time, in unix seconds. */
  readTime: (allFailed: AllFailed) => Promise<bigint | null>
  maxEpochLag: number
  report: (failure: SourceFailure) => void
}): Promise<Registration> {
  const { providers, network, lastAccepted, checkBlock, readTime, maxEpochLag, report } = args
  const { chainId, registry, epochSeconds } = network
  const ed25519Key = args.key.toLowerCase()
  if (!isLowerHex(ed25519Key, 32))
    throw new ClientArgumentError({ name: 'ed25519Key', reason: 'is not 32 bytes of hex' })
  if (providers.length === 0)
    throw new ClientArgumentError({ name: 'stateRpcs', reason: 'is missing in the arguments of the client' })
  const allFailed: AllFailed = (failures) => new RegistrationUnprovenError({ failures })
  const chainTime = await readTime(allFailed)
  const timestampMin = async (): Promise<bigint> => {
    const due = dueSince(await lastAccepted(), chainTime, epochSeconds)
    const oldest = due === null ? 0n : due - BigInt(maxEpochLag)
    return oldest <= 0n ? 0n : boundaryOf(toEpoch(oldest), epochSeconds)
  }
  return failover({
    asked: providers,
    ask: (provider) => fetchRegistration(provider, { ed25519Key, chainId, registry, timestampMin, checkBlock }),
    report,
    allFailed,
  })
}

import { BEACON_SENTENCES } from './sentences/beaconSentences.ts'
import { GOVERNANCE_SENTENCES } from './sentences/governanceSentences.ts'
import { MONEY_SENTENCES } from './sentences/moneySentences.ts'
import { NODE_SENTENCES } from './sentences/nodeSentences.ts'
import { POOL_SENTENCES } from './sentences/poolSentences.ts'
import { QUORUM_SENTENCES } from './sentences/quorumSentences.ts'
import type { ContractErrorName, ContractSentences } from './sentences/sentence.ts'

/** A sentence for each error of the contracts, by its name. An error of several contracts means the same in all. */
export const CONTRACT_SENTENCES: ContractSentences = {
  ...NODE_SENTENCES,
  ...BEACON_SENTENCES,
  ...QUORUM_SENTENCES,
  ...POOL_SENTENCES,
  ...MONEY_SENTENCES,
  ...GOVERNANCE_SENTENCES,
}

function isContractErrorName(name: string): name is ContractErrorName {
  return Object.hasOwn(CONTRACT_SENTENCES, name)
}

/**
 * Returns a sentence for an error that a contract reverted with: what happened, what was expected and what was got,
 * what to do. Undefined for the name of an error that no contract of Muster has.
 *
 * @param name name of the error in the ABI
 * @param args its arguments, as viem decodes them
 */
export function describeContractError(name: string, args: readonly unknown[]): string | undefined {
  if (!isContractErrorName(name)) return undefined
  // The ABI that decoded the arguments gave them the types that the sentence takes.
  const sentence = CONTRACT_SENTENCES[name] as (...args: readonly unknown[]) => string
  return sentence(...args)
}

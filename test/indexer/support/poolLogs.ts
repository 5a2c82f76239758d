/** Logs of the contribution pools, as the contract would emit them. */
import {
  type AbiEvent,
  encodeAbiParameters,
  encodeEventTopics,
  getAbiItem,
  type Hex,
  keccak256,
  zeroAddress,
  zeroHash,
} from 'viem'
import type { PoolEvent } from '../../../indexer/project/poolEvents.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { FAR_DEADLINE } from '../../../shared/signing/registration.ts'
import type { Entry } from './registryModel.ts'

/** Token base units that a pool of these logs needs. */
export const REQUIREMENT = 1_000n

type Reservation = { contributor: Hex; least: bigint }

type Opening = {
  /** Address of the contract. */
  pools: Hex
  poolId: bigint
  opener: Hex
  /** Basis points. */
  feeBps?: number
  /** Unix seconds. */
  deadline?: number
  reservations?: readonly Reservation[]
}

/** Encodes one event of the contribution pools by its ABI. */
export function encodePoolEvent(eventName: PoolEvent['eventName'] | 'CreditPaid', args: object): Omit<Entry, 'from'> {
  const item = getAbiItem({ abi: contributionPoolsAbi, name: eventName }) as AbiEvent
  const values = args as Record<string, unknown>
  const data = item.inputs.filter(({ indexed }) => indexed !== true)
  return {
    topics: encodeEventTopics({ abi: [item], eventName, args: values }) as Hex[],
    data: encodeAbiParameters(
      data,
      data.map(({ name }) => values[name ?? '']),
    ),
  }
}

/** The terms of a pool and their hash. */
export function termsOf({ poolId, opener, ...given }: Opening) {
  const { feeBps = 500, deadline = Number(FAR_DEADLINE), reservations = [] } = given
  const terms = { feeBps, deadline, requirement: REQUIREMENT, reservations }
  const { inputs } = getAbiItem({ abi: contributionPoolsAbi, name: 'hashTerms' })
  return { terms, termsHash: keccak256(encodeAbiParameters(inputs, [poolId, opener, terms])) }
}

/** Any registration of the pool's node. */
export function registrationOf({ pools, feeBps = 500 }: Opening, operator: Hex = zeroAddress) {
  const g1 = { x_a: zeroHash, x_b: zeroHash, y_a: zeroHash, y_b: zeroHash }
  const g2 = { x_c0_a: zeroHash, x_c0_b: zeroHash, x_c1_a: zeroHash, x_c1_b: zeroHash }
  const g2y = { y_c0_a: zeroHash, y_c0_b: zeroHash, y_c1_a: zeroHash, y_c1_b: zeroHash }
  return {
    ...{ operator, owner: pools, blsKey: g1, proofOfPossession: { ...g2, ...g2y }, ed25519Key: keccak256(operator) },
    ed25519Signature: `0x${'00'.repeat(64)}`,
    endpoint: { ip: `0x${'00'.repeat(10)}ffff04040401`, rpcPort: 22_021, quicPort: 0 },
    ...{ feeBps, deadline: FAR_DEADLINE },
  } as const
}

/** The three logs of an opening. */
export function openingLogs(opening: Opening, amount: bigint): Omit<Entry, 'from'>[] {
  const { poolId, opener } = opening
  return [
    encodePoolEvent('PoolOpened', { poolId, opener, ...termsOf(opening) }),
    encodePoolEvent('RegistrationReplaced', {
      poolId,
      registration: registrationOf(opening),
      operatorSignature: '0x',
    }),
    encodePoolEvent('Contributed', {
      ...{ poolId, contributor: opener, slot: 0, added: amount, amount, total: amount },
      beneficiary: opener,
    }),
  ]
}

import { encodeFunctionData, type Hex, parseEventLogs } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { DEADLINE_EPOCHS_MAX } from '../../../shared/epoch/bounds.ts'
import { describeTokens, formatTokens } from '../../../shared/format/amounts.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import type { Options } from '../../lib/input/options.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { readOperator } from '../../lib/input/readOperator.ts'
import type { FollowUp } from '../../lib/network/followUp.ts'
import { checkRegistration } from '../../lib/pool/checkRegistration.ts'
import { chooseAmount } from '../../lib/pool/chooseAmount.ts'
import { openPools, type Pools } from '../../lib/pool/openPools.ts'
import { permitFor } from '../../lib/pool/permitFor.ts'
import { showPool } from '../../lib/pool/poolCommands.ts'
import { type Reservation, readReservations } from '../../lib/pool/readReservations.ts'
import { describeFee } from '../../lib/pool/renderPool.ts'
import { readNodeSecrets, signRegistration } from '../../lib/pool/signRegistration.ts'
import { parseTokens } from '../../output/amounts.ts'
import { type Block, paragraph, type Row } from '../../output/blocks.ts'

const BPS = 10_000

/** Result of an opening. Amounts are base units, times unix seconds. */
type Data = SentData & {
  /** Null after a dry run. */
  readonly pool: { readonly poolId: bigint; readonly termsHash: string } | null
  /** Account that runs the node. */
  readonly operator: string
  readonly feeBps: number
  readonly deadline: number
  readonly requirement: bigint
  readonly amount: bigint
  readonly reservations: readonly Reservation[]
  /** Time of the newest block. */
  readonly now: number
}

/** Terms as the contract takes them, and the number of places. */
const readTerms = async ({ client, pools, registry, newest, epochSeconds }: Pools, options: Options, opener: Hex) => {
  const [parameters, placesMax] = await Promise.all([
    client.readContract({ address: registry, abi: serviceNodeRegistryAbi, functionName: 'parameters' }),
    client.readContract({ address: pools, abi: contributionPoolsAbi, functionName: 'SLOTS_MAX' }),
  ])
  const reserved = { texts: options.texts('reserve'), file: options.optionalText('reservations') }
  const epochs = options.optionalInteger('epochs', 1, DEADLINE_EPOCHS_MAX) ?? DEADLINE_EPOCHS_MAX
  const terms = {
    feeBps: options.integer('fee-bps', 0, BPS),
    deadline: newest.timestamp + epochs * epochSeconds,
    requirement: parameters.stakingRequirement,
    reservations: await readReservations(reserved, { opener, placesMax }),
  }
  return { terms, placesMax }
}

/** Commands for contributors: read the terms, then contribute the least that a new contributor may bring. */
const forContributors = async ({ client, pools }: Pools, poolId: bigint, termsHash: Hex): Promise<FollowUp[]> => {
  const read = { address: pools, abi: contributionPoolsAbi, functionName: 'contributionBounds' } as const
  const [min, max] = await client.readContract({ ...read, args: [poolId, pools] })
  const amount = ['--amount', formatTokens(min), '--terms-hash', termsHash]
  return [
    { ...showPool(poolId), isForOthers: true },
    ...(max === 0n
      ? []
      : [
          {
            words: ['pool', 'contribute', String(poolId), ...amount],
            needs: ['rpc', 'registry', 'account'],
            isForOthers: true,
          } as const,
        ]),
  ]
}

const run = async (call: Call) => {
  const { options } = call
  const opener = await readAccount(call.network)
  const operator = await readOperator(options, opener)
  const secrets = await readNodeSecrets(options)
  const text = options.optionalText('amount')
  const said = text === undefined ? undefined : parseTokens('--amount', text)
  const opened = await openPools(call)
  const { terms, placesMax } = await readTerms(opened, options, opener.address)
  const amount = chooseAmount(said, { ...terms, placesMax })
  const signed = await signRegistration(opened, secrets, { ...terms, operator })
  await checkRegistration(opened, signed)
  const permit = await permitFor(opened, opener, amount)

  const args = [terms, signed.registration, signed.operatorSignature, amount, permit] as const
  const sent = await send(call, opened, {
    ...{ account: opener, to: opened.pools },
    data: encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'open', args }),
    would: `open a pool with ${describeTokens(amount)} of ${describeTokens(terms.requirement)}`,
  })
  const logs = sent.isDryRun ? [] : sent.receipt.logs
  const [log] = parseEventLogs({ abi: contributionPoolsAbi, eventName: 'PoolOpened', logs })
  const pool = log ? { poolId: log.args.poolId, termsHash: log.args.termsHash } : null
  const next = pool ? await forContributors(opened, pool.poolId, pool.termsHash) : []
  const names = { operator: operator.address.toLowerCase(), now: opened.newest.timestamp }
  return { data: { ...terms, ...names, amount, pool, ...sentData(sent) }, next }
}

const render = (data: Data): readonly Block[] => {
  const { pool, operator, feeBps, deadline, requirement, amount, reservations, now } = data
  if (pool === null) return renderSent(data, '')
  const rows: Row[] = [
    ['pool', String(pool.poolId)],
    ['terms hash', pool.termsHash],
    ['operator', operator],
    ['fee', describeFee(feeBps)],
    ['deadline', describeMoment(deadline, now)],
    ['brought', `${describeTokens(amount)} of ${describeTokens(requirement)}`],
    ...reservations.map(
      ({ contributor, least }): Row => ['reserved', `${contributor}, at least ${describeTokens(least)}`],
    ),
  ]
  const advice =
    'Give contributors the number and the terms hash by a way they trust. ' +
    'Each reads the terms and then contributes, with an account of their own.'
  return [...renderSent(data, `Pool ${pool.poolId} is open.`, rows), paragraph(advice)]
}

/** Opens a pool. */
export const open = defineAction<Data>({ run, render })

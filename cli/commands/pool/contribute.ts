import { encodeFunctionData, type Hex, parseEventLogs } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { OptionInvalidError } from '../../lib/input/errors.ts'
import { isHashText, type Options } from '../../lib/input/options.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import {
  ContributionRefusedError,
  NoRoomError,
  PoolNotOpenError,
  TermsHashMismatchError,
} from '../../lib/pool/errors.ts'
import { whyOver } from '../../lib/pool/nextSteps.ts'
import { openPools, type Pools, parsePoolId } from '../../lib/pool/openPools.ts'
import { permitFor } from '../../lib/pool/permitFor.ts'
import { poolCommand } from '../../lib/pool/poolCommands.ts'
import { proveTerms } from '../../lib/pool/proveTerms.ts'
import { type PoolView, readPool } from '../../lib/pool/readPool.ts'
import { termsRows } from '../../lib/pool/renderPool.ts'
import { parseTokens } from '../../output/amounts.ts'
import type { Row } from '../../output/blocks.ts'
import { formatTable } from '../../output/formatTable.ts'

/** Result of a contribution. Amounts are base units. */
type Data = SentData & {
  readonly poolId: bigint
  readonly amount: bigint
  readonly beneficiary: string
  /** Tokens of the pool afterwards; null after a dry run. */
  readonly total: bigint | null
  readonly requirement: bigint
}

const readTermsHash = (options: Options): Hex => {
  const value = options.text('terms-hash').toLowerCase()
  if (isHashText(value)) return value
  throw new OptionInvalidError({ option: '--terms-hash', reason: 'must be 0x and 64 hex digits', value })
}

/** Refuses what the contract would refuse, and tells what to do instead. */
const check = (pool: PoolView, termsHash: Hex, now: number): void => {
  const { poolId, state, isOver } = pool
  if (state === 'Registered') {
    const advice = 'A contributor may hand a place over with pool offer-place.'
    throw new PoolNotOpenError({ poolId, reason: 'its node is registered', advice })
  }
  if (isOver) {
    const advice = 'Contributors can withdraw at once. The opener can open another pool.'
    throw new PoolNotOpenError({ poolId, reason: whyOver(pool), advice })
  }
  if (pool.termsHash !== termsHash) {
    const terms = formatTable(termsRows(pool, now)).trimEnd()
    throw new TermsHashMismatchError({ poolId, named: termsHash, found: pool.termsHash, terms })
  }
}

const checkBounds = async ({ client, pools }: Pools, poolId: bigint, account: Hex, amount: bigint): Promise<void> => {
  const args = [poolId, account] as const
  const read = { address: pools, abi: contributionPoolsAbi, functionName: 'contributionBounds', args } as const
  const [min, max] = await client.readContract(read)
  if (max === 0n) throw new NoRoomError({ poolId, account })
  if (amount < min || amount > max) throw new ContributionRefusedError({ amount, min, max, who: 'this account' })
}

const run = async (call: Call) => {
  const { options, words } = call
  const poolId = parsePoolId(words[0] ?? '')
  const amount = parseTokens('--amount', options.text('amount'))
  const termsHash = readTermsHash(options)
  const named = options.optionalText('beneficiary') === undefined ? undefined : options.address('beneficiary')
  const account = await readAccount(call.network)
  const opened = await openPools(call)
  const now = opened.newest.timestamp
  const pool = await readPool(opened, poolId)
  check(pool, termsHash, now)
  await checkBounds(opened, poolId, account.address, amount)
  const reservations = await proveTerms(opened, pool)
  const permit = await permitFor(opened, account, amount)

  // The contract replaces an earlier beneficiary, so adding to a place must name it again.
  const self = account.address.toLowerCase() as Hex
  const place = pool.places.find(({ contributor }) => contributor === self)
  const beneficiary = named ?? place?.beneficiary ?? self
  const args = [poolId, termsHash, amount, beneficiary, permit] as const
  const sent = await send(call, opened, {
    ...{ account, to: opened.pools },
    data: encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'contribute', args }),
    would: `contribute ${describeTokens(amount)} to pool ${poolId}`,
    details: [['on these terms', ''], ...termsRows(pool, now, reservations)],
  })
  const logs = sent.isDryRun ? [] : sent.receipt.logs
  const [log] = parseEventLogs({ abi: contributionPoolsAbi, eventName: 'Contributed', logs })
  const total = log?.args.total ?? null
  const { requirement } = pool
  const next = total === requirement ? [poolCommand('finalize', poolId)] : []
  return { data: { poolId, amount, beneficiary, total, requirement, ...sentData(sent) }, next }
}

/** Contributes to a pool. */
export const contribute = defineAction<Data>({
  run,
  render: (data) => {
    const { beneficiary, total, requirement } = data
    const rows: Row[] = [['beneficiary', beneficiary]]
    if (total !== null) {
      const missing = requirement - total
      rows.push(['pool has', `${describeTokens(total)} of ${describeTokens(requirement)}`])
      rows.push(['missing', missing === 0n ? 'nothing: anyone may finalize the pool now' : describeTokens(missing)])
    }
    return renderSent(data, 'Contributed.', rows)
  },
})

import { encodeFunctionData, parseEventLogs, type TransactionReceipt } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import { type SentData, send, sentData, transactionRows } from '../../lib/chain/send.ts'
import { GAS_OF_ACCRUAL } from '../../lib/chain/sendCall.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { type ClaimablePlace, findPlaces } from '../../lib/pool/findPlaces.ts'
import { openPools, type Pools, parsePoolId } from '../../lib/pool/openPools.ts'
import { type Block, paragraph, type Row, table } from '../../output/blocks.ts'

/** Result of one transaction. Amounts are base units. */
type Claim = SentData & {
  /** Credited to each place. */
  readonly places: readonly { readonly poolId: bigint; readonly slot: number; readonly amount: bigint }[]
  /** Paid in all, with the credit from before. */
  readonly paid: bigint
}

type Data = { readonly account: string; readonly claims: readonly Claim[] }

const claimCall = (places: readonly ClaimablePlace[]) =>
  encodeFunctionData({
    abi: contributionPoolsAbi,
    functionName: 'claim',
    args: [places.map(({ poolId, slot }) => ({ poolId, slot }))],
  })

const paymentsOf = (receipt: TransactionReceipt): Pick<Claim, 'places' | 'paid'> => {
  const logs = parseEventLogs({ abi: contributionPoolsAbi, logs: receipt.logs })
  return {
    places: logs.flatMap((log) => {
      if (log.eventName !== 'Credited') return []
      const { poolId, slot, amount } = log.args
      return [{ poolId, slot, amount }]
    }),
    paid: logs.reduce((sum, log) => (log.eventName === 'CreditPaid' ? sum + log.args.amount : sum), 0n),
  }
}

const creditOf = ({ client, pools }: Pools, { address }: PrivateKeyAccount): Promise<bigint> =>
  client.readContract({ address: pools, abi: contributionPoolsAbi, functionName: 'credit', args: [address] })

/** Places in groups of at most `size`; one empty group if there are no places. */
const groupsOf = (places: readonly ClaimablePlace[], size: number): (readonly ClaimablePlace[])[] =>
  Array.from({ length: Math.max(1, Math.ceil(places.length / size)) }, (_, index) =>
    places.slice(index * size, (index + 1) * size),
  )

const run = async (call: Call) => {
  const poolIds = [...new Set(call.options.texts('pool').map((text) => parsePoolId(text, '--pool')))]
  const account = await readAccount(call.network)
  const opened = await openPools(call)
  const places = (await findPlaces(opened, { account: account.address, poolIds })).filter(({ isWorthIt }) => isWorthIt)
  const credit = await creditOf(opened, account)
  const claims: Claim[] = []
  const read = { address: opened.pools, abi: contributionPoolsAbi, functionName: 'CLAIM_MAX' } as const
  const groups =
    places.length === 0 && credit === 0n ? [] : groupsOf(places, Number(await opened.client.readContract(read)))
  for (const group of groups) {
    const ofPlaces = `claim for ${group.length} places, and the credit from before`
    const sent = await send(call, opened, {
      ...{ account, to: opened.pools, data: claimCall(group) },
      spareGas: BigInt(group.length) * GAS_OF_ACCRUAL,
      would: group.length === 0 ? `pay ${describeTokens(credit)} of credit` : ofPlaces,
    })
    const payments = sent.isDryRun ? { places: [], paid: 0n } : paymentsOf(sent.receipt)
    claims.push({ ...payments, ...sentData(sent) })
  }
  return { data: { account: account.address.toLowerCase(), claims } }
}

const renderClaim = (claim: Claim): Block[] => {
  const { places, paid, dryRun } = claim
  if (dryRun !== null) {
    const gas = dryRun.gas.toLocaleString('en')
    return [paragraph(`It would ${dryRun.would}, for about ${gas} gas. Nothing was sent.`)]
  }
  const rows = places.map(({ poolId, slot, amount }): Row => [`pool ${poolId}, place ${slot}`, describeTokens(amount)])
  return [paragraph(`Claimed ${describeTokens(paid)}.`, 'good'), table([...rows, ...transactionRows(claim)])]
}

/** Claims for the places of an account. */
export const claim = defineAction<Data>({
  run,
  render: ({ claims }) =>
    claims.length === 0 ? [paragraph('Nothing is due to this account now.')] : claims.flatMap(renderClaim),
})

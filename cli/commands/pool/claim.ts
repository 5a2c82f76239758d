import { parseArgs } from 'node:util'
import { encodeFunctionData, parseEventLogs, type TransactionReceipt } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { chunk } from '../../../shared/chunk.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { GAS_OF_ACCRUAL } from '../../lib/chain/sendCall.ts'
import { describeSent } from '../../lib/chain/sendOrTry.ts'
import { createOptions, SENDING_OPTIONS } from '../../lib/input/options.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { type ClaimablePlace, findPlaces } from '../../lib/pool/findPlaces.ts'
import { openPools, type Pools, parsePoolId } from '../../lib/pool/openPools.ts'
import { sendToPools } from '../../lib/pool/sendToPools.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

const claimCall = (places: readonly ClaimablePlace[]) =>
  encodeFunctionData({
    abi: contributionPoolsAbi,
    functionName: 'claim',
    args: [places.map(({ poolId, slot }) => ({ poolId, slot }))],
  })

/** What one transaction paid: of each place, and in all with the credit from before. */
const describeClaim = (receipt: TransactionReceipt): string => {
  const logs = parseEventLogs({ abi: contributionPoolsAbi, logs: receipt.logs })
  const credited = logs.flatMap((log) =>
    log.eventName === 'Credited'
      ? [[`pool ${log.args.poolId}, place ${log.args.slot}`, describeTokens(log.args.amount)] as const]
      : [],
  )
  const paid = logs.reduce((sum, log) => (log.eventName === 'CreditPaid' ? sum + log.args.amount : sum), 0n)
  return `Claimed ${describeTokens(paid)}.\n\n${formatTable([...credited, ...describeSent(receipt)])}`
}

const creditOf = ({ client, pools }: Pools, { address }: PrivateKeyAccount): Promise<bigint> =>
  client.readContract({ address: pools, abi: contributionPoolsAbi, functionName: 'credit', args: [address] })

/** Claims what an account's places got. */
export const claim: Command = async (args) => {
  const { values } = parseArgs({
    args: [...args],
    options: { ...SENDING_OPTIONS, pool: { type: 'string', multiple: true } },
  })
  const options = createOptions(values)
  const poolIds = [...new Set((values.pool ?? []).map((text) => parsePoolId(text, '--pool')))]
  const account = await readAccount(options.text('account-key-file'))
  const opened = await openPools(options)
  const places = (await findPlaces(opened, { account: account.address, poolIds })).filter(({ isWorthIt }) => isWorthIt)
  const credit = await creditOf(opened, account)
  if (places.length === 0 && credit === 0n) {
    process.stdout.write('Nothing is due to this account now.\n')
    return 0
  }
  const read = { address: opened.pools, abi: contributionPoolsAbi, functionName: 'CLAIM_MAX' } as const
  const most = Number(await opened.client.readContract(read))
  for (const some of places.length === 0 ? [[]] : chunk(places, most)) {
    const ofPlaces = `claim for ${some.length} places, and what was credited before`
    const would = some.length === 0 ? `pay ${describeTokens(credit)} of credit` : ofPlaces
    const spareGas = BigInt(some.length) * GAS_OF_ACCRUAL
    const call = { account, data: claimCall(some), spareGas, would, isDryRun: options.flag('dry-run') }
    const receipt = await sendToPools(opened, call)
    if (receipt) process.stdout.write(describeClaim(receipt))
  }
  return 0
}

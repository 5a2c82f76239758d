import { parseArgs } from 'node:util'
import { encodeFunctionData, parseEventLogs } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { describeSent } from '../../lib/chain/sendOrTry.ts'
import { createOptions, type Options, SENDING_OPTIONS } from '../../lib/input/options.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { checkRegistration } from '../../lib/pool/checkRegistration.ts'
import { chooseAmount } from '../../lib/pool/chooseAmount.ts'
import { describeFee } from '../../lib/pool/describePool.ts'
import { openPools, type Pools } from '../../lib/pool/openPools.ts'
import { permitFor } from '../../lib/pool/permitFor.ts'
import { readReservations } from '../../lib/pool/readReservations.ts'
import { sendToPools } from '../../lib/pool/sendToPools.ts'
import { NODE_OPTIONS, readNodeSecrets, signRegistration } from '../../lib/pool/signRegistration.ts'
import { parseTokens } from '../../output/amounts.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

const BPS = 10_000
const DAYS_MAX = 14
const DAY_SECONDS = 86_400

/** Terms as the contract takes them, and how many places there are. */
const readTerms = async (
  { client, pools, registry, newest }: Pools,
  options: Options,
  reserve: { readonly texts: readonly string[]; readonly operator: `0x${string}` },
) => {
  const [parameters, placesMax] = await Promise.all([
    client.readContract({ address: registry, abi: serviceNodeRegistryAbi, functionName: 'parameters' }),
    client.readContract({ address: pools, abi: contributionPoolsAbi, functionName: 'SLOTS_MAX' }),
  ])
  const { texts, operator } = reserve
  const file = options.optionalText('reservations')
  const terms = {
    feeBps: options.integer('fee-bps', 0, BPS),
    deadline: newest.timestamp + (options.optionalInteger('days', 1, DAYS_MAX) ?? DAYS_MAX) * DAY_SECONDS,
    requirement: parameters.stakingRequirement,
    reservations: await readReservations({ texts, file }, { operator, placesMax }),
  }
  return { terms, placesMax }
}

/** Opens a pool. */
export const open: Command = async (args) => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      ...{ ...SENDING_OPTIONS, ...NODE_OPTIONS },
      'fee-bps': text,
      days: text,
      reserve: { type: 'string', multiple: true },
      reservations: text,
      amount: text,
    },
  })
  const options = createOptions(values)
  const operator = await readAccount(options.text('account-key-file'))
  const secrets = await readNodeSecrets(options)
  const said = values.amount === undefined ? undefined : parseTokens('--amount', values.amount)
  const opened = await openPools(options)
  const reserve = { texts: values.reserve ?? [], operator: operator.address }
  const { terms, placesMax } = await readTerms(opened, options, reserve)
  const amount = chooseAmount(said, { ...terms, placesMax })
  const signed = await signRegistration(opened, secrets, { ...terms, operator })
  await checkRegistration(opened, signed)
  const permit = await permitFor(opened, operator, amount)

  const { registration, operatorSignature } = signed
  const data = encodeFunctionData({
    abi: contributionPoolsAbi,
    functionName: 'open',
    args: [terms, registration, operatorSignature, amount, permit],
  })
  const would = `open a pool with ${describeTokens(amount)} of ${describeTokens(terms.requirement)}`
  const call = { account: operator, data, would, isDryRun: options.flag('dry-run') }
  const receipt = await sendToPools(opened, call)
  if (!receipt) return 0
  const [log] = parseEventLogs({ abi: contributionPoolsAbi, eventName: 'PoolOpened', logs: receipt.logs })
  if (!log) throw new RangeError(`The receipt of ${receipt.transactionHash} says nothing of a pool.`)
  const { poolId, termsHash } = log.args
  process.stdout.write(
    `Pool ${poolId} is open.\n\n${formatTable([
      ['pool', String(poolId)],
      ['terms hash', termsHash],
      ['fee', describeFee(terms.feeBps)],
      ['deadline', describeMoment(terms.deadline, opened.newest.timestamp)],
      ['brought', `${describeTokens(amount)} of ${describeTokens(terms.requirement)}`],
      ...terms.reservations.map(
        ({ contributor, least }) => ['reserved', `${contributor}, at least ${describeTokens(least)}`] as const,
      ),
      ...describeSent(receipt),
    ])}\nGive contributors the number and the terms hash by a way they trust. Each reads the terms, and names the hash:\n` +
      `  npm run muster -- pool show ${poolId} --rpc URL --registry ${opened.registry}\n` +
      `  npm run muster -- pool contribute ${poolId} --amount TOKENS --terms-hash ${termsHash} --rpc URL` +
      ` --registry ${opened.registry} --account-key-file FILE\n`,
  )
  return 0
}

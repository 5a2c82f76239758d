import { parseArgs } from 'node:util'
import { encodeFunctionData, type Hex, parseEventLogs } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeSent } from '../../lib/chain/sendOrTry.ts'
import { OptionInvalidError } from '../../lib/input/errors.ts'
import { createOptions, isHashText, type Options, SENDING_OPTIONS } from '../../lib/input/options.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { describeTerms } from '../../lib/pool/describePool.ts'
import {
  ContributionRefusedError,
  NoRoomError,
  PoolNotOpenError,
  TermsHashMismatchError,
} from '../../lib/pool/errors.ts'
import { whyOver } from '../../lib/pool/nextSteps.ts'
import { openPools, type Pools, readPoolId } from '../../lib/pool/openPools.ts'
import { permitFor } from '../../lib/pool/permitFor.ts'
import { proveTerms } from '../../lib/pool/proveTerms.ts'
import { type PoolView, readPool } from '../../lib/pool/readPool.ts'
import { sendToPools } from '../../lib/pool/sendToPools.ts'
import { parseTokens } from '../../output/amounts.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

const readTermsHash = (options: Options): Hex => {
  const value = options.text('terms-hash').toLowerCase()
  if (isHashText(value)) return value
  throw new OptionInvalidError({ option: '--terms-hash', reason: 'must be 0x and 64 hex digits', value })
}

/** Refuses what the contract would, with what is needed to do better. */
const check = (pool: PoolView, termsHash: Hex, now: number): void => {
  const { poolId, state, isOver } = pool
  if (state === 'Registered') {
    const advice = 'A contributor may hand a place over: npm run muster -- pool transfer'
    throw new PoolNotOpenError({ poolId, reason: 'its node is registered', advice })
  }
  if (isOver) {
    const advice = 'Who contributed can withdraw at once; the operator can open another pool.'
    throw new PoolNotOpenError({ poolId, reason: whyOver(pool), advice })
  }
  if (pool.termsHash !== termsHash) {
    const terms = formatTable(describeTerms(pool, now))
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

/** Contributes to a pool. */
export const contribute: Command = async (args) => {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { ...SENDING_OPTIONS, amount: text, 'terms-hash': text, beneficiary: text },
  })
  const options = createOptions(values)
  const poolId = readPoolId(positionals)
  const amount = parseTokens('--amount', options.text('amount'))
  const termsHash = readTermsHash(options)
  const named = values.beneficiary === undefined ? undefined : options.address('beneficiary')
  const account = await readAccount(options.text('account-key-file'))
  const opened = await openPools(options)
  const now = opened.newest.timestamp
  const pool = await readPool(opened, poolId)
  check(pool, termsHash, now)
  await checkBounds(opened, poolId, account.address, amount)
  const reservations = await proveTerms(opened, pool)
  const permit = await permitFor(opened, account, amount)

  // The contract replaces an earlier choice: who only adds to a contribution keeps it.
  const self = account.address.toLowerCase() as Hex
  const place = pool.places.find(({ contributor }) => contributor === self)
  const beneficiary = named ?? place?.beneficiary ?? self
  const data = encodeFunctionData({
    abi: contributionPoolsAbi,
    functionName: 'contribute',
    args: [poolId, termsHash, amount, beneficiary, permit],
  })
  process.stdout.write(`Contributing ${describeTokens(amount)} to pool ${poolId}, on these terms:\n\n`)
  process.stdout.write(`${formatTable(describeTerms(pool, now, reservations))}\n`)
  const would = `contribute ${describeTokens(amount)} to pool ${poolId}`
  const receipt = await sendToPools(opened, { account, data, would, isDryRun: options.flag('dry-run') })
  if (!receipt) return 0
  const [log] = parseEventLogs({ abi: contributionPoolsAbi, eventName: 'Contributed', logs: receipt.logs })
  if (!log) throw new RangeError(`The receipt of ${receipt.transactionHash} says nothing of a contribution.`)
  const missing = pool.requirement - log.args.total
  process.stdout.write(
    `Contributed.\n\n${formatTable([
      ['beneficiary', beneficiary],
      ['pool has', `${describeTokens(log.args.total)} of ${describeTokens(pool.requirement)}`],
      ['missing', missing === 0n ? 'nothing: anyone may finalize the pool now' : describeTokens(missing)],
      ...describeSent(receipt),
    ])}`,
  )
  return 0
}

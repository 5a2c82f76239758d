import { createInterface } from 'node:readline/promises'
import { formatEther, type Hex, type TransactionReceipt } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type Row, table } from '../../output/blocks.ts'
import type { JsonObject } from '../../output/json.ts'
import type { Connection } from '../input/connect.ts'
import type { Options } from '../input/options.ts'
import { isLocalChain, nameChain } from './chainNames.ts'
import { ConfirmationMissingError, InterruptedError, NetworkNotNamedError, NotConfirmedError } from './confirmErrors.ts'
import type { Registry } from './openRegistry.ts'
import { type Call, sendCall, tryCall } from './sendCall.ts'

/** A call and its effect in words, such as "withdraw 5 tokens from pool 1". */
export type PlannedCall = Omit<Call, 'account'> & {
  readonly account: PrivateKeyAccount
  readonly would: string
  /** Further lines of the summary. */
  readonly details?: readonly Row[]
}

/** Result of a planned call. */
export type Sent =
  | { readonly isDryRun: true; readonly would: string; readonly gas: bigint }
  | { readonly isDryRun: false; readonly receipt: TransactionReceipt }

/** The input of a command that sends. */
export type SendingOptions = Connection & { readonly options: Options }

/** The part of an opened registry that sending needs. */
export type SendingRegistry = Pick<Registry, 'client' | 'chainId' | 'registry'>

const profileText = ({ network: { profile } }: Connection): string =>
  profile === undefined ? 'none: flags name the network' : `${profile.name} (${profile.source})`

/** The lines that every summary begins with. */
const describeNetwork = (sending: SendingOptions, { chainId, registry }: SendingRegistry, account: Hex): Row[] => [
  ['profile', profileText(sending)],
  ['chain', nameChain(Number(chainId))],
  ['account', account.toLowerCase()],
  ['registry', registry],
]

/** Asks on the terminal. The end of the input counts as no. @throws InterruptedError on Ctrl-C */
const ask = async (question: string): Promise<boolean> => {
  const reader = createInterface({ input: process.stdin, output: process.stderr })
  // A question of readline stays open for ever when its input ends.
  const ended = new Promise<string>((resolve, reject) => {
    reader.once('SIGINT', () => reject(new InterruptedError()))
    reader.once('close', () => resolve(''))
  })
  try {
    const answer = await Promise.race([reader.question(question), ended])
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    reader.close()
  }
}

/**
 * Asks before a transaction is sent to a chain that is not local. A caller without a terminal must say `--yes`.
 *
 * @throws NetworkNotNamedError, ConfirmationMissingError, NotConfirmedError
 */
const confirm = async ({ network, options }: SendingOptions, { chainId }: SendingRegistry): Promise<void> => {
  const [rpcUrl = ''] = network.get('rpc')
  if (isLocalChain(Number(chainId), rpcUrl)) return
  const chain = nameChain(Number(chainId))
  if (options.flag('yes')) {
    if (!network.isNamedInCall) throw new NetworkNotNamedError({ chain, profile: network.profile?.name })
    return
  }
  if (!process.stdin.isTTY) throw new ConfirmationMissingError({ chain, profile: network.profile?.name })
  if (!(await ask('Send it? [y/N] '))) throw new NotConfirmedError()
}

/**
 * Tries a call out, shows what it does and costs, asks if the chain is not local, and sends it. With `--dry-run` nothing
 * is sent.
 *
 * @throws CallRevertedError before anything is sent; NetworkNotNamedError, ConfirmationMissingError, NotConfirmedError,
 * TransactionRevertedError, RpcFailedError
 */
export const send = async (
  sending: SendingOptions,
  registry: SendingRegistry,
  { would, details = [], ...call }: PlannedCall,
): Promise<Sent> => {
  const { client } = registry
  const { options, output } = sending
  const gas = await tryCall(client, call)
  const { maxFeePerGas } = await client.estimateFeesPerGas()
  const fee = gas * maxFeePerGas
  const rows: Row[] = [
    ...describeNetwork(sending, registry, call.account.address),
    ['does', would],
    ...details,
    ['gas', `about ${gas.toLocaleString('en')}`],
    ['fee', `at most ${formatEther(fee)} of the chain's currency`],
  ]
  output.note('Transaction', [table(rows)], { summary: Object.fromEntries(rows), gas, fee })
  if (options.flag('dry-run')) return { isDryRun: true, would, gas }
  await confirm(sending, registry)
  // Signed for the chain that was checked, whatever the endpoint says now.
  const signed = { ...call, chainId: Number(registry.chainId) }
  const receipt = await sendCall(client, signed, (hash) => output.note(`sent ${hash}`))
  return { isDryRun: false, receipt }
}

/** A transaction as JSON: `transaction` is null after a dry run, and `dryRun` is null after sending. */
export const sentData = (sent: Sent) =>
  sent.isDryRun
    ? { transaction: null, dryRun: { would: sent.would, gas: sent.gas } }
    : { transaction: transactionData(sent.receipt), dryRun: null }

/** A sent transaction as JSON. */
const transactionData = ({ transactionHash, blockNumber, gasUsed }: TransactionReceipt) => ({
  hash: transactionHash,
  block: blockNumber,
  gasUsed,
})

/** Shape of `sentData`. */
export type SentData = {
  readonly transaction: { readonly hash: Hex; readonly block: bigint; readonly gasUsed: bigint } | null
  readonly dryRun: { readonly would: string; readonly gas: bigint } | null
} & JsonObject

/** Rows that name a transaction and its cost. */
export const transactionRows = ({ transaction }: Pick<SentData, 'transaction'>): Row[] =>
  transaction === null
    ? []
    : [
        ['transaction', transaction.hash],
        ['gas used', transaction.gasUsed.toLocaleString('en')],
      ]

/** The sentence of a dry run; undefined if the transaction was sent. */
export const dryRunText = ({ dryRun }: Pick<SentData, 'dryRun'>): string | undefined =>
  dryRun === null
    ? undefined
    : `It would ${dryRun.would}, for about ${dryRun.gas.toLocaleString('en')} gas. Nothing was sent.`

import { describeTokens, formatTokens } from '../../../shared/format/amounts.ts'
import { LifeStepLateError } from './errors.ts'

/** Epochs that a node earns before the first claim. */
const EARNING_EPOCHS = 4

/** Longest wait for the activation, epochs. The demo's round is at most two epochs away, and its keeper looks often. */
const ACTIVATION_EPOCHS_MAX = 20

/** Longest wait for the exit, epochs: the demo's exit delay is 24. */
const EXIT_EPOCHS_MAX = 40

/** Milliseconds between two looks at the chain. */
const LOOK_MS = 2_000

const MS_PER_SECOND = 1_000

/** Fee of the pool in basis points. */
const FEE_BPS = 500

/** A public address. It belongs to an unrelated owner: nothing connects to it. */
const NODE_IP = '45.1.2.3'
const RPC_PORT = 22_021
const QUIC_PORT = 20_201

/** Result of a command with `--json`. */
export type CommandResult = Readonly<Record<string, unknown>>

/** A step of a node's life. `seconds`: since the begin. */
export type LifeStep = { readonly seconds: number; readonly step: string; readonly outcome: string }

export type PlayLifeArgs = {
  /** Runs `muster` with these words. @returns its JSON. @throws LifeStepFailedError */
  readonly muster: (words: readonly string[]) => Promise<CommandResult>
  /** Key files of the pool's operator and of its contributor. */
  readonly accounts: { readonly operator: string; readonly contributor: string }
  /** Key files of the node. */
  readonly nodeKeys: { readonly bls: string; readonly ed25519: string }
  readonly epochSeconds: number
  readonly nowMs: () => number
  readonly sleep: (ms: number) => Promise<void>
  /** Told of each step when it is done. */
  readonly onStep: (step: LifeStep) => void
}

/**
 * Plays the life of one node by commands alone: two operators fill a pool, its node is registered, becomes active,
 * earns, leaves, and its stake is paid back. A keeper publishes the round and activates the node, such as the demo's
 * keeper does.
 *
 * @returns all steps
 * @throws LifeStepFailedError, LifeStepLateError
 */
export const playLife = async (args: PlayLifeArgs): Promise<readonly LifeStep[]> => {
  const { accounts } = args
  const steps: LifeStep[] = []
  const startedAt = args.nowMs()
  const done = (step: string, outcome: string): void => {
    const seconds = (args.nowMs() - startedAt) / MS_PER_SECOND
    steps.push({ seconds, step, outcome })
    args.onStep({ seconds, step, outcome })
  }
  const as = (account: string, ...words: string[]) => args.muster([...words, '--account-key-file', account])
  const claim = async (step: string, poolId: string): Promise<void> => {
    const paid = await Promise.all(
      [accounts.operator, accounts.contributor].map(async (account) =>
        paidBy(await as(account, 'pool', 'claim', '--pool', poolId)),
      ),
    )
    done(step, paid.map((amount, index) => `operator ${index + 1} got ${describeTokens(amount)}`).join(', '))
  }

  const { poolId, nodeId } = await registerThroughPool(args, done)
  const show = (): Promise<CommandResult> => args.muster(['node', 'show', nodeId])
  await until(args, { what: `node ${nodeId} is Active`, epochs: ACTIVATION_EPOCHS_MAX }, async () => {
    const { status } = await show()
    return status === 'Active'
  })
  done('node show', `node ${nodeId} is Active: it is in the next list, and earns`)

  await args.sleep(EARNING_EPOCHS * args.epochSeconds * MS_PER_SECOND)
  const { accrued } = await show()
  done('node show', `node ${nodeId} has earned ${describeTokens(BigInt(String(accrued)))} in ${EARNING_EPOCHS} epochs`)
  await claim('pool claim', poolId)

  await as(accounts.operator, 'pool', 'request-exit', poolId)
  done('pool request-exit', `node ${nodeId} leaves when the exit delay is over, and earns until then`)
  await until(args, { what: `the exit of node ${nodeId} is due`, epochs: EXIT_EPOCHS_MAX }, async () =>
    offers(await show(), `node exit ${nodeId}`),
  )
  const left = await as(accounts.contributor, 'node', 'exit', nodeId)
  done('node exit', `${describeTokens(principalOf(left))} went back to the pool`)
  await claim('pool claim', poolId)
  return steps
}

type Done = (step: string, outcome: string) => void

/** Opens a pool, fills it and registers its node. */
const registerThroughPool = async ({ muster, accounts, nodeKeys }: PlayLifeArgs, done: Done) => {
  const as = (account: string, ...words: string[]) => muster([...words, '--account-key-file', account])
  const keys = ['--bls-key-file', nodeKeys.bls, '--ed25519-key-file', nodeKeys.ed25519]
  const endpoint = ['--ip', NODE_IP, '--rpc-port', String(RPC_PORT), '--quic-port', String(QUIC_PORT)]
  const opened = await as(accounts.operator, 'pool', 'open', '--fee-bps', String(FEE_BPS), ...keys, ...endpoint)
  const { poolId, termsHash } = opened['pool'] as { readonly poolId: string; readonly termsHash: string }
  const [amount, requirement] = [BigInt(String(opened['amount'])), BigInt(String(opened['requirement']))]
  done('pool open', `pool ${poolId} is open with ${describeTokens(amount)} of ${describeTokens(requirement)}`)

  const rest = requirement - amount
  const terms = ['--amount', formatTokens(rest), '--terms-hash', termsHash]
  await as(accounts.contributor, 'pool', 'contribute', poolId, ...terms)
  done('pool contribute', `pool ${poolId} is full: ${describeTokens(rest)} came from operator 2`)

  const finalized = await as(accounts.contributor, 'pool', 'finalize', poolId)
  const { nodeId } = finalized['node'] as { readonly nodeId: number }
  done('pool finalize', `node ${nodeId} is registered, and waits for its round of the beacon`)
  return { poolId, nodeId: String(nodeId) }
}

type Wait = { readonly what: string; readonly epochs: number }

/** Looks until something is so. @throws LifeStepLateError */
const until = async (
  { nowMs, sleep, epochSeconds }: PlayLifeArgs,
  { what, epochs }: Wait,
  isSo: () => Promise<boolean>,
): Promise<void> => {
  const seconds = epochs * epochSeconds
  const end = nowMs() + seconds * MS_PER_SECOND
  while (!(await isSo())) {
    if (nowMs() > end) throw new LifeStepLateError({ what, seconds })
    await sleep(LOOK_MS)
  }
}

/** Whether a result names a command as one that can be run next. */
const offers = ({ next }: CommandResult, command: string): boolean =>
  (next as readonly { readonly command: string }[]).some((each) => each.command.includes(` ${command}`))

const paidBy = ({ claims }: CommandResult): bigint =>
  (claims as readonly { readonly paid: string }[]).reduce((sum, { paid }) => sum + BigInt(paid), 0n)

const principalOf = ({ paid }: CommandResult): bigint => BigInt((paid as { readonly principal: string }).principal)

import { type Hex, parseEther } from 'viem'
import { compareAccrued, compareAll, compareTouched } from './compare.ts'
import { createModel, type Model } from './createModel.ts'
import { createRandom } from './createRandom.ts'
import { createDrawer } from './draw/drawOperation.ts'
import { createDriver, type Driver } from './driver/createDriver.ts'
import { hashTerms } from './driver/encodePoolCall.ts'
import { DifferenceError, OperationFailedError } from './errors.ts'
import { expectSame } from './expectSame.ts'
import type { Call, Operation } from './operation.ts'
import { compareReplay } from './replay/compareReplay.ts'
import type { Observed, Refusal } from './rule.ts'
import { createState, type ModelState, reach } from './state.ts'
import { touchedBy } from './touchedBy.ts'

const EPOCH_SECONDS = 3_600
/** Lengths of the launch, from none to the longest. */
const LAUNCHES_SECONDS = [0, 86_400, 14 * 86_400, 30 * 86_400]
/** More than the slots of a pool. */
const ACTORS = 12

/** Operations between two full comparisons, which also rebuild the state from the log. */
const FULL_COMPARISON_EVERY = 1_000

/** Tokens of each actor at the start: some 200 stakes. The last one is poor. */
const ACTOR_TOKENS = parseEther('5000000')
const POOR_TOKENS = parseEther('30000')

/** Count of each outcome: `ok`, or the name of the error. */
export type Outcomes = Map<string, Map<string, number>>

export type DifferentialResult = {
  readonly operations: number
  readonly nodes: number
  readonly outcomes: Outcomes
  readonly reached: ReadonlyMap<string, number>
  readonly launchSeconds: number
}

export type DifferentialOptions = {
  readonly seed: string
  readonly operations: number
  readonly onProgress?: (done: number) => void
}

/**
 * Runs random operations on the contracts and on the model, and compares after each.
 *
 * @throws OperationFailedError at the first difference, with the seed and the operation's number
 */
export const runDifferential = async (options: DifferentialOptions): Promise<DifferentialResult> => {
  const { seed, operations, onProgress = () => undefined } = options
  const random = createRandom(seed)
  const launchSeconds = random.pick(LAUNCHES_SECONDS)
  const driver = await createDriver({ seed, epochSeconds: EPOCH_SECONDS, launchSeconds, actors: ACTORS })
  try {
    const model = createModel(await createStart(driver))
    const draw = createDrawer(random, driver.actors)
    const outcomes: Outcomes = new Map()
    for (let done = 1; done <= operations; done++) {
      const operation = await draw(model, driver.head())
      try {
        count(outcomes, operation.call, await carryOut(model, driver, operation))
        if (done % FULL_COMPARISON_EVERY === 0 || done === operations) await compareEverything(model.state, driver)
      } catch (cause) {
        throw new OperationFailedError({ seed, operation: done, call: operation, cause })
      }
      onProgress(done)
    }
    const { reached, nodes } = model.state
    return { operations, nodes: nodes.size, outcomes, reached, launchSeconds }
  } finally {
    await driver.close()
  }
}

/** The contracts, the model, and the state that the log alone gives. */
const compareEverything = async (state: ModelState, driver: Driver): Promise<void> => {
  await compareAll(state, driver)
  await compareAccrued(state, driver)
  const rebuilt = await compareReplay(driver)
  expectSame('the freed leaves', state.freed, rebuilt.freed)
}

/** Tokens for every actor, and the model of the contracts as deployed. */
const createStart = async (driver: Driver): Promise<ModelState> => {
  const { actors, governor, deployment, views, keyring, beacons, scheduleId, registrationHash } = driver
  for (const [index, to] of actors.entries()) {
    const amount = index === actors.length - 1 ? POOR_TOKENS : ACTOR_TOKENS
    await driver.send({ delaySeconds: 1, call: { kind: 'transfer', sender: governor, to, amount } })
  }
  const balances = new Map<Hex, bigint>()
  for (const account of [governor, ...actors]) balances.set(account, await views.balance(account))
  const { registry, token, rewardsPool, contributionPools, signerSets, accessManager, epochSeconds } = deployment
  const world = {
    registry,
    token,
    rewardsPool,
    contributionPools,
    signerSets,
    accessManager,
    governor,
    epochSeconds,
    launchEnd: await views.launchEnd(),
    rewardRate: await views.rewardRate(),
    fullEmissionNodes: await views.fullEmissionNodes(),
    keyring,
    beacons,
    scheduleId,
    termsHash: hashTerms,
    registrationHash,
  }
  const parameters = await views.parameters()
  const parametersChangeableFrom = await views.parametersChangeableFrom()
  return createState(world, { parameters, parametersChangeableFrom, time: driver.head().time, balances })
}

/** @returns the name of the error, or `ok` */
const carryOut = async (model: Model, driver: Driver, operation: Operation): Promise<string> => {
  const { call } = operation
  const head = driver.head()
  const block = { number: head.number + 1n, time: head.time + operation.delaySeconds }
  const expected = await model.refusals(call, block)
  const sent = await driver.send(operation)
  compareOutcome(expected, sent.refused)
  const touched = touchedBy(model.state, call)
  if (sent.refused === undefined) await model.apply(call, block, await observe(driver, touched.paid))
  await compareTouched(model.state, driver, touched)
  if (sent.refused !== undefined) noteRefusal(model.state, call, sent.refused)
  return sent.refused?.name ?? 'ok'
}

/** Refusals that a run must have met. */
const noteRefusal = (state: ModelState, call: Call, { name, args }: Refusal): void => {
  reach(state, `refused: ${name}`)
  if (call.kind === 'finalize' && KEYS_USED.has(name)) reach(state, "pool's keys used first")
  if (name !== 'KeyReplaced') return
  const operation = call.kind === 'quorum' ? call.terms.action : call.kind
  const identities = [
    ...('ed25519Key' in call ? [call.ed25519Key] : []),
    ...('previousEd25519Key' in call ? [call.previousEd25519Key] : []),
  ]
  const kind = identities.some((identity) => identity === args[1]) ? 'Ed25519' : 'BLS'
  reach(state, `replaced ${kind} key refused`)
  reach(state, `replaced ${kind} key refused by ${operation}`)
}

/** Reason why a full pool cannot be registered before its operator sets other keys. */
const KEYS_USED: ReadonlySet<string> = new Set(['Ed25519KeyUsed', 'BlsKeyUsed'])

/** The error must be one of those predicted, with its arguments. Without a prediction, the call must succeed. */
const compareOutcome = (expected: readonly Refusal[], actual: Refusal | undefined): void => {
  if (actual === undefined && expected.length === 0) return
  const foretold = expected.some((reason) => actual !== undefined && matches(reason, actual))
  if (!foretold) throw new DifferenceError({ what: 'the outcome', expected, actual: actual ?? 'ok' })
}

const matches = (reason: Refusal, actual: Refusal): boolean =>
  reason.name === actual.name &&
  reason.args.length === actual.args.length &&
  reason.args.every((arg, index) => arg === undefined || plain(arg) === plain(actual.args[index]))

/** Small integers come as numbers, larger ones as bigints. */
const plain = (value: unknown): unknown => (typeof value === 'number' ? BigInt(value) : value)

const observe = async (driver: Driver, nodeIds: Iterable<number>): Promise<Observed> => {
  const rewardsPaid = new Map<number, bigint>()
  for (const nodeId of nodeIds) rewardsPaid.set(nodeId, (await driver.views.rewardAccount(nodeId)).paid)
  return { rewardsPaid }
}

const count = (outcomes: Outcomes, call: Call, outcome: string): void => {
  const operation = call.kind === 'quorum' ? call.terms.action : call.kind
  const row = outcomes.get(operation) ?? new Map<string, number>()
  row.set(outcome, (row.get(outcome) ?? 0) + 1)
  outcomes.set(operation, row)
}

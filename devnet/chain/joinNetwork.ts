import { encodeFunctionData, type Hex, parseEventLogs, type TransactionReceipt } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { Deployment } from '../../deploy/deploy.ts'
import { chunk } from '../../shared/chunk.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../shared/contracts/stakingTokenAbi.ts'
import { mapBounded } from '../../shared/mapBounded.ts'
import { splitTicket } from '../../shared/serviceNode/ticket.ts'
import { blsPublicKey } from '../../shared/signing/bls.ts'
import { makeRegistration, type RegistrationPlan } from '../../shared/signing/registration.ts'
import { type ChainClient, fundGas } from './chainClient.ts'
import { createChainSigner } from './createChainSigner.ts'
import { encodeLocalRound } from './publishRounds.ts'
import { mineBatch } from './sendBatch.ts'
import { signPermit } from './signPermit.ts'

/** Gas limit of a transaction: well above its use, and so low that a batch fits the block of a local chain. */
const REGISTER_GAS = 900_000n
const PUBLISH_GAS = 250_000n
const ACTIVATE_GAS = 500_000n
const TRANSFER_GAS = 80_000n

/** Transactions to a block: 30 × 900,000 stays below the 30 million of anvil's default block. */
const BATCH = 30

const MAX_FEE_PER_GAS = 100_000_000_000n

export type JoinOptions = {
  readonly client: ChainClient
  readonly deployment: Deployment
  readonly plans: readonly RegistrationPlan[]
  /** Called after each batch with the stage and the nodes done. */
  readonly onProgress?: (stage: JoinStage, done: number, total: number) => void
}

export type JoinStage = 'fund' | 'sign' | 'register' | 'publish' | 'activate'

/** Cost of joining: gas of each transaction, and seconds of each stage. */
export type JoinReport = {
  readonly nodeIds: readonly number[]
  /** Rounds of the beacon that the nodes drew from. */
  readonly rounds: readonly number[]
  readonly registerGas: readonly bigint[]
  readonly publishGas: readonly bigint[]
  readonly activateGas: readonly bigint[]
  readonly seconds: Readonly<Record<JoinStage, number>>
}

/**
 * Registers and activates nodes through the real contracts on a local chain. Funds each operator, signs every proof of
 * possession and permit, and sends each join as its operator. Then moves the clock past the activation delay, publishes
 * the rounds of the tickets, and activates. Automining is off meanwhile and on again afterwards.
 */
export const joinNetwork = async (options: JoinOptions): Promise<JoinReport> => {
  const { client, onProgress = () => undefined } = options
  const seconds: Record<JoinStage, number> = { fund: 0, sign: 0, register: 0, publish: 0, activate: 0 }
  const timed = async <T>(stage: JoinStage, task: (progress: (done: number) => void) => Promise<T>): Promise<T> => {
    const startedAt = performance.now()
    const result = await task((done) => onProgress(stage, done, options.plans.length))
    seconds[stage] = (performance.now() - startedAt) / 1_000
    return result
  }
  await client.setAutomine(false)
  try {
    const stake = (
      await client.readContract({
        address: options.deployment.registry,
        abi: serviceNodeRegistryAbi,
        functionName: 'parameters',
      })
    ).stakingRequirement
    await timed('fund', (progress) => fundOperators(options, stake, progress))
    const calls = await timed('sign', (progress) => signJoins(options, stake, progress))
    const registered = await timed('register', (progress) => sendRegistrations(options, calls, progress))
    const { nodeIds, registerGas, rounds } = registered
    const publishGas = await timed('publish', () => publishRounds(options, registered))
    const activateGas = await timed('activate', (progress) => activateNodes(options, nodeIds, progress))
    return { nodeIds, rounds, registerGas, publishGas, activateGas, seconds }
  } finally {
    await client.setAutomine(true)
  }
}

/** Gives each operator gas money and the stake of all its nodes. */
const fundOperators = async (
  { client, deployment, plans }: JoinOptions,
  stake: bigint,
  progress: (done: number) => void,
): Promise<void> => {
  const nodesOf = new Map<Hex, number>()
  for (const { operator } of plans) nodesOf.set(operator.address, (nodesOf.get(operator.address) ?? 0) + 1)
  const operators = [...nodesOf]
  await mapBounded(operators, ([operator]) => fundGas(client, operator))
  let done = 0
  const transfer = ([operator, count]: readonly [Hex, number]): Call => {
    done += count
    const args = [operator, stake * BigInt(count)] as const
    const data = encodeFunctionData({ abi: stakingTokenAbi, functionName: 'transfer', args })
    return { to: deployment.token, data, gas: TRANSFER_GAS }
  }
  await sendAsDeployer(client, operators, transfer, () => progress(done))
}

type SignedJoin = { readonly operator: PrivateKeyAccount; readonly data: Hex; readonly nonce: number }

/** Makes each operator's calls. Permit and transaction nonces count up per operator. */
const signJoins = async (
  { client, deployment, plans }: JoinOptions,
  stake: bigint,
  progress: (done: number) => void,
): Promise<SignedJoin[]> => {
  const firstNonces = new Map<Hex, { permit: bigint; transaction: number }>()
  await mapBounded([...new Set(plans.map(({ operator }) => operator.address))], async (address) => {
    const [permit, transaction] = await Promise.all([
      client.readContract({
        address: deployment.token,
        abi: stakingTokenAbi,
        functionName: 'nonces',
        args: [address],
      }),
      client.getTransactionCount({ address }),
    ])
    firstNonces.set(address, { permit, transaction })
  })
  const joinsOf = new Map<Hex, number>()
  const positions = plans.map(({ operator }) => {
    const position = joinsOf.get(operator.address) ?? 0
    joinsOf.set(operator.address, position + 1)
    return position
  })
  const sign = createChainSigner(client)
  let done = 0
  return mapBounded(plans, async (plan, index) => {
    const first = firstNonces.get(plan.operator.address)
    if (!first) throw new Error(`No nonces were read for ${plan.operator.address}.`)
    const position = positions[index] as number
    const registration = await makeRegistration(deployment, plan, sign)
    const permit = await signPermit(client, deployment, plan.operator, stake, first.permit + BigInt(position))
    progress(++done)
    return {
      operator: plan.operator,
      nonce: first.transaction + position,
      data: encodeFunctionData({
        abi: serviceNodeRegistryAbi,
        functionName: 'register',
        args: [registration, '0x', stake, permit],
      }),
    }
  })
}

/** `activatableAt`: unix seconds; the latest of all nodes. */
type Registered = Pick<JoinReport, 'nodeIds' | 'registerGas' | 'rounds'> & { readonly activatableAt: number }

const sendRegistrations = async (
  { client, deployment }: JoinOptions,
  joins: readonly SignedJoin[],
  progress: (done: number) => void,
): Promise<Registered> => {
  const receipts: TransactionReceipt[] = []
  for (const batch of chunk(joins, BATCH)) {
    const transactions = await mapBounded(batch, ({ operator, data, nonce }) =>
      signCall(client, operator, { to: deployment.registry, data, gas: REGISTER_GAS, nonce }),
    )
    receipts.push(...(await mineBatch(client, transactions)))
    progress(receipts.length)
  }
  const logs = parseEventLogs({
    abi: serviceNodeRegistryAbi,
    eventName: 'ServiceNodeRegistered',
    logs: receipts.flatMap((receipt) => receipt.logs),
  })
  return {
    registerGas: receipts.map(({ gasUsed }) => gasUsed),
    nodeIds: logs.map(({ args }) => args.nodeId),
    rounds: [...new Set(logs.map(({ args }) => splitTicket(args.ticket).round))],
    activatableAt: Math.max(0, ...logs.map(({ args }) => args.activatableAt)),
  }
}

/** Moves the clock to the time when all nodes can be activated, and publishes the rounds of their tickets. */
const publishRounds = async (
  { client, deployment }: JoinOptions,
  { rounds, activatableAt }: Registered,
): Promise<bigint[]> => {
  const { timestamp } = await client.getBlock()
  const earliest = BigInt(activatableAt)
  await client.setNextBlockTimestamp({ timestamp: earliest > timestamp ? earliest : timestamp + 1n })
  const publish = (round: number): Call => ({
    to: deployment.randomness,
    data: encodeLocalRound(round),
    gas: PUBLISH_GAS,
  })
  return sendAsDeployer(client, rounds, publish)
}

const activateNodes = (
  { client, deployment, plans }: JoinOptions,
  nodeIds: readonly number[],
  progress: (done: number) => void,
): Promise<bigint[]> => {
  const activate = (plan: RegistrationPlan, index: number): Call => {
    const args = [nodeIds[index] as number, blsPublicKey(plan.blsSecretKey), plan.ed25519Key] as const
    const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'activate', args })
    return { to: deployment.registry, data, gas: ACTIVATE_GAS }
  }
  return sendAsDeployer(client, plans, activate, progress)
}

type Call = { readonly to: Hex; readonly data: Hex; readonly gas: bigint }

/**
 * Sends a call of the chain's own account for each item, a block for each batch. The calls of a batch are made just before it
 * is sent: all at once, thousands of keys would hold up the process.
 *
 * @param progress called after each batch with the number of calls sent
 * @returns gas of each transaction
 */
const sendAsDeployer = async <Item>(
  client: ChainClient,
  items: readonly Item[],
  callOf: (item: Item, index: number) => Call,
  progress: (sent: number) => void = () => undefined,
): Promise<bigint[]> => {
  let nonce = await client.getTransactionCount({ address: client.account.address })
  const gasUsed: bigint[] = []
  for (const batch of chunk(items, BATCH)) {
    const transactions: Hex[] = []
    for (const item of batch) {
      const call = callOf(item, gasUsed.length + transactions.length)
      transactions.push(await signCall(client, client.account as PrivateKeyAccount, { ...call, nonce: nonce++ }))
    }
    const receipts = await mineBatch(client, transactions)
    gasUsed.push(...receipts.map((receipt) => receipt.gasUsed))
    progress(gasUsed.length)
  }
  return gasUsed
}

const signCall = (client: ChainClient, account: PrivateKeyAccount, call: Call & { nonce: number }): Promise<Hex> =>
  account.signTransaction({
    ...call,
    chainId: client.chain.id,
    type: 'eip1559',
    maxFeePerGas: MAX_FEE_PER_GAS,
    maxPriorityFeePerGas: 0n,
  })

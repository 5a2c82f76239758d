import { encodeFunctionData, type Hex } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { Deployment } from '../../deploy/deploy.ts'
import { chunk } from '../../shared/chunk.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../shared/contracts/stakingTokenAbi.ts'
import { mapBounded } from '../../shared/mapBounded.ts'
import { blsPublicKey } from '../../shared/signing/bls.ts'
import { makeRegistration, type RegistrationPlan } from '../../shared/signing/registration.ts'
import { type ChainClient, fundGas } from './chainClient.ts'
import { createChainSigner } from './createChainSigner.ts'
import { mineBatch } from './sendBatch.ts'
import { signPermit } from './signPermit.ts'

/** Gas limit of a transaction: well above its use, and so low that a batch fits the block of a local chain. */
const REGISTER_GAS = 900_000n
const ACTIVATE_GAS = 500_000n
const TRANSFER_GAS = 80_000n

/** Transactions to a block: 30 × 900,000 stays below the 30 million of anvil's default block. */
const BATCH = 30

/** Blocks after which the draw of a ticket can be read, see `BlockhashRandomness.LOOKAHEAD`. */
const DRAW_BLOCKS = 65

const MAX_FEE_PER_GAS = 100_000_000_000n

export type JoinOptions = {
  readonly client: ChainClient
  readonly deployment: Deployment
  readonly plans: readonly RegistrationPlan[]
  /** Called after each batch with the stage and the nodes done. */
  readonly onProgress?: (stage: JoinStage, done: number, total: number) => void
}

export type JoinStage = 'fund' | 'sign' | 'register' | 'activate'

/** Cost of joining: gas of each transaction, and seconds of each stage. */
export type JoinReport = {
  readonly nodeIds: readonly number[]
  readonly registerGas: readonly bigint[]
  readonly activateGas: readonly bigint[]
  readonly seconds: Readonly<Record<JoinStage, number>>
}

/**
 * Registers and activates nodes through the real contracts on a local chain. Funds each operator, signs every proof of
 * possession and permit, and sends each join as its operator. Then mines up to the draws, moves the clock past the
 * activation delay, and activates. Automining is off meanwhile and on again afterwards.
 */
export const joinNetwork = async (options: JoinOptions): Promise<JoinReport> => {
  const { client, onProgress = () => undefined } = options
  const seconds: Record<JoinStage, number> = { fund: 0, sign: 0, register: 0, activate: 0 }
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
    const activateGas = await timed('activate', (progress) => activateNodes(options, registered.nodeIds, progress))
    return { ...registered, activateGas, seconds }
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
  let nonce = await client.getTransactionCount({ address: client.account.address })
  let done = 0
  for (const batch of chunk(operators, BATCH)) {
    const transactions: Hex[] = []
    for (const [operator, count] of batch) {
      const data = encodeFunctionData({
        abi: stakingTokenAbi,
        functionName: 'transfer',
        args: [operator, stake * BigInt(count)],
      })
      const call = { to: deployment.token, data, gas: TRANSFER_GAS, nonce: nonce++ }
      transactions.push(await signCall(client, client.account as PrivateKeyAccount, call))
      done += count
    }
    await mineBatch(client, transactions)
    progress(done)
  }
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

const sendRegistrations = async (
  { client, deployment }: JoinOptions,
  joins: readonly SignedJoin[],
  progress: (done: number) => void,
): Promise<Pick<JoinReport, 'nodeIds' | 'registerGas'>> => {
  const firstId =
    (await client.readContract({
      address: deployment.registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'serviceNodeCount',
    })) + 1
  const registerGas: bigint[] = []
  for (const batch of chunk(joins, BATCH)) {
    const transactions = await mapBounded(batch, ({ operator, data, nonce }) =>
      signCall(client, operator, { to: deployment.registry, data, gas: REGISTER_GAS, nonce }),
    )
    const receipts = await mineBatch(client, transactions)
    registerGas.push(...receipts.map(({ gasUsed }) => gasUsed))
    progress(registerGas.length)
  }
  return { registerGas, nodeIds: joins.map((_, index) => firstId + index) }
}

const activateNodes = async (
  { client, deployment, plans }: JoinOptions,
  nodeIds: readonly number[],
  progress: (done: number) => void,
): Promise<bigint[]> => {
  // One by one: the proofs of blocks made in bulk may not match their state roots.
  for (let block = 0; block < DRAW_BLOCKS; block++) await client.mine({ blocks: 1 })
  const { activatableAt } = await client.readContract({
    address: deployment.registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'serviceNode',
    args: [nodeIds.at(-1) ?? 0],
  })
  const { timestamp } = await client.getBlock()
  const earliest = BigInt(activatableAt)
  await client.setNextBlockTimestamp({ timestamp: earliest > timestamp ? earliest : timestamp + 1n })
  let nonce = await client.getTransactionCount({ address: client.account.address })
  const activateGas: bigint[] = []
  const joins = plans.map((plan, index) => ({ plan, nodeId: nodeIds[index] as number }))
  for (const batch of chunk(joins, BATCH)) {
    const transactions: Hex[] = []
    for (const { plan, nodeId } of batch) {
      const args = [nodeId, blsPublicKey(plan.blsSecretKey), plan.ed25519Key] as const
      const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'activate', args })
      const call = { to: deployment.registry, data, gas: ACTIVATE_GAS, nonce: nonce++ }
      transactions.push(await signCall(client, client.account as PrivateKeyAccount, call))
    }
    const receipts = await mineBatch(client, transactions)
    activateGas.push(...receipts.map(({ gasUsed }) => gasUsed))
    progress(activateGas.length)
  }
  return activateGas
}

type Call = { readonly to: Hex; readonly data: Hex; readonly gas: bigint; readonly nonce: number }

const signCall = (client: ChainClient, account: PrivateKeyAccount, call: Call): Promise<Hex> =>
  account.signTransaction({
    ...call,
    chainId: client.chain.id,
    type: 'eip1559',
    maxFeePerGas: MAX_FEE_PER_GAS,
    maxPriorityFeePerGas: 0n,
  })

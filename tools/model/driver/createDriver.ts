import {
  type Abi,
  decodeErrorResult,
  decodeEventLog,
  encodeAbiParameters,
  type Hex,
  keccak256,
  numberToHex,
  parseAbi,
} from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type Deployment, deploy } from '../../../deploy/deploy.ts'
import { createProviderClient, fundGas } from '../../../devnet/chain/chainClient.ts'
import { seededAccount } from '../../../devnet/demo/seededKeys.ts'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { beaconRandomnessAbi } from '../../../shared/contracts/beaconRandomnessAbi.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { signerSetsAbi } from '../../../shared/contracts/signerSetsAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import type { Beacon } from '../beacon.ts'
import { createKeyring, type Keyring } from '../createKeyring.ts'
import type { Block, Change, Operation } from '../operation.ts'
import type { Registration } from '../registration.ts'
import type { Refusal } from '../rule.ts'
import { createBeacons, FIRST_WAITS } from './createBeacons.ts'
import { encodeCall, encodeChange } from './encodeCall.ts'
import { encodeOnce, type PoolEncoder } from './encodePoolCall.ts'
import { hashEncoded } from './encodeRegistration.ts'
import { readViews, type Views } from './readViews.ts'

/** Genesis, unix seconds. */
const START_TIME = 1_750_000_000

/** Active nodes that make a full network. A run begins with fewer, and later has more. */
const FULL_EMISSION_NODES = 6

/** Enough for the largest claim; Hardhat's block has room for it. */
const GAS = numberToHex(16_000_000)

/** Error of the BLS library for a point that is not on the curve. Our ABIs do not have it. */
const LIBRARY_ERRORS = parseAbi(['error PairingFailed()', 'error G1AddFailed()'])

/** One event with the time of its block. */
export type LogEntry = {
  readonly contract: 'registry' | 'rewardsPool' | 'token' | 'contributionPools'
  readonly name: string
  readonly args: Readonly<Record<string, unknown>>
  readonly time: number
}

export type Sent = { readonly block: Block; readonly refused: Refusal | undefined }

export type Driver = {
  readonly deployment: Deployment
  readonly keyring: Keyring
  readonly governor: Hex
  /** Accounts with keys, all but the governor. */
  readonly actors: readonly Hex[]
  readonly views: Views
  readonly beacons: readonly Beacon[]
  readonly scheduleId: (caller: Hex, change: Change) => Hex
  readonly registrationHash: (registration: Registration) => Promise<Hex>
  /** The newest block. */
  head(): Block
  /** Carries an operation out, in its own block, this many seconds after the newest one. Empty blocks likewise. */
  send(operation: Operation): Promise<Sent>
  /** The events of all contracts since their deployment, in order. */
  logs(): Promise<readonly LogEntry[]>
  /** Events of the registry in all receipts so far. */
  eventCount(): bigint
  /** A word of a contract's storage. */
  storageAt(contract: Hex, slot: bigint): Promise<Hex>
  close(): Promise<void>
}

export type DriverOptions = {
  readonly seed: string
  readonly epochSeconds: number
  readonly launchSeconds: number
  readonly actors: number
}

/** The real contracts on Hardhat's EVM in this process. */
export const createDriver = async (options: DriverOptions): Promise<Driver> => {
  const { seed, epochSeconds, launchSeconds, actors: actorCount } = options
  const chain = await startChain()
  const { client, request } = chain
  const governor = seededAccount(seed, 'governor').address.toLowerCase() as Hex
  const settings = {
    epochSeconds,
    launchSeconds,
    fullEmissionNodes: FULL_EMISSION_NODES,
    activationDelay: epochSeconds,
    exitDelay: 24 * epochSeconds,
    minQuorum: 4,
    governor,
    waits: FIRST_WAITS,
  }
  const deployment = await deploy(client, settings)
  await giveAllTokens(client, deployment, governor)
  const keyring = createKeyring(seed)
  const accounts = await createAccounts(chain, { seed, count: actorCount, governor })
  const stranger = seededAccount(seed, 'stranger')
  const accountOf = (address: Hex): PrivateKeyAccount => {
    const account = address === stranger.address ? stranger : accounts.get(address)
    if (account === undefined) throw new RangeError(`No key is known of ${address}.`)
    return account
  }
  const beacons = await createBeacons(client, deployment, seed)
  const signers = { keyring, accountOf, stranger: stranger.address }
  const encoder: PoolEncoder = { deployment, beacons, ...signers, encoded: new WeakMap() }
  const decodeRevert = createRevertDecoder()
  const blockTimes = new Map<bigint, number>()
  let head = await chain.newestBlock()
  const countEvents = (logs: readonly { address: string }[]): bigint =>
    BigInt(logs.filter(({ address }) => address.toLowerCase() === deployment.registry).length)
  let eventCount = countEvents(await client.getLogs({ address: deployment.registry, fromBlock: 0n }))

  const mine = async (blocks: number, intervalSeconds: number): Promise<void> => {
    await request('hardhat_mine', [numberToHex(blocks), numberToHex(intervalSeconds)])
    head = await chain.newestBlock()
  }
  const send = async ({ call, delaySeconds }: Operation): Promise<Sent> => {
    const block = { number: head.number + 1n, time: head.time + delaySeconds }
    await request('evm_setNextBlockTimestamp', [block.time])
    if (call.kind === 'mine') {
      await mine(call.blocks, call.intervalSeconds)
      return { block: head, refused: undefined }
    }
    const { to, data } = await encodeCall(encoder, call)
    head = block
    blockTimes.set(block.number, block.time)
    try {
      const hash = await request<Hex>('eth_sendTransaction', [{ from: call.sender, to, data, gas: GAS }])
      eventCount += countEvents((await client.getTransactionReceipt({ hash })).logs)
      return { block, refused: undefined }
    } catch (error) {
      return { block, refused: decodeRevert(error) }
    }
  }
  return {
    deployment,
    keyring,
    governor,
    actors: [...accounts.keys()],
    beacons: beacons.beacons,
    views: await readViews(client, deployment),
    scheduleId: (caller, change) =>
      keccak256(
        encodeAbiParameters(
          [{ type: 'address' }, { type: 'address' }, { type: 'bytes' }],
          [caller, deployment.registry, encodeChange(encoder, change).data],
        ),
      ),
    registrationHash: async (registration) => hashEncoded(await encodeOnce(encoder, registration)),
    head: () => head,
    send,
    logs: () => readLogs({ chain, deployment, blockTimes }),
    eventCount: () => eventCount,
    storageAt: (contract, slot) => request<Hex>('eth_getStorageAt', [contract, numberToHex(slot), 'latest']),
    close: chain.close,
  }
}

type Chain = Awaited<ReturnType<typeof startChain>>

/** The deployer ends without tokens, so the governor hands them out. */
const giveAllTokens = async (
  { account, readContract, writeContract }: Chain['client'],
  { token }: Deployment,
  to: Hex,
) => {
  const contract = { address: token, abi: stakingTokenAbi } as const
  const all = await readContract({ ...contract, functionName: 'balanceOf', args: [account.address] })
  await writeContract({ ...contract, functionName: 'transfer', args: [to, all] })
}

/** Accounts with keys. The chain sends for them, and for the governor, without a signature. */
const createAccounts = async (
  { client, request }: Chain,
  { seed, count, governor }: { seed: string; count: number; governor: Hex },
) => {
  const accounts = new Map<Hex, PrivateKeyAccount>()
  for (let index = 0; index < count; index++) {
    const account = seededAccount(seed, index)
    accounts.set(account.address.toLowerCase() as Hex, account)
  }
  for (const address of [governor, ...accounts.keys()]) {
    await fundGas(client, address)
    await request('hardhat_impersonateAccount', [address])
  }
  return accounts
}

const startChain = async () => {
  const { hardhatNetwork } = await import('../../support/hardhatNetwork.ts')
  const network = await hardhatNetwork()
  const { provider, close } = await network.create({
    network: 'default',
    override: {
      loggingEnabled: false,
      // Two operations in one second are tried too.
      allowBlocksWithSameTimestamp: true,
      initialDate: new Date(START_TIME * 1_000),
    },
  })
  const request = <T = unknown>(method: string, params: unknown[] = []): Promise<T> =>
    provider.request({ method, params }) as Promise<T>
  const client = createProviderClient({ request: provider.request.bind(provider) as never })
  return {
    client,
    request,
    newestBlock: async (): Promise<Block> => {
      const { number, timestamp } = await client.getBlock()
      return { number, time: Number(timestamp) }
    },
    close,
  }
}

/** Names the custom error of a refused transaction. Any other error is rethrown. */
const createRevertDecoder = (): ((error: unknown) => Refusal) => {
  const all: Abi = [
    ...serviceNodeRegistryAbi,
    ...stakingTokenAbi,
    ...accessManagerAbi,
    ...contributionPoolsAbi,
    ...rewardsPoolAbi,
    ...signerSetsAbi,
    ...beaconRandomnessAbi,
    ...LIBRARY_ERRORS,
  ]
  const errors = all.filter(({ type }) => type === 'error')
  return (error) => {
    const { data } = error as { data?: Hex }
    if (typeof data !== 'string' || data === '0x') throw error
    const { errorName, args } = decodeErrorResult({ abi: errors, data })
    const plain = (args ?? []).map((value) => (typeof value === 'string' ? value.toLowerCase() : value))
    return { name: errorName, args: plain }
  }
}

const readLogs = async (source: {
  chain: Chain
  deployment: Deployment
  blockTimes: ReadonlyMap<bigint, number>
}): Promise<LogEntry[]> => {
  const { client } = source.chain
  const { registry, rewardsPool, token, contributionPools } = source.deployment
  const abis: Record<LogEntry['contract'], Abi> = {
    registry: serviceNodeRegistryAbi,
    rewardsPool: rewardsPoolAbi,
    token: stakingTokenAbi,
    contributionPools: contributionPoolsAbi,
  }
  const contracts = new Map<string, LogEntry['contract']>([
    [registry, 'registry'],
    [rewardsPool, 'rewardsPool'],
    [token, 'token'],
    [contributionPools, 'contributionPools'],
  ])
  const entries: LogEntry[] = []
  for (const log of await client.getLogs({ address: [...contracts.keys()] as Hex[], fromBlock: 0n })) {
    const contract = contracts.get(log.address.toLowerCase()) ?? 'registry'
    const { eventName, args } = decodeEventLog({ abi: abis[contract], data: log.data, topics: log.topics })
    const time =
      source.blockTimes.get(log.blockNumber) ??
      Number((await client.getBlock({ blockNumber: log.blockNumber })).timestamp)
    entries.push({ contract, name: eventName ?? '', args: lower((args ?? {}) as Record<string, unknown>), time })
  }
  return entries
}

const lower = <T>(value: T): T => {
  if (typeof value === 'string') return value.toLowerCase() as T
  if (Array.isArray(value)) return value.map(lower) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, lower(inner)])) as T
}

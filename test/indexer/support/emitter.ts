import { setTimeout as sleep } from 'node:timers/promises'
import { type Abi, encodeDeployData, encodeFunctionData, type Hex, zeroAddress } from 'viem'
import type { Artifact } from '../../../deploy/artifact.ts'
import type { Network } from '../../../indexer/contracts.ts'
import type { TestChain } from '../../../tools/support/chain.ts'
import { readCompiled } from '../../helpers/readCompiled.ts'
import type { Entry } from './registryModel.ts'

const BLOCKS_BEFORE = 2

const MOCK = 'test/mocks/RegistryEventEmitter.sol'

/** Place of the count of events in the contribution pools. */
const POOLS_COUNTER = { slot: 0n, shift: 0n }
/** An access manager counts none: a slot that no proof is asked for. */
const MANAGER_COUNTER = { slot: 99n, shift: 0n }

/** Blocks of a local chain take 30 million gas by default; a transaction may use this much of it. */
const GAS: Hex = '0x1c00000'

/** anvil mines a moment after it took the transaction: two seconds are far more than it needs. */
const RECEIPT_POLL_MS = 5
const RECEIPT_POLLS_MAX = 400

export type Emitter = {
  readonly registry: Hex
  readonly deployBlock: bigint
  /** All contracts. Each is an emitter. */
  readonly network: Network
  /** Sends one transaction with these logs, and waits until it is mined. */
  emit(entries: readonly Entry[], root: Hex): Promise<void>
  /** The same without waiting, for when automining is off. */
  send(entries: readonly Entry[], root: Hex): Promise<Hex>
}

/** Deploys the emitter contracts: a registry that says whatever the test wants, and the contracts around it. */
export async function deployEmitter(chain: TestChain, epochSeconds: number): Promise<Emitter> {
  const [from = '0x'] = await chain.request<Hex[]>('eth_accounts')
  const contract = await readCompiled(`${MOCK}:RegistryEventEmitter`)
  const other = await readCompiled(`${MOCK}:EventEmitter`)
  // There are blocks before the first contract.
  await chain.mine(BLOCKS_BEFORE)
  const accessManager = await deploy(chain, from, other, [MANAGER_COUNTER.slot, MANAGER_COUNTER.shift])
  const { address: registry, block: deployBlock } = await deploy(chain, from, contract, [epochSeconds])
  const contributionPools = await deploy(chain, from, other, [POOLS_COUNTER.slot, POOLS_COUNTER.shift])
  const send = (entries: readonly Entry[], root: Hex) => {
    const logs = entries.map((entry) => ({ from: zeroAddress, ...entry }))
    const call = encodeFunctionData({ abi: contract.abi as Abi, functionName: 'emitLogs', args: [logs, root] })
    return chain.request<Hex>('eth_sendTransaction', [{ from, to: registry, data: call, gas: GAS }])
  }
  return {
    registry,
    deployBlock,
    network: {
      registry,
      deployBlock,
      contributionPools: contributionPools.address,
      accessManager: accessManager.address,
      accessManagerBlock: accessManager.block,
    },
    send,
    emit: async (entries, root) => {
      await receiptOf(chain, await send(entries, root))
    },
  }
}

async function deploy(chain: TestChain, from: Hex, { abi, bytecode }: Artifact, args: readonly unknown[]) {
  const data = encodeDeployData({ abi: abi as Abi, bytecode, args })
  const hash = await chain.request<Hex>('eth_sendTransaction', [{ from, data, gas: GAS }])
  const receipt = await receiptOf(chain, hash)
  return { address: receipt.contractAddress.toLowerCase() as Hex, block: BigInt(receipt.blockNumber) }
}

type Receipt = { contractAddress: Hex; blockNumber: Hex; status: Hex }

export async function receiptOf(chain: TestChain, hash: Hex): Promise<Receipt> {
  for (let attempt = 0; attempt < RECEIPT_POLLS_MAX; attempt++) {
    const receipt = await chain.request<Receipt | null>('eth_getTransactionReceipt', [hash])
    if (receipt?.status === '0x0') throw new Error(`Transaction ${hash} reverted.`)
    if (receipt !== null) return receipt
    await sleep(RECEIPT_POLL_MS)
  }
  throw new Error(`Transaction ${hash} was not mined.`)
}

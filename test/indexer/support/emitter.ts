import { setTimeout as sleep } from 'node:timers/promises'
import { type Abi, encodeDeployData, encodeFunctionData, type Hex } from 'viem'
import type { TestChain } from '../../../tools/support/chain.ts'
import { readCompiled } from '../../helpers/readCompiled.ts'
import type { Entry } from './registryModel.ts'

/** Blocks of a local chain take 30 million gas by default; a transaction may use this much of it. */
const GAS: Hex = '0x1c00000'

/** anvil mines a moment after it took the transaction: two seconds are far more than it needs. */
const RECEIPT_POLL_MS = 5
const RECEIPT_POLLS_MAX = 400

export type Emitter = {
  readonly registry: Hex
  readonly deployBlock: bigint
  /** Sends one transaction with these logs, and waits until it is mined. */
  emit(entries: readonly Entry[], root: Hex): Promise<void>
  /** The same without waiting, for when automining is off. */
  send(entries: readonly Entry[], root: Hex): Promise<Hex>
}

/** Deploys the emitter contract: a registry that says whatever the test wants. */
export async function deployEmitter(chain: TestChain, epochSeconds: number): Promise<Emitter> {
  const { abi, bytecode } = await readCompiled('test/mocks/RegistryEventEmitter.sol:RegistryEventEmitter')
  const [from] = await chain.request<Hex[]>('eth_accounts')
  const data = encodeDeployData({ abi, bytecode, args: [epochSeconds] })
  const hash = await chain.request<Hex>('eth_sendTransaction', [{ from, data, gas: GAS }])
  const receipt = await receiptOf(chain, hash)
  const registry = receipt.contractAddress.toLowerCase() as Hex
  const send = (entries: readonly Entry[], root: Hex) => {
    const call = encodeFunctionData({ abi: abi as Abi, functionName: 'emitLogs', args: [entries, root] })
    return chain.request<Hex>('eth_sendTransaction', [{ from, to: registry, data: call, gas: GAS }])
  }
  return {
    registry,
    deployBlock: BigInt(receipt.blockNumber),
    send,
    emit: async (entries, root) => {
      await receiptOf(chain, await send(entries, root))
    },
  }
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

/**
 * A real chain with a contract that keeps a list root in slot 0, and its epoch proofs. For tests of proof readers,
 * without the registry.
 *
 *     const epochs = await createEpochChain({ chain, epochSeconds: 60 })
 *     await epochs.setRoot(root)
 *     await epochs.crossBoundary()
 *     const proof = await epochs.capture()
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { bytesToHex, type Hex } from '../../shared/bytes.ts'
import { boundaryOf, epochAt, toEpoch } from '../../shared/epoch/clock.ts'
import { encodeHeader } from '../../shared/ethereum/encodeHeader.ts'
import type { EpochProof } from '../../shared/list/epochProof.ts'
import type { TestChain } from './chain.ts'

/** sstore(calldataload(32), calldataload(0)), after the usual seven words that return it as code. */
const WRITER_CODE = '0x67600035602035550060005260086018f3'

/** First account of both test clients, unlocked. */
const SENDER = '0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'

const GAS = '0x7a1200'

/** Both clients mine at once. Five seconds mean that the machine is overloaded. */
const RECEIPT_ATTEMPTS_MAX = 1_000
const RECEIPT_POLL_MS = 5

const ZERO_WORD: Hex = `0x${'00'.repeat(32)}`

export type EpochChain = {
  readonly chain: TestChain
  readonly chainId: bigint
  readonly registry: Hex
  readonly epochSeconds: number
  /** Writes the list root, in its own block. */
  setRoot(root: Hex): Promise<void>
  /** Writes any slot. A registry has more than one, and its storage trie more than one node. */
  setSlot(slot: Hex, value: Hex): Promise<void>
  /**
   * Mines the first block of the next epoch, exactly at the boundary plus `late` seconds. Returns the number before it.
   */
  crossBoundary(late?: number): Promise<{ epoch: bigint; anchorNumber: bigint }>
  /** Returns the proof of an epoch whose anchor is known. */
  capture(at: { epoch: bigint; anchorNumber: bigint }): Promise<EpochProof>
}

type RpcBlock = Record<string, unknown> & { number: Hex; timestamp: Hex }
type Receipt = { contractAddress: Hex | null; status: Hex }
type RpcProof = { accountProof: Hex[]; storageProof: { value: Hex; proof: Hex[] }[] }

const word = (hex: Hex): string => hex.slice(2).padStart(64, '0')
const quantity = (value: bigint): Hex => `0x${value.toString(16)}`

export async function createEpochChain(args: { chain: TestChain; epochSeconds: number }): Promise<EpochChain> {
  const { chain, epochSeconds } = args
  const { request } = chain

  async function send(transaction: Record<string, unknown>): Promise<Receipt> {
    // A second after the last block. With the clock of the machine no run would repeat another.
    const { timestamp } = await request<RpcBlock>('eth_getBlockByNumber', ['latest', false])
    await request('evm_setNextBlockTimestamp', [Number(timestamp) + 1])
    const hash = await request<Hex>('eth_sendTransaction', [{ from: SENDER, gas: GAS, ...transaction }])
    // anvil answers before it has mined.
    for (let attempt = 0; attempt < RECEIPT_ATTEMPTS_MAX; attempt++) {
      const receipt = await request<Receipt | null>('eth_getTransactionReceipt', [hash])
      if (receipt?.status === '0x1') return receipt
      if (receipt !== null) throw new Error(`transaction ${hash} failed`)
      await sleep(RECEIPT_POLL_MS)
    }
    throw new Error(`transaction ${hash} was not mined`)
  }

  const { contractAddress } = await send({ data: WRITER_CODE })
  if (contractAddress === null) throw new Error('the contract was not created')
  const registry = contractAddress.toLowerCase() as Hex

  const setSlot = async (slot: Hex, value: Hex): Promise<void> => {
    await send({ to: registry, data: `0x${word(value)}${word(slot)}` })
  }
  const headerAt = async (number: bigint): Promise<Hex> =>
    bytesToHex(encodeHeader(await request<RpcBlock>('eth_getBlockByNumber', [quantity(number), false])))

  return {
    chain,
    chainId: BigInt(chain.chainId),
    registry,
    epochSeconds,
    setSlot,
    setRoot: (root) => setSlot(ZERO_WORD, root),
    async crossBoundary(late = 0) {
      const block = await request<RpcBlock>('eth_getBlockByNumber', ['latest', false])
      const epoch = toEpoch(epochAt(BigInt(block.timestamp), epochSeconds) + 1n)
      await request('evm_setNextBlockTimestamp', [Number(boundaryOf(epoch, epochSeconds)) + late])
      await request('evm_mine')
      return { epoch, anchorNumber: BigInt(block.number) }
    },
    async capture({ epoch, anchorNumber }) {
      const proof = await request<RpcProof>('eth_getProof', [registry, [ZERO_WORD], quantity(anchorNumber)])
      const [slot] = proof.storageProof
      if (slot === undefined) throw new Error('eth_getProof gave no storage proof')
      return {
        chainId: BigInt(chain.chainId),
        registry,
        epoch,
        anchorHeader: await headerAt(anchorNumber),
        childHeader: await headerAt(anchorNumber + 1n),
        accountProof: proof.accountProof,
        storageProof: slot.proof,
        root: `0x${word(slot.value)}`,
      }
    },
  }
}

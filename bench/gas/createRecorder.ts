import type { Hex, TransactionReceipt } from 'viem'
import { GAS_TARGETS } from './gasTargets.ts'

/** Gas of one operation; `target` is the most it may take, where there is such a number. */
export type GasRow = { readonly gas: number; readonly target?: number }

/** Keeps the gas of transactions, each under the name of its operation. */
export type Recorder = {
  readonly record: (name: string, receipt: TransactionReceipt) => Promise<void>
  /** For numbers that are of more than one transaction. */
  readonly recordGas: (name: string, gas: bigint) => void
  /** Shows a transaction that has no row of its own. */
  readonly look: (name: string, hash: Hex) => Promise<void>
  readonly rows: Readonly<Record<string, GasRow>>
}

/** @param look is shown each recorded transaction while the chain still knows it */
export const createRecorder = (look: (name: string, hash: Hex) => Promise<void>): Recorder => {
  const rows: Record<string, GasRow> = {}
  const recordGas = (name: string, gas: bigint): void => {
    if (rows[name]) throw new Error(`The row "${name}" was measured twice.`)
    const target = GAS_TARGETS[name]
    rows[name] = target === undefined ? { gas: Number(gas) } : { gas: Number(gas), target }
  }
  return {
    record: async (name, { gasUsed, transactionHash }) => {
      recordGas(name, gasUsed)
      await look(name, transactionHash)
    },
    recordGas,
    look,
    rows,
  }
}

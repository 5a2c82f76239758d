import type { Step } from './traceSteps.ts'

/** Names of the precompiles, by address. */
const PRECOMPILES: Readonly<Record<number, string>> = {
  1: 'ecrecover',
  2: 'sha256',
  4: 'identity',
  5: 'modexp',
  11: 'G1 add',
  12: 'G1 msm',
  13: 'G2 add',
  14: 'G2 msm',
  15: 'pairing',
  16: 'map to G1',
  17: 'map to G2',
}

/** Least gas of the first access of a transaction to a slot, and to an account (EIP-2929). */
const COLD_SLOAD = 2_100
const COLD_ACCOUNT = 2_600

/** Least gas of a write that makes a zero slot non-zero, and of one that changes a non-zero slot (EIP-2200). */
const SSTORE_NEW = 20_000
const SSTORE_UPDATE = 2_900

const MEMORY: ReadonlySet<string> = new Set([
  'MLOAD',
  'MSTORE',
  'MSTORE8',
  'MCOPY',
  'CALLDATACOPY',
  'CODECOPY',
  'RETURNDATACOPY',
])

/** Returns the class under which the gas of a step is counted. */
export const classifyStep = ({ op, gas, callee }: Step): string => {
  if (op === 'SLOAD') return gas >= COLD_SLOAD ? 'SLOAD cold' : 'SLOAD warm'
  if (op === 'SSTORE') return classifyStore(gas)
  if (callee !== undefined) {
    const precompile = PRECOMPILES[Number(BigInt(callee))]
    if (precompile) return `precompile ${precompile}`
    return gas >= COLD_ACCOUNT ? 'call, cold account' : 'call, warm account'
  }
  if (op === 'TLOAD' || op === 'TSTORE') return 'transient storage'
  if (op.startsWith('LOG')) return 'LOG'
  if (op === 'KECCAK256' || op === 'SHA3') return 'KECCAK256'
  if (MEMORY.has(op)) return 'memory and copies'
  return 'stack, arithmetic, jumps'
}

const classifyStore = (gas: number): string => {
  if (gas >= SSTORE_NEW) return 'SSTORE new'
  if (gas >= SSTORE_UPDATE) return 'SSTORE update'
  return 'SSTORE again or same'
}

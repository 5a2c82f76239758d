import type { Hex } from 'viem'
import type { ChainClient } from '../../devnet/chain/chainClient.ts'

/** One opcode that was executed, with the gas it took itself: what called contracts took is with their own steps. */
export type Step = {
  readonly op: string
  readonly gas: number
  /** Whose storage the step ran on. */
  readonly contract: Hex
  /** The contract that a call called. */
  readonly callee?: Hex
  /** The slot of a storage access. */
  readonly slot?: Hex
}

type StructLog = {
  readonly op: string
  readonly depth: number
  /** Left before the step. */
  readonly gas: number
  /** Taken by the step; of a call, with what it passes on. */
  readonly gasCost: number
  readonly stack: readonly string[]
}

const CALLS: ReadonlySet<string> = new Set(['CALL', 'STATICCALL', 'DELEGATECALL', 'CALLCODE'])
const STORAGE: ReadonlySet<string> = new Set(['SLOAD', 'SSTORE'])

/** The steps of a mined transaction, as the chain's own tracer tells them. */
export const traceSteps = async (client: ChainClient, hash: Hex): Promise<Step[]> => {
  const { to } = await client.getTransaction({ hash })
  if (!to) throw new Error(`Transaction ${hash} calls no contract.`)
  const request = client.request as (call: { method: string; params: unknown[] }) => Promise<unknown>
  const answer = await request({
    method: 'debug_traceTransaction',
    params: [hash, { disableMemory: true, disableStorage: true }],
  })
  const { structLogs } = answer as { readonly structLogs: readonly StructLog[] }
  const gas = ownGas(structLogs)
  // The contract of each frame that is open, outermost first.
  const contracts: Hex[] = [to.toLowerCase() as Hex]
  return structLogs.map(({ op, depth, stack }, index) => {
    contracts.length = depth
    const contract = contracts[depth - 1] as Hex
    const step: Step = { op, gas: gas[index] as number, contract }
    if (STORAGE.has(op)) return { ...step, slot: wordOf(stack.at(-1)) }
    if (!CALLS.has(op)) return step
    const callee: Hex = `0x${wordOf(stack.at(-2)).slice(-40)}`
    contracts[depth] = op === 'DELEGATECALL' || op === 'CALLCODE' ? contract : callee
    return { ...step, callee }
  })
}

const wordOf = (word: string | undefined): Hex => {
  if (word === undefined) throw new Error('The chain traces without the stack.')
  return `0x${word.replace(/^0x/, '').padStart(64, '0')}`
}

/** From each step to the next of its frame, without what the frames between the two took. */
const ownGas = (logs: readonly StructLog[]): number[] => {
  const own = new Array<number>(logs.length)
  // By depth, from the end: what the frame took so far, deeper frames included, and its gas at the step behind.
  const taken: number[] = []
  const gasBehind: number[] = []
  for (let index = logs.length - 1; index >= 0; index--) {
    const { depth, gas, gasCost } = logs[index] as StructLog
    const nextDepth = logs[index + 1]?.depth ?? 0
    // The last of its frame: what is left goes back to the caller.
    if (nextDepth < depth) taken[depth] = 0
    const inner = nextDepth > depth ? (taken[depth + 1] ?? 0) : 0
    const value = nextDepth < depth ? gasCost : gas - (gasBehind[depth] ?? 0) - inner
    own[index] = value
    taken[depth] = (taken[depth] ?? 0) + value + inner
    gasBehind[depth] = gas
  }
  return own
}

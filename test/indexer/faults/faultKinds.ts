/** Faults of an endpoint, drawn from a seed. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random } from '../../../tools/model/createRandom.ts'
import type { TestChain } from '../../../tools/support/chain.ts'
import type { Fault, RpcAnswer, RpcCall } from '../../helpers/faultyProxy.ts'
import { type BlockJson, forgeBlock } from '../support/forgeBlock.ts'

type LogJson = Record<string, unknown> & { address: string; topics: string[]; data: string; logIndex: string }

/** Longer than a quick answer takes, shorter than what counts as none. */
const SLOW_MS = 120

/** An endpoint that fails in ways that anyone sees. Its answers are true. */
export type Failure = 'errors' | 'cuts' | 'slow' | 'tooMany' | 'unavailable' | 'noReceipts' | 'noProofs'

/** An endpoint that lies, or does not know better. */
export type Lie =
  | 'dropsLogs'
  | 'inventsLogs'
  | 'changesLogs'
  | 'doublesLogs'
  | 'noLogs'
  | 'forgesReceipts'
  | 'lagsBehind'
  | 'forgesHead'
  | 'otherBlock'
  | 'callsAllFinal'
  | 'forgesProofs'

export const FAILURES: readonly Failure[] = [
  'errors',
  'cuts',
  'slow',
  'tooMany',
  'unavailable',
  'noReceipts',
  'noProofs',
]
export const LIES: readonly Lie[] = [
  ...(['dropsLogs', 'inventsLogs', 'changesLogs', 'doublesLogs', 'noLogs', 'forgesReceipts'] as const),
  ...(['lagsBehind', 'forgesHead', 'otherBlock', 'callsAllFinal', 'forgesProofs'] as const),
]

const refuse = (code: number, message: string): Promise<RpcAnswer> => Promise.resolve({ error: { code, message } })

/** A failing endpoint: each call fails with some chance. */
export function failing(kind: Failure, random: Random): Fault {
  return async (call, next) => {
    if (kind === 'noReceipts' && call.method === 'eth_getBlockReceipts') return refuse(-32_601, 'no such method')
    if (kind === 'noProofs' && call.method === 'eth_getProof') return refuse(-32_000, 'missing trie node')
    if (kind === 'slow') await sleep(random.below(SLOW_MS))
    if (!random.chance(0.25)) return next()
    if (kind === 'errors') return refuse(-32_603, 'internal error')
    if (kind === 'cuts') return 'cut'
    if (kind === 'tooMany') return { status: 429 }
    return kind === 'unavailable' ? { status: 503 } : next()
  }
}

const isOf = (call: RpcCall, method: string, answer: RpcAnswer): answer is { result: unknown } =>
  call.method === method && 'result' in answer

/** Logs that an endpoint tells of instead of the true ones. */
const LOG_LIES: Readonly<Partial<Record<Lie, (logs: LogJson[], random: Random, uncounted: string) => LogJson[]>>> = {
  noLogs: () => [],
  // An access manager counts no events: nothing tells that one of several in history is missing.
  dropsLogs: (logs, random, uncounted) => logs.filter(({ address }) => address === uncounted || !random.chance(0.2)),
  doublesLogs: (logs, random) => logs.flatMap((log) => (random.chance(0.2) ? [log, log] : [log])),
  inventsLogs: (logs) => logs.flatMap((log, i) => (i === 0 ? [log, { ...log, logIndex: '0x3e7' }] : [log])),
  changesLogs: (logs, random) =>
    logs.map((log) =>
      random.chance(0.2) && log.data.length > 2 ? { ...log, data: `${log.data.slice(0, -1)}0` } : log,
    ),
}

async function lieOfReceipts(call: RpcCall, next: () => Promise<RpcAnswer>): Promise<RpcAnswer> {
  const answer = await next()
  if (!isOf(call, 'eth_getBlockReceipts', answer)) return answer
  const receipts = (answer.result ?? []) as { logs: LogJson[] }[]
  return { result: receipts.map((receipt) => ({ ...receipt, logs: receipt.logs.slice(1) })) }
}

async function lieOfProofs(call: RpcCall, next: () => Promise<RpcAnswer>): Promise<RpcAnswer> {
  const answer = await next()
  if (!isOf(call, 'eth_getProof', answer)) return answer
  const proof = answer.result as { accountProof: string[] }
  const nodes = proof.accountProof.map((node, i) => (i === 0 ? `${node.slice(0, -2)}00` : node))
  return { result: { ...proof, accountProof: nodes } }
}

/** A lying endpoint. What it invents stands on the chain as it is now. */
export async function lying(
  kind: Lie,
  random: Random,
  { chain, accessManager }: { chain: TestChain; accessManager: string },
): Promise<Fault> {
  const latest = await chain.request<BlockJson>('eth_getBlockByNumber', ['latest', false])
  const forged = forgeBlock(latest)
  const lag = BigInt(1 + random.below(8))
  return async (call, next) => {
    const changeLogs = LOG_LIES[kind]
    if (changeLogs !== undefined) {
      const answer = await next()
      return isOf(call, 'eth_getLogs', answer)
        ? { result: changeLogs(answer.result as LogJson[], random, accessManager) }
        : answer
    }
    if (kind === 'forgesReceipts') return lieOfReceipts(call, next)
    if (kind === 'forgesProofs') return lieOfProofs(call, next)
    const [tag] = call.params
    if (kind === 'callsAllFinal' && tag === 'finalized') call.params[0] = 'latest'
    if (kind === 'lagsBehind' && tag === 'latest' && call.method === 'eth_getBlockByNumber') {
      const newest = BigInt((await chain.request<BlockJson>('eth_getBlockByNumber', ['latest', false])).number)
      call.params[0] = `0x${(newest - lag).toString(16)}`
    }
    if (kind === 'forgesHead' && (tag === 'latest' || tag === forged.number || tag === forged.hash))
      if (call.method.startsWith('eth_getBlockBy')) return { result: forged }
    if (kind === 'otherBlock' && call.method === 'eth_getBlockByHash' && random.chance(0.5)) return { result: latest }
    return next()
  }
}

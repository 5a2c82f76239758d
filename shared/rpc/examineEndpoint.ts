import { type Hex, hexToBytes } from '../bytes.ts'
import { HeaderFormUnknownError } from '../ethereum/errors.ts'
import { findHeader } from '../ethereum/findHeader.ts'
import { verifyAccount } from '../ethereum/stateProof.ts'
import { isObject } from '../isObject.ts'
import type { RpcCall, RpcEndpoint } from './createEndpoint.ts'
import { RpcCallFailedError } from './errors.ts'
import { parseBlock, parseBytes, parseProof, parseQuantity, parseReceipts, type RpcBlock } from './parse.ts'
import { parseRawHeader, rawHeaderCall } from './rawHeader.ts'

/** Calls of one examination. */
export const EXAMINATION_CALLS_MAX = 25

/** Blocks below the newest whose proof is asked for, until one is refused: what clients keep by default, and more. */
const PROOF_DEPTHS: readonly bigint[] = [0n, 63n, 126n, 1_000n, 10_000n, 100_000n]

/** Halvings between the deepest proof that was given and the first that was refused. */
const PROOF_BISECTIONS = 3

/** How the header of the newest block became bytes. `fault`: it did not. */
export type HeaderFinding =
  | { readonly kind: 'fields'; readonly fieldCount: number }
  | { readonly kind: 'raw' }
  | { readonly kind: 'fault'; readonly fault: string; readonly fields: readonly string[] }

/** Abilities of an endpoint. */
export type Examination = {
  readonly chainId: bigint
  /** The newest block. */
  readonly number: bigint
  /** Unix seconds. */
  readonly timestamp: bigint
  /** The newest final block. Undefined if the endpoint does not know the tag. */
  readonly finalized: bigint | undefined
  /** Calls that travel in one body. 1: it refuses batches. */
  readonly batchMax: number
  readonly hasBlockReceipts: boolean
  /** Blocks from the newest down whose state it proves. 0: none, 1: the newest only. A lower bound. */
  readonly proofWindow: bigint
  readonly header: HeaderFinding
  /** Whether logs carry the time of their block. Undefined if no log was found. */
  readonly hasLogTimestamps: boolean | undefined
  /** Calls that the examination took. */
  readonly calls: number
}

/** The storage key whose proof is asked for. Nothing is stored there: only whether there is a proof counts. */
const ANY_SLOT: Hex = `0x${'ff'.repeat(32)}`

/** An account of every chain, with a balance or not: both have a proof. */
const ANY_ACCOUNT: Hex = `0x${'00'.repeat(20)}`

/**
 * Finds out what an endpoint can do, with at most 25 calls. A call that fails is made once more
 * if it decides alone, because an endpoint may fail by accident.
 *
 * @param endpoint learns on the way whether it takes batches
 * @param account the contract whose proofs are needed; any account if left out
 * @throws RpcCallFailedError, RpcAnswerInvalidError if the endpoint does not tell its chain id and its newest block
 */
export async function examineEndpoint(endpoint: RpcEndpoint, account: Hex = ANY_ACCOUNT): Promise<Examination> {
  let calls = 0
  const ask = (call: RpcCall): Promise<unknown> => {
    calls++
    return endpoint.request(call)
  }
  /** Undefined if the call failed, twice if it is `repeated`, or if there are no calls left. */
  const attempt = async <T>(
    call: RpcCall,
    parse: (result: unknown) => T,
    isRepeated = true,
  ): Promise<T | undefined> => {
    for (let tries = isRepeated ? 2 : 1; tries > 0 && calls < EXAMINATION_CALLS_MAX; tries--) {
      try {
        return parse(await ask(call))
      } catch (error) {
        if (!(error instanceof Error) || error.name === 'AbortError') throw error
      }
    }
    return undefined
  }
  const { chainId, block } = await askFirst(endpoint, ask)
  // A refused batch was sent once more, call by call.
  if (endpoint.batchMax() === 1) calls += 2
  const header = await examineHeader(block, attempt)
  const finalized = await attempt({ method: 'eth_getBlockByNumber', params: ['finalized', false] }, parseBlock)
  const receipts = await attempt({ method: 'eth_getBlockReceipts', params: [block.hash] }, parseReceipts)
  const hasLogTimestamps = await examineLogs([block, finalized], attempt)
  const proofWindow = await examineProofs(block, account, attempt)
  return {
    chainId,
    number: block.number,
    timestamp: block.timestamp,
    finalized: finalized?.number,
    batchMax: endpoint.batchMax(),
    hasBlockReceipts: receipts !== undefined,
    proofWindow,
    header,
    hasLogTimestamps,
    calls,
  }
}

type Attempt = <T>(call: RpcCall, parse: (result: unknown) => T, isRepeated?: boolean) => Promise<T | undefined>

/** The first two calls travel together, and so show whether that works. An endpoint may leave a batch without answer. */
async function askFirst(
  endpoint: RpcEndpoint,
  ask: (call: RpcCall) => Promise<unknown>,
): Promise<{ chainId: bigint; block: RpcBlock }> {
  const both = async () => {
    const [id, latest] = await Promise.all([
      ask({ method: 'eth_chainId', params: [] }),
      ask({ method: 'eth_getBlockByNumber', params: ['latest', false] }),
    ])
    return { chainId: parseQuantity(id, 'the chain id'), block: parseBlock(latest) }
  }
  try {
    return await both()
  } catch (error) {
    if (!(error instanceof RpcCallFailedError) || !error.failure.isTimeout || endpoint.batchMax() === 1) throw error
    endpoint.avoidBatches()
    return both()
  }
}

async function examineHeader({ raw, hash }: RpcBlock, attempt: Attempt): Promise<HeaderFinding> {
  try {
    return { kind: 'fields', fieldCount: findHeader(raw).form.length }
  } catch (error) {
    if (!(error instanceof HeaderFormUnknownError)) throw error
    const rlp = await attempt(rawHeaderCall(hash), (result) => parseRawHeader(result, hash))
    if (rlp !== undefined) return { kind: 'raw' }
    return { kind: 'fault', fault: error.message.split('\n')[0] ?? '', fields: error.fields }
  }
}

async function examineLogs(blocks: readonly (RpcBlock | undefined)[], attempt: Attempt): Promise<boolean | undefined> {
  for (const block of blocks) {
    if (block === undefined) continue
    const first = await attempt({ method: 'eth_getLogs', params: [{ blockHash: block.hash }] }, (logs) =>
      Array.isArray(logs) ? (logs[0] as unknown) : undefined,
    )
    if (isObject(first)) return typeof first['blockTimestamp'] === 'string'
  }
  return undefined
}

/** Asks for proofs ever deeper, then between the last that came and the first that did not. */
async function examineProofs(newest: RpcBlock, account: Hex, attempt: Attempt): Promise<bigint> {
  const prove = (depth: bigint, isRepeated: boolean) =>
    attempt(
      { method: 'eth_getProof', params: [account, [ANY_SLOT], `0x${(newest.number - depth).toString(16)}`] },
      (result) => {
        const { accountProof } = parseProof(result)
        if (depth === 0n && accountProof.length > 0) checkProof(newest, account, accountProof)
        return accountProof.length > 0
      },
      isRepeated,
    )
  const depths = [...PROOF_DEPTHS.filter((depth) => depth < newest.number), newest.number]
  let given: bigint | undefined
  let refused: bigint | undefined
  for (const depth of depths) {
    if ((await prove(depth, true)) === true) given = depth
    else {
      refused = depth
      break
    }
  }
  if (given === undefined) return 0n
  for (let step = 0; refused !== undefined && step < PROOF_BISECTIONS && refused - given > 1n; step++) {
    const middle: bigint = (given + refused) / 2n
    if ((await prove(middle, false)) === true) given = middle
    else refused = middle
  }
  return given + 1n
}

/** An account without a place in the state has a proof of its absence, which is not read here. */
function checkProof({ raw }: RpcBlock, account: Hex, accountProof: readonly Hex[]): void {
  if (account === ANY_ACCOUNT) return
  verifyAccount(parseBytes(raw['stateRoot'], 'stateRoot', 32), account, accountProof.map(hexToBytes))
}

import { HttpRequestError, TimeoutError } from 'viem'
import type { RpcFailureKind } from './errors.ts'

/** viem wraps the cause a few times; no chain of causes is deeper. */
const CAUSES_MAX = 8

/** JSON-RPC codes and HTTP states that mean "not so often" (EIP-1474 and common use). */
const BUSY_RPC_CODE = -32005
const HTTP_TOO_MANY_REQUESTS = 429
const HTTP_NOT_AUTHORISED: readonly number[] = [401, 403]

/**
 * What kind of failure an error of viem's transport is. No list of vendors' messages: only what HTTP and JSON-RPC say in
 * numbers; all else is `refused`, time-outs and bodies over the limit included, because a narrower range may cure them.
 */
export function classifyFailure(error: unknown): { kind: RpcFailureKind; details: string } {
  let current: unknown = error
  let status: number | undefined
  let rpcCode: number | undefined
  let isConnection = false
  let details = ''
  for (let i = 0; i < CAUSES_MAX && current instanceof Error; i++) {
    if (details === '') details = shortMessage(current)
    if (current instanceof TimeoutError) return { kind: 'refused', details: 'it took too long' }
    if (current instanceof HttpRequestError) {
      status ??= current.status
      isConnection ||= current.status === undefined
    }
    if ('code' in current && typeof current.code === 'number') rpcCode ??= current.code
    current = current.cause
  }
  if (status !== undefined && HTTP_NOT_AUTHORISED.includes(status)) return { kind: 'authorisation', details }
  if (status === HTTP_TOO_MANY_REQUESTS || rpcCode === BUSY_RPC_CODE) return { kind: 'busy', details }
  return { kind: isConnection ? 'connection' : 'refused', details: details || String(error) }
}

function shortMessage(error: Error): string {
  const { shortMessage, details } = error as { shortMessage?: string; details?: string }
  return [shortMessage ?? error.message, details].filter((part) => part !== undefined && part !== '').join(' ')
}

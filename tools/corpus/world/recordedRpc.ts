import type { Hex } from '../../../shared/bytes.ts'

/** The fields of a real block that a client needs. */
export type RecordedBlock = { readonly number: Hex; readonly hash: Hex; readonly timestamp: Hex }

type Call = { readonly id: number; readonly method: string; readonly params: readonly unknown[] }

/** A `fetch` of an honest JSON-RPC provider of recorded blocks. The one numbered `latest` is the newest and final. */
export const recordedRpc =
  (args: { chainId: bigint; blocks: readonly RecordedBlock[]; latest: number }) =>
  async (_url: string, init: { body?: unknown }) => {
    const { id, method, params } = JSON.parse(String(init.body)) as Call
    const blockOf = (tag: unknown): RecordedBlock | null => {
      const number = tag === 'latest' || tag === 'finalized' ? args.latest : Number(tag)
      return number <= args.latest ? (args.blocks[number] ?? null) : null
    }
    const result = method === 'eth_chainId' ? `0x${args.chainId.toString(16)}` : blockOf(params[0])
    return new Response(JSON.stringify({ jsonrpc: '2.0', id, result }))
  }

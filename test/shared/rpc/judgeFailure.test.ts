import { describe, expect, it } from 'vitest'
import { type FailureSigns, judgeFailure } from '../../../shared/rpc/judgeFailure.ts'

const judge = (signs: Partial<FailureSigns>) => judgeFailure({ method: 'eth_getLogs', words: '', ...signs })

/** Refusals of ranges as vendors word them: status, code, words, and the blocks that they suggest. */
const REFUSALS: readonly (readonly [number | undefined, number | undefined, string, bigint | undefined])[] = [
  [undefined, -32005, 'query returned more than 10000 results', undefined],
  [
    undefined,
    -32005,
    'query returned more than 10000 results. Try with this block range [0x16015BD, 0x16019A4].',
    1_000n,
  ],
  [undefined, -32602, 'range 1000000 exceeds limit of 10000', 10_000n],
  [413, -32614, 'eth_getLogs is limited to a 10,000 range', 10_000n],
  [
    undefined,
    -32602,
    'Log response size exceeded. You can make eth_getLogs requests with up to a 2K block range and no limit on the response size, or you can request any block range with a cap of 10K logs in the response. Based on your parameters and the response size limit, this block range should work: [0x0, 0x7c0]',
    1_985n,
  ],
  [400, -32600, 'Under the Free tier plan, you can make eth_getLogs requests with up to a 10 block range.', 10n],
  [undefined, -32600, 'block range is too wide', undefined],
  [undefined, -32000, 'block range is too wide (maximum 1024)', 1_024n],
  [403, -32701, 'exceed maximum block range: 50000', 50_000n],
  [undefined, -32000, 'requested too many blocks from 1 to 5000, maximum is set to 2048', 2_048n],
  [undefined, -32600, 'eth_getLogs block range exceeds the range allowed for your plan (5000 > 500)', 500n],
  [undefined, -32000, 'block range is larger than max block range, block range = 5120, max block range = 5000', 5_000n],
  [undefined, -32000, 'eth_getLogs range is too large, max is 1k blocks', 1_000n],
  [undefined, -32602, 'invalid params {"payload":"range 9009594 is bigger than range limit 2000"}', 2_000n],
  [undefined, -32602, 'query exceeds max results 20000, retry with the range 100-149', 50n],
  [undefined, -32000, 'response size should not greater than 10000000 bytes', undefined],
  [429, -32005, 'Block range limit exceeded. See more details at https://docs.example/limits', undefined],
  [504, undefined, 'query timeout exceeded', undefined],
  [undefined, -32000, 'the body of its answer is too large', undefined],
]

describe('judgeFailure', () => {
  it.each(REFUSALS)(
    'judges a call refused when a vendor refuses a range (%s, %s, "%s")',
    (status, code, words, blocks) => {
      const failure = judge({ status, rpcCode: code, words })
      expect(failure.kind).toBe('refused')
      expect(failure.blocksSuggested).toBe(blocks)
    },
  )

  it.each([
    [429, undefined, ''],
    [429, undefined, 'Too Many Requests'],
    [429, -32005, 'daily request count exceeded, request rate limited'],
    [undefined, -32005, 'limit exceeded'],
    [undefined, -32005, 'too many requests'],
    [429, 429, 'Your app has exceeded its compute units per second capacity.'],
  ])('judges an endpoint busy when it is asked too often (%s, %s, "%s")', (status, rpcCode, words) => {
    expect(judge({ status, rpcCode, words })).toMatchObject({ kind: 'busy' })
  })

  it('judges by HTTP status and connection when the words say nothing of ranges', () => {
    expect(judge({ status: 401, words: 'unauthorized' }).kind).toBe('authorisation')
    expect(judge({ status: 403, words: 'forbidden' }).kind).toBe('authorisation')
    expect(judge({ isConnection: true, words: 'connect ECONNREFUSED' }).kind).toBe('connection')
    expect(judge({ status: 500 })).toEqual({ kind: 'refused', details: 'HTTP status 500', isTimeout: false })
    expect(judge({ rpcCode: -32601 }).details).toBe('JSON-RPC error -32601')
    expect(judge({ isTimeout: true, isConnection: true })).toMatchObject({ kind: 'refused', isTimeout: true })
  })

  it('reads no range out of the refusal of another method', () => {
    const words = 'block range is too wide (maximum 1024)'
    expect(judgeFailure({ method: 'eth_call', words, status: 429 })).toMatchObject({ kind: 'busy' })
    expect(judgeFailure({ method: 'eth_call', words })).not.toHaveProperty('blocksSuggested')
  })

  it('shows no URL and no control characters of an endpoint that echoes them', () => {
    const { details } = judge({ words: 'error sending request for url (https://rpc.example/v2/SECRET)\u001b[2J' })
    expect(details).toBe('error sending request for url ((URL)) [2J')
    expect(judge({ words: 'x'.repeat(10_000) }).details).toHaveLength(300)
  })
})

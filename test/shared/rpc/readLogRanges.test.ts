import { describe, expect, it } from 'vitest'
import { createRangeWidth } from '../../../shared/rpc/createRangeWidth.ts'
import { LogRangeRefusedError } from '../../../shared/rpc/errors.ts'
import { type LogRangesOptions, type RangeFailure, readLogRanges } from '../../../shared/rpc/readLogRanges.ts'

/** Error of an endpoint of these tests. */
class EndpointError extends Error {
  readonly failure: RangeFailure
  constructor(failure: Partial<RangeFailure>) {
    super('failed')
    this.failure = { kind: 'refused', details: 'too wide', isTimeout: false, origin: 'https://a.example', ...failure }
  }
}

/** Numbers from 0 to below 1, the same for each seed: a linear congruential generator. */
const createRandom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

type Read = (fromBlock: bigint, toBlock: bigint) => Promise<bigint[]>

/** Blocks of a range, as if each held one log. */
const blocksOf: Read = async (fromBlock, toBlock) =>
  Array.from({ length: Number(toBlock - fromBlock) + 1 }, (_, index) => fromBlock + BigInt(index))

const collect = async (
  read: Read,
  options: Partial<LogRangesOptions<bigint[]>> = {},
): Promise<{ pages: [bigint, bigint][]; logs: bigint[] }> => {
  const pages: [bigint, bigint][] = []
  const logs: bigint[] = []
  const ranges = readLogRanges({
    fromBlock: 10n,
    toBlock: 4_000n,
    width: createRangeWidth(),
    read,
    countOf: (answer) => answer.length,
    failureOf: (error) => (error instanceof EndpointError ? error.failure : undefined),
    ...options,
  })
  for await (const { fromBlock, toBlock, answer } of ranges) {
    pages.push([fromBlock, toBlock])
    logs.push(...answer)
  }
  return { pages, logs }
}

const all = await blocksOf(10n, 4_000n)

describe('readLogRanges', () => {
  it('reads each block once when ranges are refused at some widths and some places', async () => {
    const read: Read = async (fromBlock, toBlock) => {
      const limit = fromBlock > 1_500n && fromBlock < 1_700n ? 3n : 700n
      if (toBlock - fromBlock + 1n > limit) throw new EndpointError({})
      return blocksOf(fromBlock, toBlock)
    }
    expect((await collect(read)).logs).toEqual(all)
    const down = await collect(read, { direction: 'down' })
    expect(down.pages[0]?.[1]).toBe(4_000n)
    expect(down.pages.at(-1)?.[0]).toBe(10n)
    expect(down.logs.toSorted((a, b) => Number(a - b))).toEqual(all)
  })

  it('reads nothing when the range is empty', async () => {
    expect(await collect(blocksOf, { fromBlock: 5n, toBlock: 4n })).toEqual({ pages: [], logs: [] })
  })

  it('gives up with origin, block and narrowest range when one block is refused', async () => {
    const refused = collect(() => Promise.reject(new EndpointError({ details: 'no logs here' })))
    await expect(refused).rejects.toThrow(LogRangeRefusedError)
    await expect(refused).rejects.toMatchObject({ code: 'LOG_RANGE_REFUSED', blocksMin: 1n })
    await expect(refused).rejects.toThrow(
      'https://a.example refuses the logs of a single block from block 10: no logs here',
    )
  })

  it('asks again when the endpoint is busy for a moment, and narrows when it stays busy', async () => {
    let busy = 2
    const asked: bigint[] = []
    const read: Read = async (fromBlock, toBlock) => {
      asked.push(toBlock - fromBlock + 1n)
      if (busy-- > 0) throw new EndpointError({ kind: 'busy' })
      return blocksOf(fromBlock, toBlock)
    }
    expect((await collect(read, { toBlock: 500n })).logs).toHaveLength(491)
    expect(asked).toEqual([491n, 491n, 491n])
    asked.length = 0
    busy = 1
    expect((await collect(read, { toBlock: 500n, retriesMax: 0 })).logs).toHaveLength(491)
    expect(asked.slice(0, 2)).toEqual([491n, 245n])
  })

  it('asks again for a single block when its refusal was an accident', async () => {
    let refusals = 3
    const read: Read = async (fromBlock, toBlock) => {
      if (refusals-- > 0) throw new EndpointError({ details: 'internal error' })
      return blocksOf(fromBlock, toBlock)
    }
    expect((await collect(read, { toBlock: 10n })).logs).toEqual([10n])
  })

  it('throws the error of the read when no narrower range would help', async () => {
    let reads = 0
    const throwing = (error: Error): Read => {
      reads = 0
      return () => {
        reads++
        return Promise.reject(error)
      }
    }
    const unauthorised = new EndpointError({ kind: 'authorisation' })
    await expect(collect(throwing(unauthorised))).rejects.toBe(unauthorised)
    const unreachable = new EndpointError({ kind: 'connection' })
    await expect(collect(throwing(unreachable), { retriesMax: 1 })).rejects.toBe(unreachable)
    expect(reads).toBe(2)
    const bug = new TypeError('a bug')
    await expect(collect(throwing(bug))).rejects.toBe(bug)
    expect(reads).toBe(1)
  })

  it('reads a long chain in wide ranges when a quarter of all requests fails at random', async () => {
    const random = createRandom(7)
    let requests = 0
    const read: Read = async () => {
      requests++
      if (random() < 0.25) throw new EndpointError({ details: 'internal error' })
      return []
    }
    await collect(read, { fromBlock: 0n, toBlock: 2_000_000n })
    expect(requests).toBeLessThan(400)
  })

  it('asks for a range once more when one of its size has worked, and narrows then', async () => {
    const width = createRangeWidth()
    width.worked(1_000n, 0)
    const asked: bigint[] = []
    const read: Read = async (fromBlock, toBlock) => {
      asked.push(toBlock - fromBlock + 1n)
      if (asked.length <= 2) throw new EndpointError({})
      return []
    }
    await collect(read, { fromBlock: 0n, toBlock: 999n, width, retriesMax: 0 })
    expect(asked.slice(0, 3)).toEqual([1_000n, 1_000n, 500n])
  })
})

import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkEvidence } from '../../../../cli/lib/watch/checkEvidence.ts'
import { checkRound } from '../../../../cli/lib/watch/checkRound.ts'
import { readEvidence, writeEvidence } from '../../../../cli/lib/watch/evidence.ts'
import { recordExchanges } from '../../../../cli/lib/watch/exchange.ts'
import { globalFetch } from '../../../../client/transport/fetchBounded.ts'
import { decodeEpochProof, verifyEpochProof } from '../../../../shared/list/epochProof.ts'
import { startHardhatChain } from '../../../../tools/support/chain.ts'
import { EPOCH_SECONDS, type LiveWorld, type Published, rowsUpTo, startLiveWorld } from '../../../client/liveWorld.ts'
import { startMirror, startRpcProxy, type TestServer } from '../../../client/servers.ts'

/** A moment in the epoch in which a list is used. */
const dueTime = ({ epoch }: Published): bigint => (epoch + 1n) * BigInt(EPOCH_SECONDS)

describe('checkRound', () => {
  let world: LiveWorld
  let folder: string
  const servers: TestServer[] = []
  const keep = async (server: Promise<TestServer>): Promise<string> => {
    servers.push(await server)
    return (servers.at(-1) as TestServer).url
  }
  const targetOf = (apis: string[], rpcs: string[]) => {
    const { chainId, registry, epochSeconds } = world.epochs
    return { chainId: Number(chainId), registry, epochSeconds, apis, rpcs, k: 1 }
  }
  const mirrorOf = ({ proof, root, list }: Published) =>
    keep(startMirror({ latest: proof, lists: new Map([[root, list]]) }))

  beforeAll(async () => {
    world = await startLiveWorld(startHardhatChain)
    folder = await mkdtemp(join(tmpdir(), 'muster-round-'))
  })
  afterAll(async () => {
    for (const server of servers) await server.stop()
    await world?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('checkRound finds two lists of one epoch when an endpoint vouches for two branches of the chain', async () => {
    const { chain } = world
    const fork = await chain.request('evm_snapshot')
    const one = await world.publishEarly(rowsUpTo(5))
    await chain.request('evm_revert', [fork])
    // The other branch has a block more before the boundary, so that the two rest on blocks of different numbers.
    await chain.mine(1, 1)
    const other = await world.publishEarly(rowsUpTo(6))
    expect(other.epoch).toBe(one.epoch)
    await world.makeDue()
    const { child } = verifyEpochProof(decodeEpochProof(one.proof), world.epochs)
    const vouching = await keep(
      startRpcProxy(chain.url, (answer, { params }) => {
        if (params[0] !== `0x${child.number.toString(16)}`) return answer
        return { ...answer, result: { ...(answer.result as object), hash: child.hash } }
      }),
    )
    const [first, second] = [await mirrorOf(one), await mirrorOf(other)]
    const target = targetOf([first, second], [vouching])
    const recorder = recordExchanges(globalFetch)
    const round = { target, trusted: target, chainTime: dueTime(one), previous: null }
    const { findings } = await checkRound({ ...round, fetch: recorder.fetch, trustFetch: recorder.fetch })
    expect(findings).toMatchObject([{ kind: 'SOURCES_DISAGREE', party: `${first}, ${second}` }])
    expect(findings[0]?.message).toContain(one.root)

    // From the disk it follows again, by the word of the same endpoint; an honest one vouches for the branch that stayed.
    const kept = await writeEvidence(folder, { ...round, findings, exchanges: recorder.exchanges() })
    expect((await readdir(kept)).some((name) => name.endsWith('.half'))).toBe(false)
    const evidence = await readEvidence(kept)
    expect(await checkEvidence(evidence, null)).toMatchObject([{ verdict: 'shown' }])
    expect(await checkEvidence(evidence, { rpcs: [chain.url], k: 1 })).toMatchObject([{ verdict: 'not shown' }])
  })

  it('checkRound blames the source when it made up a future block that endpoints do not know', async () => {
    const published = await world.publish(7)
    const early = await world.publishEarly(rowsUpTo(8))
    const rpc = await keep(
      startRpcProxy(world.chain.url, (answer, { params }) => {
        const { child } = verifyEpochProof(decodeEpochProof(published.proof), world.epochs)
        if (params[0] !== 'finalized') return answer
        return { ...answer, result: { ...(answer.result as object), number: `0x${child.number.toString(16)}` } }
      }),
    )
    const [honest, ahead] = [await mirrorOf(published), await mirrorOf(early)]
    const target = targetOf([honest, ahead], [rpc])
    const ways = { trusted: target, fetch: globalFetch, trustFetch: globalFetch }
    const late = await checkRound({ target, chainTime: dueTime(early), previous: null, ...ways })
    expect(late.findings.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toMatchObject([
      { kind: 'SOURCE_BEHIND', party: honest, code: 'EPOCH_TOO_OLD' },
      { kind: 'SOURCE_REFUSED', party: ahead, code: 'BLOCK_NOT_FINAL' },
    ])
    const inTime = await checkRound({
      target: targetOf([honest], [rpc]),
      chainTime: dueTime(published),
      previous: null,
      ...ways,
    })
    expect(inTime.findings).toEqual([])
    expect(inTime.list?.root).toBe(published.root)
  })
})

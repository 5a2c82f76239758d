import { describe, expect, it } from 'vitest'
import { seededBytes } from '../../../devnet/demo/seededKeys.ts'
import { decodeLog } from '../../../indexer/project/createLogDecoder.ts'
import { createProjection } from '../../../indexer/project/createProjection.ts'
import {
  LeafMismatchError,
  ListRootMismatchError,
  ListVersionGapError,
  LogUndecodableError,
} from '../../../indexer/project/errors.ts'
import type { BlockWithLogs, RawLog } from '../../../indexer/project/types.ts'
import { noRowChanges, noRows } from '../../../indexer/store/tables.ts'
import { createRegistryModel, type Entry } from '../support/registryModel.ts'

const registry = `0x${'ab'.repeat(20)}` as const
const chainId = 31_337n

function world(seed: string) {
  const model = createRegistryModel({ seed, chainId, registry })
  const projection = createProjection({ chainId, registry, rows: noRows(), list: { version: 0n, leafCount: 0 } })
  let number = 0n
  /** One block; each argument is a transaction. */
  const block = (...transactions: Entry[][]): BlockWithLogs => {
    number++
    const hash = seededBytes(seed, 'block', Number(number))
    let logIndex = 0
    const logs = transactions.flatMap((entries, transactionIndex) =>
      entries.map((entry): RawLog => {
        const transactionHash = seededBytes(seed, Number(number), transactionIndex)
        return {
          ...entry,
          address: registry,
          blockNumber: number,
          blockHash: hash,
          logIndex: logIndex++,
          transactionHash,
          transactionIndex,
        }
      }),
    )
    return {
      block: { number, hash, parentHash: hash, timestamp: 1_700_000_000n + number },
      logs: logs.map((log) => decodeLog('REGISTRY', log)),
    }
  }
  const join = (nodeId: number) => [...model.register(), ...model.activate(nodeId)]
  return { model, projection, block, join }
}

describe('the projection', () => {
  it('has after any number of changes the root of a list made in one go, with freed leaves used again', () => {
    const { model, projection, block, join } = world('roots')
    for (let nodeId = 1; nodeId <= 18; nodeId++) projection.apply(block(join(nodeId)))
    for (const nodeId of [3, 17, 5]) projection.apply(block(model.exit(nodeId)))
    projection.apply(block(join(19), model.updateEndpoint(2)))
    expect(projection.listHead()).toEqual({ root: model.root(), version: 23n, leafCount: 18, depth: 3 })
    expect(projection.node(19)?.leafIndex).toBe(4)
    expect(projection.node(3)).toMatchObject({ status: 'EXITED', leafIndex: null })
  })

  it('loaded from its own rows goes on as if it had never stopped', () => {
    const { model, projection, block, join } = world('reload')
    for (let nodeId = 1; nodeId <= 6; nodeId++) projection.apply(block(join(nodeId)))
    // The last leaf is empty, but still counts for the depth.
    projection.apply(block(model.exit(6)))
    const serviceNodes = [1, 2, 3, 4, 5, 6].flatMap((nodeId) => projection.node(nodeId) ?? [])
    const { version, leafCount } = projection.listHead()
    const loaded = createProjection({
      chainId,
      registry,
      rows: { ...noRows(), serviceNodes },
      list: { version, leafCount },
    })
    expect(loaded.listHead()).toEqual(projection.listHead())
    const next = block(join(7))
    expect(loaded.apply(next)).toEqual(projection.apply(next))
    expect(loaded.listHead().root).toBe(model.root())
  })

  it('gives one version of a node for a block, however often the block changes it', () => {
    const { model, projection, block, join } = world('versions')
    projection.apply(block(join(1)))
    const { rows, lists } = projection.apply(block(model.updateEndpoint(1), model.updateEndpoint(1), model.exit(1)))
    expect(rows.serviceNodes).toHaveLength(1)
    expect(rows.serviceNodes[0]?.row.status).toBe('EXITED')
    expect(lists.map(({ version }) => version)).toEqual([2n, 3n, 4n])
  })

  it('follows new keys, an extension and another operator, listed or not, and tells of replaced keys', () => {
    const { model, projection, block, join } = world('changes')
    projection.apply(block(join(1), model.register()))
    const keysOf = (nodeId: number) => {
      const node = projection.node(nodeId)
      if (node === undefined) throw new Error(`There is no node ${nodeId}.`)
      return [node.blsKeyHash, node.ed25519Key]
    }
    const before = [...keysOf(1), ...keysOf(2)]
    const { replacedKeys } = projection.apply(block(model.rotate(1), model.rotate(2)))
    expect(replacedKeys.map(({ kind, key, nodeId, compromised }) => [kind, key, nodeId, compromised])).toEqual([
      ['BLS', before[0], 1, true],
      ['ED25519', before[1], 1, true],
      ['BLS', before[2], 2, false],
      ['ED25519', before[3], 2, false],
    ])
    const changes = projection.apply(block(model.setExtension(1), model.setExtension(2), model.changeOperator(1)))
    expect(changes.replacedKeys).toEqual([])
    expect(projection.listHead().root).toBe(model.root())
    for (const nodeId of [1, 2]) expect(projection.node(nodeId)?.identityProofValid).toBe(true)
    projection.apply(block(model.rotate(1)))
    expect(projection.node(1)?.extensionHash).toBe(`0x${'00'.repeat(32)}`)
    expect(projection.listHead().root).toBe(model.root())
  })

  it('takes ListChanged before its cause as well as after it', () => {
    const { model, projection, block, join } = world('order')
    projection.apply(block(join(1)))
    projection.apply(block(model.updateEndpoint(1).reverse(), model.exit(1).reverse()))
    expect(projection.listHead().root).toBe(model.root())
  })

  it('checks every leaf between two changes of the same node in one transaction', () => {
    const { model, projection, block, join } = world('between')
    projection.apply(block(join(1)))
    const first = model.updateEndpoint(1)
    const second = model.updateEndpoint(1)
    // Both causes late: the first leaf is never the hash of a record we know.
    const shuffled = [first[1], second[1], first[0], second[0]].filter((entry) => entry !== undefined)
    expect(() => projection.apply(block(shuffled))).toThrow(LeafMismatchError)
  })

  it('does not let a change reach into the next transaction', () => {
    const { model, projection, block, join } = world('transaction')
    projection.apply(block(join(1)))
    const [cause, change] = model.updateEndpoint(1)
    expect(() => projection.apply(block(cause ? [cause] : [], change ? [change] : []))).toThrow(LeafMismatchError)
  })

  it('misses no version', () => {
    const { model, projection, block, join } = world('gap')
    projection.apply(block(join(1)))
    model.updateEndpoint(1)
    expect(() => projection.apply(block(model.updateEndpoint(1)))).toThrow(ListVersionGapError)
  })

  it('does not take the same block twice', () => {
    const { projection, block, join, model } = world('twice')
    projection.apply(block(join(1)))
    const change = model.updateEndpoint(1)
    projection.apply(block(change))
    expect(() => projection.apply(block(change))).toThrow(ListVersionGapError)
  })

  it('does not believe a root that does not follow', () => {
    const { model, projection, block, join } = world('root')
    projection.apply(block(join(1)))
    const [cause, change] = model.updateEndpoint(1)
    if (cause === undefined || change === undefined) throw new Error('The model gave no change.')
    const wrong = { ...change, data: `0x${'12'.repeat(32)}${change.data.slice(66)}` as const }
    expect(() => projection.apply(block([cause, wrong]))).toThrow(ListRootMismatchError)
  })

  it('keeps, and does not fold, what the ABI does not know; and refuses what it knows but cannot read', () => {
    const { block, projection, join } = world('unknown')
    projection.apply(block(join(1)))
    const before = projection.listHead()
    const stranger = block([{ topics: [seededBytes('no', 'event')], data: '0x' }])
    expect(stranger.logs[0]?.event).toBe(null)
    expect(projection.apply(stranger)).toEqual({ rows: noRowChanges(), lists: [], replacedKeys: [] })
    expect(projection.listHead()).toEqual(before)
    expect(() => block(join(2).map((entry) => ({ ...entry, data: '0x1234' as const })))).toThrow(LogUndecodableError)
  })
})

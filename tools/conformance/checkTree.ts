import { bytesToHex, type Hex, hexToBytes } from '../../shared/bytes.ts'
import { createListTree, DEPTH_MAX, listRoot } from '../../shared/list/tree.ts'
import { UINT32_MAX } from '../../shared/uint.ts'
import type { Check, CheckContext } from './check.ts'
import type { VectorObject } from './vectorFile.ts'

const HARNESS = 'test/mocks/ListTreeHarness.sol:ListTreeHarness'

/** Maximum of full computations of the root. Each visits the whole tree, so the bound keeps the total linear. */
const ONE_SHOT_ROOTS_MAX = 16

const ZERO_LEAF: Hex = `0x${'00'.repeat(32)}`

type Operation = { at: string; op: string; nodeId: number; leafIndex: number; leaf: Hex }

function readOperation(vector: VectorObject): Operation {
  return {
    at: vector.at,
    op: vector.text('op'),
    nodeId: vector.integer('nodeId', UINT32_MAX),
    leafIndex: vector.integer('leafIndex', 4 ** DEPTH_MAX - 1),
    leaf: vector.hex('leaf', 32),
  }
}

/** Node at each index. A freed index is reused, the last freed first. This repeats the registry's rule. */
function createOccupancy(expectSame: CheckContext['expectSame']) {
  const nodeAt = new Map<number, number>()
  const freed: number[] = []
  let leafCount = 0
  return {
    follow({ at, op, nodeId, leafIndex, leaf }: Operation): void {
      if (op === 'insert') {
        expectSame(at, 'leafIndex', leafIndex, freed.pop() ?? leafCount)
        leafCount = Math.max(leafCount, leafIndex + 1)
        nodeAt.set(leafIndex, nodeId)
        return
      }
      expectSame(at, 'op', op, op === 'remove' ? 'remove' : 'update')
      expectSame(at, 'nodeId', nodeId, nodeAt.get(leafIndex) ?? 'no node at this index')
      if (op !== 'remove') return
      expectSame(at, 'leaf', leaf, ZERO_LEAF)
      nodeAt.delete(leafIndex)
      freed.push(leafIndex)
    },
    indexes: () => [...nodeAt.keys()].sort((a, b) => a - b),
  }
}

export const checkTree: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const cases = vectors.objects('operations')
    const tree = createListTree()
    const occupancy = createOccupancy(expectSame)
    const stride = Math.ceil(cases.length / ONE_SHOT_ROOTS_MAX)
    cases.forEach((vector, i) => {
      begin(vector.at)
      const operation = readOperation(vector)
      const { at, leafIndex, leaf } = operation
      const root = vector.hex('root', 32)
      occupancy.follow(operation)
      tree.set(leafIndex, hexToBytes(leaf))
      expectSame(at, 'leafCount', vector.integer('leafCount', 4 ** DEPTH_MAX), tree.leafCount())
      expectSame(at, 'depth', vector.integer('depth', DEPTH_MAX), tree.depth())
      expectSame(at, 'root', root, bytesToHex(tree.root()))
      if (i % stride !== 0 && i !== cases.length - 1) return
      const leaves = occupancy.indexes().flatMap((index) => {
        const held = tree.leaf(index)
        return held === null ? [] : [[index, held] as const]
      })
      expectSame(at, 'the root in one go', root, bytesToHex(listRoot({ depth: tree.depth(), leaves })))
    })
    return cases.length
  },
}

export const checkTreeOnChain: Check = {
  implementation: 'Solidity',
  async run({ vectors, begin, expectSame, chain }) {
    const harness = await (await chain()).deploy(HARNESS)
    const cases = vectors.objects('operations')
    let version = 0n
    for (const vector of cases) {
      begin(vector.at)
      const { at, op, leafIndex, leaf } = readOperation(vector)
      if (op === 'insert') {
        // Called first, because a transaction returns no result.
        expectSame(at, 'leafIndex', leafIndex, await harness.read<number>('insert', [leaf]))
        await harness.write('insert', [leaf])
      } else if (op === 'update') await harness.write('update', [leafIndex, leaf])
      else {
        expectSame(at, 'op', op, 'remove')
        await harness.write('remove', [leafIndex])
      }
      version++
      const [versionGot, leafCount, depth] = await harness.read<[bigint, number, number]>('listState')
      expectSame(at, 'version', version, versionGot)
      expectSame(at, 'leafCount', vector.integer('leafCount', 4 ** DEPTH_MAX), leafCount)
      expectSame(at, 'depth', vector.integer('depth', DEPTH_MAX), depth)
      expectSame(at, 'root', vector.hex('root', 32), await harness.read<Hex>('listRoot'))
    }
    return cases.length
  },
}

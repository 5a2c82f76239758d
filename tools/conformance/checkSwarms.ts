import { hexToBytes } from '../../shared/bytes.ts'
import { BUCKETS, bucketOf } from '../../shared/swarm/bucket.ts'
import { scoreOf } from '../../shared/swarm/score.ts'
import { subnetOf } from '../../shared/swarm/subnet.ts'
import { createSwarmOf, type SwarmNode } from '../../shared/swarm/swarmOf.ts'
import { UINT32_MAX } from '../../shared/uint.ts'
import type { Check } from './check.ts'
import type { VectorObject } from './vectorFile.ts'

const readNode = (vector: VectorObject): SwarmNode => ({
  nodeId: vector.integer('nodeId', UINT32_MAX),
  operator: vector.hex('operator', 20),
  ip: vector.text('ip'),
  seed: vector.bigint('seed'),
})

/** The members as one text: order counts. */
const expectedIds = (vector: VectorObject): string => JSON.stringify(vector.raw('swarm'))
const idsOf = (swarm: readonly SwarmNode[]): string => JSON.stringify(swarm.map(({ nodeId }) => nodeId))

export const checkSwarms: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const records = vectors.objects('records')
    for (const vector of records) {
      begin(vector.at)
      expectSame(vector.at, 'subnet', vector.text('subnet'), subnetOf(vector.text('ip')))
    }

    const scores = vectors.objects('scores')
    for (const vector of scores) {
      begin(vector.at)
      const score = scoreOf(vector.bigint('seed'), vector.integer('bucket', BUCKETS - 1))
      expectSame(vector.at, 'score', vector.bigint('score'), score)
    }

    const accounts = vectors.objects('accounts')
    const swarmOf = createSwarmOf(records.map(readNode))
    for (const vector of accounts) {
      begin(vector.at)
      const bucket = bucketOf(hexToBytes(vector.hex('accountKey', 32)))
      expectSame(vector.at, 'bucket', vector.integer('bucket', BUCKETS - 1), bucket)
      expectSame(vector.at, 'swarm', expectedIds(vector), idsOf(swarmOf(bucket)))
    }

    const crowded = vectors.object('crowded')
    begin(crowded.at)
    const swarmOfCrowd = createSwarmOf(crowded.objects('records').map(readNode))
    const bucket = crowded.integer('bucket', BUCKETS - 1)
    expectSame(crowded.at, 'swarm', expectedIds(crowded), idsOf(swarmOfCrowd(bucket)))

    return records.length + scores.length + accounts.length + 1
  },
}

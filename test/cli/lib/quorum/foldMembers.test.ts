import { describe, expect, it } from 'vitest'
import { foldMembers, type KeyEvent, type LifeEvent } from '../../../../cli/lib/quorum/foldMembers.ts'
import { seededBlsKey } from '../../../../devnet/demo/seededKeys.ts'
import { blsPublicKey } from '../../../../shared/signing/bls.ts'

const registered = (nodeId: number): LifeEvent => ({
  eventName: 'ServiceNodeRegistered',
  nodeId,
  blsKey: blsPublicKey(seededBlsKey('fold', nodeId)),
})

const becomes = (eventName: Exclude<LifeEvent['eventName'], KeyEvent>, nodeId: number): LifeEvent => ({
  eventName,
  nodeId,
})

describe('foldMembers', () => {
  it('foldMembers gives ids in order when their last change made them active', () => {
    const events = [
      ...[12, 3, 5, 4, 9].map(registered),
      ...[12, 3, 5, 4].map((id) => becomes('ServiceNodeActivated', id)),
      becomes('ServiceNodeSuspended', 3),
      becomes('ServiceNodeSuspended', 5),
      becomes('ServiceNodeResumed', 3),
      becomes('ServiceNodeRemoved', 5),
      becomes('ServiceNodeExited', 4),
    ]
    const { members, keys } = foldMembers(events)
    expect(members).toEqual([3, 12])
    expect([...keys.keys()]).toEqual([12, 3, 5, 4, 9])
    expect(keys.get(9)).toEqual(blsPublicKey(seededBlsKey('fold', 9)))
  })

  it('foldMembers gives the key of the last rotation when a member changed its key', () => {
    const blsKey = blsPublicKey(seededBlsKey('fold', 'rotated'))
    const joined = [registered(3), becomes('ServiceNodeActivated', 3)]
    const { members, keys } = foldMembers([...joined, { eventName: 'KeysRotated', nodeId: 3, blsKey }])
    expect(members).toEqual([3])
    expect(keys.get(3)).toEqual(blsKey)
    expect(foldMembers(joined).keys.get(3)).toEqual(blsPublicKey(seededBlsKey('fold', 3)))
  })

  it('foldMembers gives no member when there is no event or only a registration', () => {
    expect(foldMembers([]).members).toEqual([])
    expect(foldMembers([registered(1)]).members).toEqual([])
  })
})

import { encodeAbiParameters, encodeEventTopics, type Hex, keccak256, toHex } from 'viem'
import { describe, expect, it } from 'vitest'
import { createGovernancePart } from '../../../indexer/project/createGovernancePart.ts'
import { decodeLog } from '../../../indexer/project/createLogDecoder.ts'
import { OperationOutOfPlaceError } from '../../../indexer/project/errors.ts'
import type { Block, LogOf } from '../../../indexer/project/types.ts'
import { noRows } from '../../../indexer/store/tables.ts'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'

const ACCOUNT: Hex = `0x${'5e'.repeat(20)}`
const OPERATION = keccak256(toHex('operation'))
const HASH = keccak256(toHex('block'))

const block = (number: bigint): Block => ({ number, hash: HASH, parentHash: HASH, timestamp: 1_700_000_000n + number })

/** A log of the manager, as an endpoint would give it. */
function log(topics: unknown, data: Hex): LogOf<'ACCESS_MANAGER'> {
  const place = { blockNumber: 1n, blockHash: HASH, logIndex: 0, transactionHash: HASH, transactionIndex: 0 }
  const raw = { address: ACCOUNT, ...place, topics: topics as Hex[], data }
  return decodeLog('ACCESS_MANAGER', raw) as LogOf<'ACCESS_MANAGER'>
}

const scheduled = (nonce: number) =>
  log(
    encodeEventTopics({
      abi: accessManagerAbi,
      eventName: 'OperationScheduled',
      args: { operationId: OPERATION, nonce },
    }),
    encodeAbiParameters(
      [{ type: 'uint48' }, { type: 'address' }, { type: 'address' }, { type: 'bytes' }],
      [1_800_000_000, ACCOUNT, ACCOUNT, '0x01020304'],
    ),
  )
const ended = (eventName: 'OperationExecuted' | 'OperationCanceled', nonce: number) =>
  log(encodeEventTopics({ abi: accessManagerAbi, eventName, args: { operationId: OPERATION, nonce } }), '0x')
const granted = (delay: number, since: number, newMember: boolean) =>
  log(
    encodeEventTopics({
      abi: accessManagerAbi,
      eventName: 'RoleGranted',
      args: { roleId: 2n ** 64n - 1n, account: ACCOUNT },
    }),
    encodeAbiParameters([{ type: 'uint32' }, { type: 'uint48' }, { type: 'bool' }], [delay, since, newMember]),
  )

describe('createGovernancePart', () => {
  it('gives one row for a key when a block changes it twice, and none when nothing changes', () => {
    const part = createGovernancePart(noRows())
    const { operations } = part.apply(block(1n), [scheduled(1), ended('OperationCanceled', 1), scheduled(2)])
    expect(operations).toMatchObject([
      { nonce: 1, state: 'CANCELED' },
      { nonce: 2, state: 'SCHEDULED', announcedAt: 1_700_000_001n, readyAt: 1_800_000_000n },
    ])
    expect(Object.values(part.apply(block(2n), [])).flat()).toEqual([])
  })

  it('keeps the time since which an account is a member when only its delay changes', () => {
    const part = createGovernancePart(noRows())
    part.apply(block(1n), [granted(60, 100, true)])
    const { roleMembers } = part.apply(block(2n), [granted(0, 200, false)])
    expect(roleMembers).toEqual([
      { roleId: 2n ** 64n - 1n, account: ACCOUNT, isMember: true, memberSince: 100n, delay: 0, delaySince: 200n },
    ])
  })

  it('goes on from its own rows as if it had never stopped', () => {
    const part = createGovernancePart(noRows())
    const rows = part.apply(block(1n), [scheduled(1), granted(60, 100, true)])
    const loaded = createGovernancePart(rows)
    const logs = [ended('OperationExecuted', 1), granted(0, 200, false)]
    expect(loaded.apply(block(2n), logs)).toEqual(part.apply(block(2n), logs))
  })

  it('throws when an operation ends that was never announced, or has ended', () => {
    expect(() => createGovernancePart(noRows()).apply(block(1n), [ended('OperationExecuted', 1)])).toThrow(
      OperationOutOfPlaceError,
    )
    const part = createGovernancePart(noRows())
    part.apply(block(1n), [scheduled(1), ended('OperationExecuted', 1)])
    expect(() => part.apply(block(2n), [ended('OperationCanceled', 1)])).toThrow(/is EXECUTED already/)
  })
})

import { expect, it } from 'vitest'
import { orderTests } from '../../../tools/mutation/orderTests.ts'

const slow = { file: 'test/contracts/invariants/network.t.sol', count: 2, seconds: 9 }
const named = { file: 'test/contracts/Pools/open.t.sol', count: 30, seconds: 2 }
const quick = { file: 'test/contracts/Registry/exit.t.sol', count: 10, seconds: 1 }
const tests = [slow, quick, named]
const affected = ['contracts/Pools.sol', 'test/contracts/Other.t.sol']

it('orderTests puts tests named after the contract first, then the fast ones', () => {
  expect(orderTests(tests, affected, new Map())).toEqual([named, quick, slow])
})

it('orderTests puts the file that caught more mutants per second first', () => {
  const caught = new Map([
    [slow.file, 3],
    [quick.file, 5],
  ])
  expect(orderTests(tests, affected, caught)).toEqual([quick, named, slow])
  expect(orderTests(tests, affected, new Map([[slow.file, 9]]))).toEqual([slow, named, quick])
})

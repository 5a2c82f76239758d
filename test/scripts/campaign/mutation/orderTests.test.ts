import { expect, it } from 'vitest'
import { orderTests } from '../../../../scripts/campaign/mutation/orderTests.ts'

const slow = { file: 'test/contracts/invariants/network.t.sol', count: 2, seconds: 9 }
const named = { file: 'test/contracts/Pools/open.t.sol', count: 30, seconds: 2 }
const quick = { file: 'test/contracts/Registry/exit.t.sol', count: 10, seconds: 1 }
const tests = [slow, quick, named]
const affected = ['contracts/Pools.sol', 'test/contracts/Other.t.sol']

it('tests named after the contract come first, then the fast ones', () => {
  expect(orderTests(tests, affected, new Map())).toEqual([named, quick, slow])
})

it('what caught the mutants of the same file comes before all others', () => {
  const caught = new Map([
    [slow.file, 1],
    [quick.file, 5],
  ])
  expect(orderTests(tests, affected, caught)).toEqual([quick, slow, named])
})

import { encodeAbiParameters, type Hex, keccak256, zeroAddress } from 'viem'
import type { Driver } from '../driver/createDriver.ts'
import { DifferenceError } from '../errors.ts'
import { expectSame } from '../expectSame.ts'
import { comparePoolsReplay } from './comparePoolsReplay.ts'
import { type Rebuilt, replayLogs } from './replayLogs.ts'
import { replayPools } from './replayPools.ts'

/** Slots to search. The registry has fewer variables, and one of their slots holds the counters of removals. */
const SLOTS_MAX = 32n

/** Slots of the list tree, which comes first in the registry's storage: see `ListTree.Tree`. */
const TREE_SLOT = 1n
const FREED_SLOT = 3n
const FREED_PER_SLOT = 8

/** Compares the state from the log alone with every view, and with storage if there is no view. */
export const compareReplay = async (driver: Driver): Promise<Rebuilt> => {
  const { views, deployment } = driver
  const logs = await driver.logs()
  const rebuilt = replayLogs(logs, deployment.epochSeconds)
  expectSame('the number of nodes rebuilt', rebuilt.nodes.size, await views.nodeCount())
  for (const [nodeId, node] of rebuilt.nodes) {
    const keys = rebuilt.keys.get(nodeId)
    if (keys === undefined) throw new DifferenceError({ what: 'keys rebuilt', expected: nodeId, actual: undefined })
    expectSame(`node ${nodeId} rebuilt`, node, await views.node(nodeId, keys))
    const account = rebuilt.rewardAccounts.get(nodeId)
    expectSame(`the rewards of node ${nodeId} rebuilt`, account, await views.rewardAccount(nodeId))
  }
  expectSame('the list rebuilt', rebuilt.list, await views.list())
  expectSame('the principal rebuilt', rebuilt.principalOwed, await views.principalOwed())
  expectSame('the parameters rebuilt', rebuilt.parameters, await views.parameters())
  const changeableFrom = await views.parametersChangeableFrom()
  expectSame('when they may change, rebuilt', rebuilt.parametersChangeableFrom, changeableFrom)
  expectSame('the pause rebuilt', rebuilt.pausedUntil, await views.pausedUntil())
  for (const [source, contract] of rebuilt.sources.entries()) {
    expectSame(`source ${source} rebuilt`, contract, await views.sourceOf(source))
  }
  expectSame('the source rebuilt', rebuilt.sources.at(-1), await views.source())
  for (const [account, balance] of rebuilt.balances) {
    // Source of minted tokens.
    if (account === zeroAddress) continue
    expectSame(`the balance of ${account} rebuilt`, balance, await views.balance(account))
  }
  const epoch = Math.floor(driver.head().time / deployment.epochSeconds)
  for (const named of [epoch - 1, epoch]) {
    expectSame(`the signer set of epoch ${named} rebuilt`, rebuilt.signerSet(named), await views.signerSet(named))
  }
  await comparePool(driver, rebuilt)
  await compareFreed(driver, rebuilt.freed)
  await compareRemovals(driver, rebuilt.removalsByDay)
  await comparePoolsReplay(driver, replayPools(logs), rebuilt)
  return rebuilt
}

/**
 * While nothing can be emitted, the pool's clock moves without an event and has no effect: see `IRewardsPool.Accrued`.
 */
const comparePool = async (driver: Driver, { pool }: Rebuilt): Promise<void> => {
  const actual = await driver.views.pool()
  const idle = actual.activeNodes === 0 || actual.balanceX32 === 0n
  expectSame('the pool rebuilt', idle ? { ...pool, accruedAt: actual.accruedAt } : pool, actual)
}

/** No view shows which leaves are reused next, and in which order. */
const compareFreed = async (driver: Driver, freed: readonly number[]): Promise<void> => {
  const tree = BigInt(await driver.storageAt(TREE_SLOT))
  expectSame('the number of freed leaves', freed.length, Number((tree >> 96n) & 0xffff_ffffn))
  for (let position = 0; position * FREED_PER_SLOT < freed.length; position++) {
    const slot = keccak256(
      encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [BigInt(position), FREED_SLOT]),
    )
    const word = BigInt(await driver.storageAt(BigInt(slot)))
    const expected = freed.slice(position * FREED_PER_SLOT, (position + 1) * FREED_PER_SLOT)
    const actual = expected.map((_, index) => Number((word >> BigInt(32 * index)) & 0xffff_ffffn))
    expectSame(`freed leaves from ${position * FREED_PER_SLOT} on`, expected, actual)
  }
}

const DAYS = 8
const BITS = 8n

/** Bits below the day of the last removal, in the slot that it shares: see `RegistryState`. */
const DAY_SHIFT = 168n

/** The counters of removals have no view either. Some slot of the registry must hold them, see `RemovalLimit`. */
const compareRemovals = async (driver: Driver, byDay: ReadonlyMap<number, number>): Promise<void> => {
  if (byDay.size === 0) return
  const last = Math.max(...byDay.keys())
  let expected = BigInt(last)
  for (let back = 0; back < DAYS; back++) {
    expected |= BigInt(byDay.get(last - back) ?? 0) << (24n + BigInt(back) * BITS)
  }
  const words: Hex[] = []
  for (let slot = 0n; slot < SLOTS_MAX; slot++) words.push(await driver.storageAt(slot))
  if (!words.some((actual) => BigInt(actual) >> DAY_SHIFT === expected))
    throw new DifferenceError({ what: 'the counters of removals', expected, actual: words })
}

import { encodeAbiParameters, keccak256, zeroAddress } from 'viem'
import type { Driver } from '../driver/createDriver.ts'
import { DifferenceError } from '../errors.ts'
import { expectSame } from '../expectSame.ts'
import { compareLimits } from './compareLimits.ts'
import { comparePoolsReplay } from './comparePoolsReplay.ts'
import type { Rebuilt } from './rebuilt.ts'
import { replayLogs } from './replayLogs.ts'
import { replayPools } from './replayPools.ts'

/** Slots of the list tree, which comes first in the registry's storage: see `ListTree.Tree`. */
const TREE_SLOT = 1n
const FREED_SLOT = 3n
const FREED_PER_SLOT = 8

/** Compares the state from the log alone with every view, and with storage if there is no view. */
export const compareReplay = async (driver: Driver): Promise<Rebuilt> => {
  const { views, deployment } = driver
  const logs = await driver.logs()
  const { epochSeconds } = deployment
  const rebuilt = replayLogs(logs, { epochSeconds, launchEnd: await views.launchEnd() })
  expectSame('the number of nodes rebuilt', rebuilt.nodes.size, await views.nodeCount())
  for (const [nodeId, node] of rebuilt.nodes) {
    const keys = rebuilt.keys.get(nodeId)
    if (keys === undefined) throw new DifferenceError({ what: 'keys rebuilt', expected: nodeId, actual: undefined })
    expectSame(`node ${nodeId} rebuilt`, node, await views.node(nodeId, keys))
    const account = rebuilt.rewardAccounts.get(nodeId)
    expectSame(`the rewards of node ${nodeId} rebuilt`, account, await views.rewardAccount(nodeId))
  }
  for (const [blsKeyHash, signer] of rebuilt.replacedSigners) {
    expectSame(`the replaced BLS key ${blsKeyHash} rebuilt`, signer, await views.signer(blsKeyHash))
  }
  for (const [ed25519Key, identity] of rebuilt.replacedIdentities) {
    expectSame(`the replaced Ed25519 key ${ed25519Key} rebuilt`, identity, await views.identity(ed25519Key))
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
  const epoch = Math.floor(driver.head().time / epochSeconds)
  for (const named of [epoch - 1, epoch]) {
    expectSame(`the signer set of epoch ${named} rebuilt`, rebuilt.signerSet(named), await views.signerSet(named))
  }
  await comparePool(driver, rebuilt)
  await compareFreed(driver, rebuilt)
  await compareLimits(driver, rebuilt)
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

/** The number of events, proven by its slot. No view shows which leaves are reused next, and in which order. */
const compareFreed = async (driver: Driver, { freed, eventCount }: Rebuilt): Promise<void> => {
  const { registry } = driver.deployment
  const tree = BigInt(await driver.storageAt(registry, TREE_SLOT))
  expectSame('the number of events', eventCount, (tree >> 136n) & 0xffff_ffff_ffff_ffffn)
  expectSame('the number of freed leaves', freed.length, Number((tree >> 96n) & 0xffff_ffffn))
  for (let position = 0; position * FREED_PER_SLOT < freed.length; position++) {
    const slot = keccak256(
      encodeAbiParameters([{ type: 'uint256' }, { type: 'uint256' }], [BigInt(position), FREED_SLOT]),
    )
    const word = BigInt(await driver.storageAt(registry, BigInt(slot)))
    const expected = freed.slice(position * FREED_PER_SLOT, (position + 1) * FREED_PER_SLOT)
    const actual = expected.map((_, index) => Number((word >> BigInt(32 * index)) & 0xffff_ffffn))
    expectSame(`freed leaves from ${position * FREED_PER_SLOT} on`, expected, actual)
  }
}

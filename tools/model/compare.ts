import { concat, numberToHex, zeroAddress } from 'viem'
import { payable, rewardShortfall } from '../support/exactRewards.ts'
import { comparePools } from './comparePools.ts'
import { compareSource, compareSources } from './compareSources.ts'
import type { Driver } from './driver/createDriver.ts'
import { DifferenceError } from './errors.ts'
import { expectSame, type Touched } from './expectSame.ts'
import { depthOf, rootOf } from './list.ts'
import { isPayable, protocolContracts } from './payable.ts'
import { activeCount, intervalOf, signersOf } from './signers.ts'
import { epochAt, type ModelNode, type ModelState, STATUS } from './state.ts'
import { allowanceOf, balanceOf } from './token.ts'
import type { IdentityView, ListView, NodeView, SignerSetView, SignerView } from './views.ts'

/** Compares list, principal, pool, and the nodes and balances that an operation touched. */
export const compareTouched = async (state: ModelState, driver: Driver, touched: Touched): Promise<void> => {
  const { views } = driver
  const { registry, rewardsPool, contributionPools } = state.world
  expectSame('the list', listOf(state), await views.list())
  expectSame('the principal owed', principalOwed(state), await views.principalOwed())
  expectSame("the number of the registry's events", driver.eventCount(), await views.eventCount())
  await comparePool(state, driver)
  await compareSignerSets(state, driver)
  await compareNewestSet(state, driver)
  await compareSource(state, driver)
  for (const nodeId of touched.nodeIds) {
    const node = state.nodes.get(nodeId)
    if (node !== undefined) await compareNode(state, driver, node)
  }
  for (const account of new Set([registry, rewardsPool, contributionPools, ...touched.accounts])) {
    expectSame(`the balance of ${account}`, balanceOf(state, account), await views.balance(account))
  }
  await comparePools(state, driver, touched)
}

/** Compares everything there is. */
export const compareAll = async (state: ModelState, driver: Driver): Promise<void> => {
  const { views } = driver
  expectSame('the number of nodes', state.nodes.size, await views.nodeCount())
  const [nodeIds, accounts, poolIds] = [state.nodes.keys(), [...state.balances.keys()], state.pools.keys()]
  await compareTouched(state, driver, { nodeIds, accounts, poolIds })
  expectSame('the parameters', state.parameters, await views.parameters())
  const changeableFrom = await views.parametersChangeableFrom()
  expectSame('when they may change', state.parametersChangeableFrom, changeableFrom)
  expectSame('the pause', state.pausedUntil, await views.pausedUntil())
  expectSame('the end of the launch', state.world.launchEnd, await views.launchEnd())
  const contracts = state.world.beacons.map(({ address }) => address)
  for (const account of [zeroAddress, ...protocolContracts(state), ...contracts, ...accounts]) {
    expectSame(`whether ${account} is payable`, isPayable(state, account), await views.isPayable(account))
  }
  await compareSources(state, driver)
  expectSame('the number of signers', activeCount(state), await views.activeCount())
  for (const owner of driver.actors) {
    expectSame(`the permits of ${owner}`, state.permitNonces.get(owner) ?? 0n, await views.permitNonce(owner))
    for (const spender of [state.world.registry, state.world.rewardsPool, state.world.contributionPools]) {
      const expected = allowanceOf(state, owner, spender)
      expectSame(`the allowance of ${owner}`, expected, await views.allowance(owner, spender))
    }
  }
}

const listOf = (state: ModelState): ListView => ({
  root: rootOf(state.leaves),
  version: state.listVersion,
  leafCount: state.leaves.length,
  depth: depthOf(state.leaves.length),
})

/** The sets that may sign now: of this epoch and the one before. */
const compareSignerSets = async (state: ModelState, driver: Driver): Promise<void> => {
  const epoch = epochAt(state, driver.head().time)
  for (const named of [epoch - 1, epoch]) {
    const members = signersOf(state, named)
    const expected: SignerSetView = { aggregate: driver.keyring.sum(members.values()), members: members.size }
    expectSame(`the signer set of epoch ${named}`, expected, await driver.views.signerSet(named))
  }
}

/** Slots of `SignerRing.Ring`, which comes first in the storage of the signer sets. */
const MARKS_SLOT = 0n
const AGGREGATE_SLOTS = 3n
const NEWEST_SHIFT = 192n

/** No view shows the set of the next epoch before it begins. Its sum is that of the current keys of Active nodes. */
const compareNewestSet = async (state: ModelState, { keyring, storageAt }: Driver): Promise<void> => {
  const word = async (slot: bigint): Promise<bigint> => BigInt(await storageAt(state.world.signerSets, slot))
  const first = 1n + ((await word(MARKS_SLOT)) >> NEWEST_SHIFT) * AGGREGATE_SLOTS
  const [highs, xLow, yLow] = [await word(first), await word(first + 1n), await word(first + 2n)]
  const words = [highs & (2n ** 128n - 1n), xLow, highs >> 128n, yLow].map((value) => numberToHex(value, { size: 32 }))
  const keys = [...state.nodes.values()].flatMap(({ status, key }) => (status === STATUS.Active ? key : []))
  expectSame('the sum of the newest signer set', keyring.sum(keys), concat(words))
}

/** Sum of the principal that the nodes have locked, base units. */
export const principalOwed = (state: ModelState): bigint =>
  [...state.nodes.values()].reduce((sum, { principal, paid }) => (paid ? sum : sum + principal), 0n)

/** A ticket has the round in its low 40 bits, and the source above them. */
const ROUND_VALUES = 2 ** 40

const nodeView = (state: ModelState, node: ModelNode): NodeView => ({
  owner: node.owner,
  operator: node.operator,
  pendingOwner: node.pendingOwner ?? zeroAddress,
  pendingOperator: node.pendingOperator ?? zeroAddress,
  principal: node.principal,
  paid: node.paid,
  principalPaid: node.paid ? node.principal : 0n,
  ...node.endpoint,
  endpointEpoch: node.endpointEpoch,
  extensionEpoch: node.extensionEpoch,
  extensionHash: node.extensionHash,
  ownerRotationEpoch: node.ownerRotationEpoch,
  operatorRotationEpoch: node.operatorRotationEpoch,
  operatorEpoch: node.operatorEpoch,
  activatedAt: node.activatedAt,
  seed: node.seed,
  leafIndex: node.leafIndex,
  status: node.status,
  activatableAt: node.activatableAt,
  exitDueAt: node.exitDueAt,
  suspendedAt: node.suspendedAt,
  ticket: node.ticket.source * ROUND_VALUES + node.ticket.round,
  blsKeyUser: node.nodeId,
  ed25519KeyUser: node.nodeId,
  flags: 0,
  ...intervalOf(state, node.key),
  statusEpoch: node.statusEpoch,
  replaced: false,
})

/** Keys of a node that it has replaced stay as they were, and marked. */
const compareReplaced = async (state: ModelState, { views, keyring }: Driver, node: ModelNode): Promise<void> => {
  const { nodeId } = node
  for (const { key, statusEpoch } of node.replacedKeys) {
    const expected: SignerView = { nodeId, ...intervalOf(state, key), statusEpoch, replaced: true }
    expectSame(`a replaced BLS key of node ${nodeId}`, expected, await views.signer(keyring.hash(key)))
  }
  for (const { ed25519Key, endpoint, endpointEpoch } of node.replacedIdentities) {
    const expected: IdentityView = { nodeId, ...endpoint, endpointEpoch, flags: 1 }
    expectSame(`a replaced Ed25519 key of node ${nodeId}`, expected, await views.identity(ed25519Key))
  }
}

const SHIFT = 32n

/** The node as stored, and its rewards as of the pool's last accrual. */
const compareNode = async (state: ModelState, driver: Driver, node: ModelNode): Promise<void> => {
  const { views, keyring } = driver
  const { nodeId, ed25519Key } = node
  const keys = { blsKeyHash: keyring.hash(node.key), ed25519Key }
  expectSame(`node ${nodeId}`, nodeView(state, node), await views.node(nodeId, keys))
  await compareReplaced(state, driver, node)

  const account = await views.rewardAccount(nodeId)
  const { rewardPerNodeX32 } = await views.pool()
  expectSame(`whether node ${nodeId} earns`, state.rewards.active.has(nodeId), account.active)
  expectSame(`what node ${nodeId} was paid`, node.rewardsPaid, account.paid)
  const earnedX32 = account.active ? rewardPerNodeX32 - account.markX32 : account.markX32
  const exact = state.rewards.earned.get(nodeId) ?? 0n
  const wrong = rewardShortfall(earnedX32, exact, state.poolCalls)
  if (wrong !== undefined)
    throw new DifferenceError({ what: `rewards of node ${nodeId}`, expected: wrong, actual: earnedX32 })
}

const comparePool = async (state: ModelState, driver: Driver): Promise<void> => {
  const pool = await driver.views.pool()
  expectSame('the number of nodes that earn', state.rewards.active.size, pool.activeNodes)
  const wrong = rewardShortfall(pool.balanceX32, state.rewards.balance(), state.poolCalls)
  if (wrong !== undefined)
    throw new DifferenceError({ what: "the pool's balance", expected: wrong, actual: pool.balanceX32 })
  const held = balanceOf(state, state.world.rewardsPool) << SHIFT
  if (held < pool.balanceX32 + pool.owedX32)
    throw new DifferenceError({ what: 'what the pool holds', expected: pool.balanceX32 + pool.owedX32, actual: held })
}

/** Compares the rewards of each node that a claim would pay now. */
export const compareAccrued = async (state: ModelState, driver: Driver): Promise<void> => {
  const rewards = state.rewards.copy()
  rewards.advance(BigInt(driver.head().time))
  for (const { nodeId, rewardsPaid } of state.nodes.values()) {
    const actual = rewardsPaid + (await driver.views.accrued(nodeId))
    const expected = payable(rewards.earned.get(nodeId) ?? 0n, state.poolCalls + 1n)
    if (actual < expected.min || actual > expected.max)
      throw new DifferenceError({ what: `rewards due to node ${nodeId}`, expected, actual })
  }
}

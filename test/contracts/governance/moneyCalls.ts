import { maxUint256, parseEther } from 'viem'
import { signPermit } from '../../../devnet/chain/signPermit.ts'
import { seededAccount } from '../../../devnet/demo/seededKeys.ts'
import { blsPublicKey } from '../../../shared/signing/bls.ts'
import { QUORUM_KINDS } from '../../../shared/signing/quorumDigest.ts'
import { type CallMaker, callsOf } from './callMaker.ts'
import { newKeys } from './newKeys.ts'
import { newNode } from './newNode.ts'
import { NODE, SEED, type World } from './world.ts'

const ONE_TOKEN = parseEther('1')

const pool = callsOf('RewardsPool')
const signerSets = callsOf('SignerSets')
const token = callsOf('StakingToken')

const keyOf = (world: World, nodeId: number) => blsPublicKey(world.planOf(nodeId).blsSecretKey)

const permitSignedBy = async ({ client, deployment }: World, name: string) => {
  const { value, deadline, v, r, s } = await signPermit(client, deployment, seededAccount(SEED, name), ONE_TOKEN, 0n)
  return [deployment.registry, value, deadline, v, r, s]
}

/** Calls of the rewards pool, the signer sets and the token, by `Contract.function`; variants in brackets. */
export const moneyCalls: Readonly<Record<string, CallMaker>> = {
  'RewardsPool.fund': { call: pool('fund', () => [ONE_TOKEN]) },
  'RewardsPool.absorb': { call: pool('absorb', () => []) },
  'RewardsPool.claim': { call: pool('claim', () => [[NODE.active, NODE.exitDue]]) },
  'RewardsPool.nodeActivated': { call: pool('nodeActivated', () => [NODE.activatable]) },
  'RewardsPool.nodeDeactivated': { call: pool('nodeDeactivated', () => [NODE.active]) },
  'SignerSets.admit': {
    call: signerSets('admit', async (world) => {
      const { registration, operatorSignature } = await newNode(world)
      return [NODE.unregistered, registration, world.who.stranger, operatorSignature]
    }),
  },
  'SignerSets.nodeJoined': {
    call: signerSets('nodeJoined', (world) => [NODE.activatable, keyOf(world, NODE.activatable)]),
  },
  'SignerSets.nodeLeft': { call: signerSets('nodeLeft', (world) => [NODE.active, keyOf(world, NODE.active)]) },
  'SignerSets.rotate': {
    call: signerSets('rotate', async (world) => [NODE.active, await newKeys(world, NODE.active)]),
  },
  'SignerSets.enact': {
    call: signerSets('enact', async (world) => [
      QUORUM_KINDS.indexOf('suspend'),
      await world.quorumAction('suspend', NODE.active),
      1,
      true,
    ]),
  },
  'StakingToken.approve': { call: token('approve', ({ who }) => [who.named, ONE_TOKEN]) },
  'StakingToken.transfer': { call: token('transfer', ({ who }) => [who.named, ONE_TOKEN]) },
  'StakingToken.transferFrom': {
    prepare: async (world, from) => {
      await world.must(world.who.owner, await token('approve', () => [from, maxUint256])(world, from))
    },
    call: token('transferFrom', ({ who }) => [who.owner, who.named, ONE_TOKEN]),
  },
  'StakingToken.transferFrom [principal]': {
    call: token('transferFrom', ({ deployment }, from) => [deployment.registry, from, ONE_TOKEN]),
  },
  'StakingToken.transferFrom [rewards]': {
    call: token('transferFrom', ({ deployment }, from) => [deployment.rewardsPool, from, ONE_TOKEN]),
  },
  'StakingToken.transferFrom [contributions]': {
    call: token('transferFrom', ({ deployment }, from) => [deployment.contributionPools, from, ONE_TOKEN]),
  },
  'StakingToken.permit': {
    call: token('permit', async (world) => [
      seededAccount(SEED, 'permit').address,
      ...(await permitSignedBy(world, 'permit')),
    ]),
  },
  'StakingToken.permit [forged]': {
    call: token('permit', async (world) => [world.who.owner, ...(await permitSignedBy(world, 'forger'))]),
  },
}

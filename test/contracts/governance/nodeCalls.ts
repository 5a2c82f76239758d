import { zeroHash } from 'viem'
import { signLocalRound } from '../../../deploy/localBeacon.ts'
import { blsKeyHash, blsPublicKey, blsSign } from '../../../shared/signing/bls.ts'
import { NO_PERMIT } from '../../../shared/signing/registration.ts'
import { type CallMaker, callsOf } from './callMaker.ts'
import { governanceCalls } from './managerCalls.ts'
import { newKeys } from './newKeys.ts'
import { newNode } from './newNode.ts'
import { NODE, type World } from './world.ts'

const registry = callsOf('ServiceNodeRegistry')
const beacon = callsOf('BeaconRandomness')

/** A round that no test publishes otherwise. */
const ROUND = 123_456

const keyOf = (world: World, nodeId: number) => blsPublicKey(world.planOf(nodeId).blsSecretKey)

const keysOf = (world: World, nodeId: number) => [keyOf(world, nodeId), world.planOf(nodeId).ed25519Key] as const

/** Keys as calls take them that need only the hash of the BLS key. */
const hashedKeysOf = (world: World, nodeId: number) => {
  const [blsKey, ed25519Key] = keysOf(world, nodeId)
  return [blsKeyHash(blsKey), ed25519Key] as const
}

/** A valid action, signed by one node instead of the quorum. */
const byOneNode = async (world: World, kind: 'suspend' | 'resume' | 'remove', nodeId: number) => ({
  ...(await world.quorumAction(kind, nodeId)),
  signature: blsSign(zeroHash, world.planOf(NODE.active).blsSecretKey),
})

/** Calls of the registry and of the beacon, by `Contract.function`; variants in brackets. */
export const nodeCalls: Readonly<Record<string, CallMaker>> = {
  'ServiceNodeRegistry.register': {
    call: registry('register', async (world) => {
      const { registration, operatorSignature, stakingRequirement } = await newNode(world)
      return [registration, operatorSignature, stakingRequirement, NO_PERMIT]
    }),
  },
  'ServiceNodeRegistry.register [unsigned]': {
    call: registry('register', async (world) => {
      const { registration, stakingRequirement } = await newNode(world)
      return [registration, '0x', stakingRequirement, NO_PERMIT]
    }),
  },
  'ServiceNodeRegistry.register [for the pools]': {
    call: registry('register', async (world) => {
      const owner = world.deployment.contributionPools
      const { registration, operatorSignature, stakingRequirement } = await newNode(world, NODE.unregistered, owner)
      return [registration, operatorSignature, stakingRequirement, NO_PERMIT]
    }),
  },
  'ServiceNodeRegistry.activate': {
    call: registry('activate', (world) => [NODE.activatable, ...keysOf(world, NODE.activatable)]),
  },
  'ServiceNodeRegistry.updateEndpoint': {
    call: registry('updateEndpoint', (world) => {
      const endpoint = { ...world.planOf(NODE.active).endpoint, rpcPort: 443 }
      return [NODE.active, ...hashedKeysOf(world, NODE.active), endpoint]
    }),
  },
  'ServiceNodeRegistry.setExtension': {
    call: registry('setExtension', (world) => [NODE.active, ...hashedKeysOf(world, NODE.active), '0x5a']),
  },
  'ServiceNodeRegistry.rotateKeys': {
    call: registry('rotateKeys', async (world) => [NODE.active, await newKeys(world, NODE.active)]),
  },
  'ServiceNodeRegistry.proposeOperator': {
    call: registry('proposeOperator', ({ who }) => [NODE.active, who.stranger]),
  },
  'ServiceNodeRegistry.acceptOperator': {
    call: registry('acceptOperator', (world) => [NODE.offered, ...hashedKeysOf(world, NODE.offered)]),
  },
  'ServiceNodeRegistry.proposeOwner': { call: registry('proposeOwner', ({ who }) => [NODE.active, who.stranger]) },
  'ServiceNodeRegistry.proposeOwner [to the pools]': {
    call: registry('proposeOwner', ({ deployment }) => [NODE.active, deployment.contributionPools]),
  },
  'ServiceNodeRegistry.acceptOwner': { call: registry('acceptOwner', () => [NODE.offered]) },
  'ServiceNodeRegistry.requestExit': { call: registry('requestExit', () => [NODE.active]) },
  'ServiceNodeRegistry.exit': { call: registry('exit', (world) => [NODE.exitDue, keyOf(world, NODE.exitDue)]) },
  'ServiceNodeRegistry.exit [not due]': {
    call: registry('exit', (world) => [NODE.active, keyOf(world, NODE.active)]),
  },
  'ServiceNodeRegistry.suspend': {
    call: registry('suspend', async (world) => [await world.quorumAction('suspend', NODE.active)]),
  },
  'ServiceNodeRegistry.suspend [no quorum]': {
    call: registry('suspend', async (world) => [await byOneNode(world, 'suspend', NODE.active)]),
  },
  'ServiceNodeRegistry.resume': {
    call: registry('resume', async (world) => [
      await world.quorumAction('resume', NODE.suspended),
      world.planOf(NODE.suspended).ed25519Key,
    ]),
  },
  'ServiceNodeRegistry.resume [no quorum]': {
    call: registry('resume', async (world) => [
      await byOneNode(world, 'resume', NODE.suspended),
      world.planOf(NODE.suspended).ed25519Key,
    ]),
  },
  'ServiceNodeRegistry.remove': {
    call: registry('remove', async (world) => [await world.quorumAction('remove', NODE.active)]),
  },
  'ServiceNodeRegistry.remove [no quorum]': {
    call: registry('remove', async (world) => [await byOneNode(world, 'remove', NODE.active)]),
  },
  'ServiceNodeRegistry.resumeByOperator': {
    call: registry('resumeByOperator', (world) => [NODE.suspended, ...keysOf(world, NODE.suspended)]),
  },
  'ServiceNodeRegistry.sweep': { call: registry('sweep', () => []) },
  'ServiceNodeRegistry.setParameters': { call: governanceCalls.setParameters },
  'ServiceNodeRegistry.setRandomness': { call: registry('setRandomness', ({ deployment }) => [deployment.randomness]) },
  'ServiceNodeRegistry.pauseRegistration': { call: governanceCalls.pauseRegistration },
  'ServiceNodeRegistry.unpauseRegistration': {
    prepare: async (world) => {
      const { guardian } = world.who
      await world.must(guardian, await governanceCalls.pauseRegistration(world, guardian))
    },
    call: registry('unpauseRegistration', () => []),
  },
  'BeaconRandomness.publish': { call: beacon('publish', () => [ROUND, signLocalRound(ROUND)]) },
  'BeaconRandomness.publish [another round]': { call: beacon('publish', () => [ROUND, signLocalRound(ROUND + 1)]) },
  'ServiceNodeRegistry.setAuthority': { call: registry('setAuthority', ({ otherManager }) => [otherManager]) },
}

import { keccak256 } from 'viem'
import { blsPublicKey } from '../../../shared/signing/bls.ts'
import { NO_PERMIT } from '../../../shared/signing/registration.ts'
import { type CallMaker, callsOf } from './callMaker.ts'
import { contributionTo, livingPool, newTerms, POOL, QUARTER, reopenPool, sharedNode } from './openPools.ts'
import { DAY, NODE } from './world.ts'

const pools = callsOf('ContributionPools')

/** Slot of the owner, which contributed to every pool. */
const OWNERS_PLACE = 1

/** Calls of the contribution pools, by `Contract.function`. */
export const poolCalls: Readonly<Record<string, CallMaker>> = {
  'ContributionPools.open': {
    call: pools('open', async (world) => {
      const { registration, operatorSignature } = await sharedNode(world)
      return [await newTerms(world), registration, operatorSignature, QUARTER, NO_PERMIT]
    }),
  },
  'ContributionPools.replaceRegistration': {
    prepare: (world) => reopenPool(world, 'open'),
    call: pools('replaceRegistration', async (world) => {
      const { registration, operatorSignature } = await sharedNode(world)
      return [await livingPool(world, 'open'), registration, operatorSignature]
    }),
  },
  'ContributionPools.contribute': {
    prepare: (world) => reopenPool(world, 'open'),
    call: pools('contribute', async (world) => contributionTo(world, await livingPool(world, 'open'), QUARTER)),
  },
  'ContributionPools.withdraw': {
    prepare: async (world) => {
      await reopenPool(world, 'open')
      await world.at((await world.now()) + DAY)
    },
    call: pools('withdraw', async (world) => [await livingPool(world, 'open')]),
  },
  'ContributionPools.finalize': {
    prepare: (world) => reopenPool(world, 'full'),
    call: pools('finalize', async (world) => {
      const { registration, operatorSignature } = await sharedNode(world)
      return [await livingPool(world, 'full'), registration, operatorSignature]
    }),
  },
  'ContributionPools.requestExit': { call: pools('requestExit', () => [POOL.registered]) },
  'ContributionPools.rotateKeys': {
    call: pools('rotateKeys', async (world) => {
      const { blsSecretKey, ed25519Key } = world.planOf(NODE.shared)
      const blsKey = blsPublicKey(blsSecretKey)
      const { proofOfPossession, deadline } = await world.registrationOf(NODE.shared)
      // A BLS key that stays needs no proof. The chain checks no Ed25519 signature.
      const rotation = {
        ...{ previousBlsKey: blsKey, blsKey, proofOfPossession, previousEd25519Key: ed25519Key, deadline },
        ...{ ed25519Key: keccak256(ed25519Key), ed25519Signature: `0x${'5a'.repeat(64)}`, compromised: false },
      }
      return [POOL.registered, rotation]
    }),
  },
  'ContributionPools.proposeOperator': {
    call: pools('proposeOperator', ({ who }) => [POOL.registered, who.stranger]),
  },
  'ContributionPools.claim': {
    call: pools('claim', () => [[{ poolId: POOL.registered, slot: OWNERS_PLACE }]]),
  },
  'ContributionPools.setBeneficiary': {
    call: pools('setBeneficiary', ({ who }) => [POOL.registered, who.stranger]),
  },
  'ContributionPools.offerSlot': { call: pools('offerSlot', ({ who }) => [POOL.registered, who.stranger]) },
  'ContributionPools.takeSlot': {
    prepare: async (world) => {
      const { owner, named } = world.who
      await world.must(owner, await pools('offerSlot', () => [POOL.registered, named])(world, owner))
    },
    call: pools('takeSlot', () => [POOL.registered, OWNERS_PLACE]),
  },
}

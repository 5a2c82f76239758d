import { NO_PERMIT } from '../../../shared/signing/registration.ts'
import { type CallMaker, callsOf } from './callMaker.ts'
import { contributionTo, livingPool, newTerms, POOL, QUARTER, reopenPool, sharedNode } from './openPools.ts'
import { DAY } from './world.ts'

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
  'ContributionPools.claim': {
    call: pools('claim', () => [[{ poolId: POOL.registered, slot: OWNERS_PLACE }]]),
  },
  'ContributionPools.setBeneficiary': {
    call: pools('setBeneficiary', ({ who }) => [POOL.registered, who.stranger]),
  },
  'ContributionPools.transferSlot': { call: pools('transferSlot', ({ who }) => [POOL.registered, who.named]) },
}

import type { Hex } from 'viem'
import { type ModelPool, POOL_STATE } from '../modelPool.ts'
import type { ClaimPlacesCall, PlaceName } from '../poolOperation.ts'
import { beneficiaryOf, dueTo } from '../pools.ts'
import { PLACES_CLAIMED_MAX } from '../rules/pools/claimPlaces.ts'
import type { ModelState } from '../state.ts'
import { type DrawContext, mostly, pickActor } from './context.ts'

type Owned = PlaceName & { readonly beneficiary: Hex; readonly due: bigint; readonly ended: boolean }

/** Usual maximum of slots in a claim. */
const PLACES_USUAL = 12

/** Slots of one beneficiary, some of them twice, some of others. Rarely as many as one call may name, or more. */
export const drawClaimPlaces = (context: DrawContext): ClaimPlacesCall => {
  const { random, state, actors, place } = context
  const all = [...state.pools.values()].flatMap((pool) => placesOf(state, pool))
  const claimable = all.filter(({ beneficiary }) => actors.includes(beneficiary))
  // Slots of exited nodes come first, because only then the sum can be checked.
  const left = claimable.filter(({ due, ended }) => ended && due > 0n)
  const owing = [...state.credit.keys()].filter((account) => actors.includes(account))
  if (owing.length > 0 && place === undefined && random.chance(0.3))
    return { kind: 'claimPlaces', sender: random.pick(owing), places: [] }
  const planned = claimable.find(
    ({ poolId, beneficiary }) => poolId === place?.poolId && beneficiary === place.contributor,
  )
  const first = planned ?? (left.length > 0 && random.chance(0.8) ? random.pick(left) : undefined)
  const sender = first?.beneficiary ?? beneficiaryOr(context, claimable)
  const own = claimable.filter(({ beneficiary, due, ended }) => beneficiary === sender && !(ended && due === 0n))
  const some = first === undefined ? own.slice(-PLACES_USUAL) : [first, ...own.filter(({ ended }) => ended)]
  const places = random.weighted<() => readonly PlaceName[]>([
    [14, () => some.slice(0, PLACES_USUAL)],
    [4, () => (own.length === 0 ? [] : [random.pick(own), random.pick(own), random.pick(own)])],
    [1, () => []],
    [1, () => repeated(own, PLACES_CLAIMED_MAX + random.below(2))],
  ])
  const wrong = (): readonly PlaceName[] => [
    ...places().slice(0, 2),
    random.pick([...all, { poolId: BigInt(state.pools.size + random.below(2)), slot: random.below(256) }]),
  ]
  const named = mostly(context, places, () => wrong)()
  return { kind: 'claimPlaces', sender, places: named.map(({ poolId, slot }) => ({ poolId, slot })) }
}

const placesOf = (state: ModelState, pool: ModelPool): Owned[] => {
  if (pool.state !== POOL_STATE.Registered) return []
  const ended = state.nodes.get(pool.nodeId)?.paid ?? false
  return pool.places.flatMap((place, slot) =>
    place === undefined
      ? []
      : [{ poolId: pool.poolId, slot, beneficiary: beneficiaryOf(place), due: dueTo(state, pool, slot), ended }],
  )
}

const beneficiaryOr = (context: DrawContext, places: readonly Owned[]): Hex =>
  places.length === 0 ? pickActor(context) : context.random.pick(places).beneficiary

const repeated = (places: readonly PlaceName[], count: number): PlaceName[] => {
  const [first] = places
  return first === undefined ? [] : Array.from({ length: count }, (_, index) => places[index % places.length] ?? first)
}

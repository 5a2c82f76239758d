import { SWARM_SIZE } from '../../shared/swarm/swarmOf.ts'

/**
 * Chance that the best of `draws` seeds is in one given swarm next to `honestNodes` nodes of random seeds. Seeds are
 * exchangeable: it is the chance that the best 7 of all are not all honest, 1 − C(n, 7) / C(n + draws, 7).
 */
export function chanceOf(honestNodes: number, draws: number): number {
  let none = 1
  for (let i = 0; i < SWARM_SIZE; i++) none *= (honestNodes - i) / (honestNodes + draws - i)
  return 1 - none
}

/** Draws until the first is in one given swarm, on average: a place is a share that has the Beta(7, n − 6) law. */
export function meanDrawsToPlace(honestNodes: number): number {
  return honestNodes / (SWARM_SIZE - 1)
}

/** Two-sided 99 % of the normal law. */
const Z_99 = 2.575829

/** Wilson's interval for a share, 99 %. */
export function intervalOf(hits: number, trials: number): readonly [low: number, high: number] {
  const share = hits / trials
  const weight = Z_99 ** 2 / trials
  const middle = (share + weight / 2) / (1 + weight)
  const half = (Z_99 / (1 + weight)) * Math.sqrt((share * (1 - share)) / trials + weight / (4 * trials))
  return [middle - half, middle + half]
}

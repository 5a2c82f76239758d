/**
 * Seeds of random runs that once failed, with the number of operations it took and what was wrong. Each is run again by
 * `differential.test.ts`. Empty: no difference between the contracts and the model was found yet, by the tests or by
 * `npm run campaign`.
 */
export const failingSeeds: readonly { readonly seed: string; readonly operations: number; readonly was: string }[] = []

/**
 * Seeds of random runs that once failed, with the number of operations and the fault. `differential.test.ts` runs each
 * again. Empty: neither the tests nor `npm run campaign` found a difference between the contracts and the model yet.
 */
export const failingSeeds: readonly { readonly seed: string; readonly operations: number; readonly was: string }[] = []

/** Ids of local development chains. `BeaconRandomness` takes the local beacon on these only. */
export const LOCAL_CHAIN_IDS: readonly number[] = [1_337, 31_337]

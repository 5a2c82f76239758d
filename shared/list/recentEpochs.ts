/**
 * Epochs that a delta reaches back from the list in use: a day of epochs of one hour. Servers keep no deltas from older
 * lists. Clients ask for none: the request would tell how long they were away.
 */
export const DELTA_EPOCHS_MAX = 24n

import { answer } from './defenders.ts'
import { BUCKET_EPOCHS, createNetworkModel, EPOCH_SECONDS, SECOND_EDITION, WEEK_EPOCHS } from './networkModel.ts'

/** One of this many nodes fails. */
const OUTAGE_SHARE = 5
/** Epochs after which a play ends. */
const HORIZON = 4 * BUCKET_EPOCHS

/**
 * Returns the hours until a fifth of an old network, silent from one moment on, is off the list. The others suspend as
 * fast as the limits allow. The moment is the worst one of a bucket.
 */
export function hoursOfOutage(nodes: number): number {
  const hours = Array.from({ length: BUCKET_EPOCHS }, (_, offset) => playOutage(nodes, offset))
  return Math.max(...hours)
}

function playOutage(nodes: number, offset: number): number {
  const network = createNetworkModel({ rules: SECOND_EDITION, launchEnd: 1 })
  const silent = Math.floor(nodes / OUTAGE_SHARE)
  const ids = Array.from({ length: nodes }, (_, index) => network.register(index < silent ? 'attacker' : 'honest'))
  network.advance(0)
  for (const nodeId of ids) network.activate(nodeId)
  const defend = answer(network, ids.slice(silent))
  const start = 2 * WEEK_EPOCHS + offset
  for (let epoch = start; epoch < start + HORIZON; epoch++) {
    network.advance(epoch * EPOCH_SECONDS)
    if (network.setOf(epoch).attacker === 0) return epoch - start
    defend()
  }
  return Number.POSITIVE_INFINITY
}

import { canSign, type NetworkModel, WEEK_EPOCHS } from './networkModel.ts'

/** Epochs from an activation to the first epoch in which a quorum can suspend the node: the third one of the node. */
const REST_EPOCHS = 2

/** Acts for all honest nodes in the present epoch, after the attacker. */
export type Defend = () => void

export type Defence = (network: NetworkModel, honestIds: readonly number[]) => Defend

/** Notices nothing. Operators do not even resume their nodes. */
export const sleep: Defence = () => () => {}

/**
 * Suspends each newcomer from its third epoch on, and each that comes back, as long as two thirds and the limits allow.
 * Operators resume their nodes as soon as they may.
 */
export const answer: Defence = (network, honestIds) => () => {
  const epoch = network.epoch()
  if (network.activeIds('honest').size < honestIds.length)
    for (const nodeId of honestIds) if (network.node(nodeId).status === 'Suspended') network.resumeByOperator(nodeId)
  const signedEpoch = [epoch, epoch - 1].find((candidate) => canSign(network.setOf(candidate), 'honest'))
  if (signedEpoch === undefined) return
  const signed = { epoch: signedEpoch, by: 'honest' } as const
  const rested = [...network.activeIds('attacker')].filter(
    (nodeId) => epoch >= network.node(nodeId).statusEpoch + REST_EPOCHS,
  )
  // The limits stop the second kind alone.
  for (const isEstablished of [false, true])
    for (const nodeId of rested.filter((id) => network.isEstablished(id) === isEstablished))
      if (network.suspend(nodeId, signed) !== undefined) break
}

/** All ask for the exit in the newcomers' third epoch, and exit as soon as it is due. */
export const leave =
  (start: number): Defence =>
  (network, honestIds) =>
  () => {
    const epoch = network.epoch()
    if (epoch === start + REST_EPOCHS) for (const nodeId of honestIds) network.requestExit(nodeId)
    if (epoch >= start + REST_EPOCHS + 2 * WEEK_EPOCHS)
      for (const nodeId of honestIds) {
        const { status } = network.node(nodeId)
        if (status === 'Active' || status === 'Suspended') network.exit(nodeId)
      }
  }

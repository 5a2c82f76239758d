import { encodeFunctionData, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import { publishRound } from '../../lib/beacon/publishRound.ts'
import { readRound } from '../../lib/beacon/readRound.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type PlannedCall, type SentData, send, sentData } from '../../lib/chain/send.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { openNodes, parseNodeIds } from '../../lib/node/openNodes.ts'
import { tryActivation } from '../../lib/node/tryActivation.ts'
import { readKeys } from '../../lib/quorum/readKeys.ts'
import { readNode } from '../../lib/quorum/readNode.ts'
import type { Row } from '../../output/blocks.ts'

type Data = SentData & {
  readonly nodeId: number
  readonly seed: bigint | null
  /** The round that had to be published first, and its transaction; null if it was published already. */
  readonly published: (SentData & { readonly round: number }) | null
}

const run = async (call: Call) => {
  const [nodeId] = parseNodeIds(call.words)
  const account = await readAccount(call.network)
  const opened = await openNodes(call)
  const { ticket } = await readNode(opened, nodeId)
  const { blsKey, ed25519Key } = await readKeys(opened, nodeId)
  const args = [nodeId, blsKey, ed25519Key] as const
  const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'activate', args })
  const activation: PlannedCall = { account, to: opened.registry, data, would: `activate node ${nodeId}` }
  const tell = (sentence: string): void => call.output.note(sentence)
  const trial = { tell, mayWait: !call.options.flag('dry-run') }
  let published: Data['published'] = null
  if ((await tryActivation(opened, activation, trial)).lacksRound) {
    const round = await readRound(opened, ticket)
    const would = `publish round ${round.number} of the beacon, then activate node ${nodeId}`
    const sent = await publishRound(call, opened, { account, round, would })
    published = { round: round.number, ...sentData(sent) }
    // The activation cannot be tried out before the round is there.
    if (sent.isDryRun) return { data: { nodeId, seed: null, published, ...sentData(sent) } }
    await tryActivation(opened, activation, trial)
  }
  const sent = await send(call, opened, activation)
  const logs = sent.isDryRun ? [] : sent.receipt.logs
  const [log] = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'ServiceNodeActivated', logs })
  return { data: { nodeId, seed: log?.args.seed ?? null, published, ...sentData(sent) } }
}

/**
 * Draws the seed of a node and puts it on the list. Publishes the round of its ticket first if that is missing. Waits for
 * the next bucket of epochs if the activations of this one are used up.
 */
export const activate = defineAction<Data>({
  run,
  render: (data) => {
    const { nodeId, seed, published } = data
    const rows: Row[] = published === null ? [] : [['published', `round ${published.round} of the beacon`]]
    return renderSent(data, `Node ${nodeId} is active.`, [['seed', String(seed)], ...rows])
  },
})

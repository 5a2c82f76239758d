import { encodeFunctionData, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { type Call, defineAction } from '../../frame/action.ts'
import { publishRound } from '../../lib/beacon/publishRound.ts'
import { readRound } from '../../lib/beacon/readRound.ts'
import { CallRevertedError } from '../../lib/chain/errors.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type PlannedCall, type SentData, send, sentData } from '../../lib/chain/send.ts'
import { tryCall } from '../../lib/chain/sendCall.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { type Nodes, openNodes, parseNodeIds } from '../../lib/node/openNodes.ts'
import { readKeys } from '../../lib/quorum/readKeys.ts'
import { readNode } from '../../lib/quorum/readNode.ts'
import type { Row } from '../../output/blocks.ts'

type Data = SentData & {
  readonly nodeId: number
  readonly seed: bigint | null
  /** The round that had to be published first, and its transaction; null if it was published already. */
  readonly published: (SentData & { readonly round: number }) | null
}

/** Whether the round of the node is all that is missing. @throws CallRevertedError for any other reason */
const lacksRound = async ({ client }: Nodes, planned: PlannedCall): Promise<boolean> => {
  try {
    await tryCall(client, planned)
    return false
  } catch (error) {
    if (error instanceof CallRevertedError && error.reason === 'RoundNotPublished') return true
    throw error
  }
}

const run = async (call: Call) => {
  const [nodeId] = parseNodeIds(call.words)
  const account = await readAccount(call.network)
  const opened = await openNodes(call)
  const { activatableAt, ticket } = await readNode(opened, nodeId)
  const { blsKey, ed25519Key } = await readKeys(opened, { nodeId, activatableAt })
  const args = [nodeId, blsKey, ed25519Key] as const
  const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'activate', args })
  const activation: PlannedCall = { account, to: opened.registry, data, would: `activate node ${nodeId}` }
  let published: Data['published'] = null
  if (await lacksRound(opened, activation)) {
    const round = await readRound(opened, ticket)
    const would = `publish round ${round.number} of the beacon, then activate node ${nodeId}`
    const sent = await publishRound(call, opened, { account, round, would })
    published = { round: round.number, ...sentData(sent) }
    // The activation cannot be tried out before the round is there.
    if (sent.isDryRun) return { data: { nodeId, seed: null, published, ...sentData(sent) } }
  }
  const sent = await send(call, opened, activation)
  const logs = sent.isDryRun ? [] : sent.receipt.logs
  const [log] = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'ServiceNodeActivated', logs })
  return { data: { nodeId, seed: log?.args.seed ?? null, published, ...sentData(sent) } }
}

/** Draws the seed of a node and puts it on the list. Publishes the round of its ticket first if that is missing. */
export const activate = defineAction<Data>({
  run,
  render: (data) => {
    const { nodeId, seed, published } = data
    const rows: Row[] = published === null ? [] : [['published', `round ${published.round} of the beacon`]]
    return renderSent(data, `Node ${nodeId} is active.`, [['seed', String(seed)], ...rows])
  },
})

import { encodeFunctionData, parseEventLogs } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { openNodes, parseNodeIds } from '../../lib/node/openNodes.ts'
import { readKeys } from '../../lib/quorum/readKeys.ts'
import { readNode } from '../../lib/quorum/readNode.ts'

type Data = SentData & { readonly nodeId: number; readonly seed: bigint | null }

/** Draws the seed of a node and puts it on the list. */
export const activate = defineAction<Data>({
  run: async (call) => {
    const [nodeId] = parseNodeIds(call.words)
    const account = await readAccount(call.network)
    const opened = await openNodes(call)
    const { activatableAt } = await readNode(opened, nodeId)
    const { blsKey, ed25519Key } = await readKeys(opened, { nodeId, activatableAt })
    const args = [nodeId, blsKey, ed25519Key] as const
    const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'activate', args })
    const sent = await send(call, opened, { account, to: opened.registry, data, would: `activate node ${nodeId}` })
    const logs = sent.isDryRun ? [] : sent.receipt.logs
    const [log] = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'ServiceNodeActivated', logs })
    return { data: { nodeId, seed: log?.args.seed ?? null, ...sentData(sent) } }
  },
  render: (data) => renderSent(data, `Node ${data.nodeId} is active.`, [['seed', String(data.seed)]]),
})

import { defineAction } from '../../frame/action.ts'
import { nodeSteps } from '../../lib/node/nodeSteps.ts'
import { openNodes, parseNodeIds } from '../../lib/node/openNodes.ts'
import { readNodeView } from '../../lib/node/readNodeView.ts'
import { type NodeData, renderNode, stepsData } from '../../lib/node/renderNode.ts'

/** Shows a node and what can be done with it. */
export const show = defineAction<NodeData>({
  run: async (call) => {
    const [nodeId] = parseNodeIds(call.words)
    const opened = await openNodes(call)
    const node = await readNodeView(opened, nodeId)
    const steps = nodeSteps(node, opened.newest.timestamp)
    return {
      data: { ...node, steps: stepsData(steps) },
      next: steps.flatMap(({ command }) => command ?? []),
    }
  },
  render: renderNode,
})

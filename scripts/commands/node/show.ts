import { describeNode, readNodeView } from '../../lib/node/describeNode.ts'
import { readNodeQuery } from '../../lib/node/readNodeCommand.ts'
import type { Command } from '../command.ts'

const USAGE = `npm run muster -- node show NODE --rpc URL --registry ADDRESS

Says how a node stands: its people, its stake, what it earned, and what can be done next, by whom.
`

/** Says how a node stands. */
export const show: Command = {
  summary: 'status, people, stake, rewards, what can be done next',
  usage: USAGE,
  run: async (args) => {
    const { opened, nodeId } = await readNodeQuery(args)
    process.stdout.write(describeNode(await readNodeView(opened, nodeId), opened.newest.timestamp))
    return 0
  },
}

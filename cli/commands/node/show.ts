import { describeNode, readNodeView } from '../../lib/node/describeNode.ts'
import { readNodeQuery } from '../../lib/node/readNodeCommand.ts'
import type { Command } from '../command.ts'

/** Says how a node stands. */
export const show: Command = async (args) => {
  const { opened, nodeId } = await readNodeQuery(args)
  process.stdout.write(describeNode(await readNodeView(opened, nodeId), opened.newest.timestamp))
  return 0
}

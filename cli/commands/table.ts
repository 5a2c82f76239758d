import type { CommandTable } from '../frame/definition.ts'
import { adminCommands } from './definitions/adminCommands.ts'
import { demoCommands } from './definitions/demoCommands.ts'
import { networkCommands } from './definitions/networkCommands.ts'
import { nodeCommands } from './definitions/nodeCommands.ts'
import { poolCommands } from './definitions/poolCommands.ts'
import { quorumCommands } from './definitions/quorumCommands.ts'
import { useCommand } from './definitions/useCommand.ts'

/** Groups without a command yet are not shown. */
const groups = [nodeCommands, poolCommands, quorumCommands, adminCommands, demoCommands].filter(
  ({ commands }) => commands.length > 0,
)

/** All commands. Importing the table loads no command. */
export const COMMANDS: CommandTable = [useCommand, ...networkCommands, ...groups]

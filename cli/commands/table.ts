import type { CommandTable } from '../frame/definition.ts'
import { adminCommands } from './definitions/adminCommands.ts'
import { networkCommands } from './definitions/networkCommands.ts'
import { nodeCommands } from './definitions/nodeCommands.ts'
import { poolCommands } from './definitions/poolCommands.ts'
import { quorumCommands } from './definitions/quorumCommands.ts'

/** All commands. Importing the table loads no command. */
export const COMMANDS: CommandTable = [...networkCommands, nodeCommands, poolCommands, quorumCommands, adminCommands]

import type { CommandTable } from '../frame/definition.ts'
import { adminCommands } from './definitions/adminCommands.ts'
import { beaconCommands } from './definitions/beaconCommands.ts'
import { demoCommands } from './definitions/demoCommands.ts'
import { networkCommands } from './definitions/networkCommands.ts'
import { nodeCommands } from './definitions/nodeCommands.ts'
import { poolCommands } from './definitions/poolCommands.ts'
import { quorumCommands } from './definitions/quorumCommands.ts'
import { rpcCommands } from './definitions/rpcCommands.ts'
import { useCommand } from './definitions/useCommand.ts'

/** All commands. Importing the table loads no command. */
export const COMMANDS: CommandTable = [
  useCommand,
  ...networkCommands,
  nodeCommands,
  beaconCommands,
  poolCommands,
  quorumCommands,
  adminCommands,
  rpcCommands,
  demoCommands,
]

import type { GroupDefinition } from '../../frame/definition.ts'

/**
 * Commands that ask the control port of a running demo. The group is listed in `table.ts` once it has a command. A command
 * is one entry here and one file `commands/demo/<name>.ts` that exports `defineAction({ run, render })`:
 *
 *     { name: 'replay', summary: '…', description: '…', load: async () => (await import('../demo/replay.ts')).replay }
 */
export const demoCommands: GroupDefinition = {
  name: 'demo',
  summary: 'the demo network that runs from this clone',
  commands: [],
}

import type { GroupDefinition } from '../../frame/definition.ts'

/** Commands that ask the control port of a running demo. */
export const demoCommands: GroupDefinition = {
  name: 'demo',
  summary: 'the demo network that runs from this clone',
  commands: [
    {
      name: 'replay',
      summary: 'play a network file on a fresh chain beside the demo',
      description:
        'Asks the demo that runs from this clone to play a network file: it registers the nodes on a fresh chain, ' +
        'indexes, serves, fetches and verifies them, and reports the cost. The demo itself goes on. One job runs at a ' +
        'time. Ctrl-C cancels it. A real network of 1,553 nodes is in test/data/network-2026-04.json.',
      arguments: [{ name: 'FILE', text: 'network file' }],
      handlesSignals: true,
      load: async () => (await import('../demo/replay.ts')).replay,
    },
    {
      name: 'life',
      summary: 'show the life of a node, from registration to exit',
      description:
        'Plays the life of one node on the demo that runs from this clone. Each step is a command that an operator would ' +
        'run: two operators fill a pool, its node is registered, becomes active, earns and leaves, and both get all back. ' +
        'Prints each step with its time. It takes less than ten minutes. Ctrl-C ends it between two steps.',
      load: async () => (await import('../demo/life.ts')).life,
    },
  ],
}

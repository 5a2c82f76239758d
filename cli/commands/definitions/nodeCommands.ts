import { BEACON_MANY, REGISTRY_NETWORK, SENDING_OPTIONS } from '../../frame/commonOptions.ts'
import type { ArgumentDefinition, CommandDefinition, GroupDefinition } from '../../frame/definition.ts'
import { CLAIMED_NODES_MAX } from '../limits.ts'

const NODE: ArgumentDefinition = { name: 'NODE', text: 'number of the node' }

/** The parts that commands about one node share. */
const aboutNode = {
  arguments: [NODE],
  network: REGISTRY_NETWORK,
  needs: ['rpc', 'registry'],
} as const satisfies Partial<CommandDefinition>

/** The parts that commands share which send something about one node. */
const sending = {
  ...aboutNode,
  options: SENDING_OPTIONS,
  needs: ['rpc', 'registry', 'account'],
} as const satisfies Partial<CommandDefinition>

/** Commands about single nodes. Any account may run them. */
export const nodeCommands: GroupDefinition = {
  name: 'node',
  summary: 'what any account may do with a node',
  commands: [
    {
      name: 'show',
      summary: 'status, operator, owner, stake, rewards, next steps',
      description: 'Shows a node: its operator and owner, its stake, its rewards, and what can be done next.',
      ...aboutNode,
      load: async () => (await import('../node/show.ts')).show,
    },
    {
      name: 'activate',
      summary: 'draw its seed and put it on the list',
      description:
        "Draws the node's seed and puts the node on the list. Any account may do it and pays for gas only: the node's " +
        'keys are found in the log. Its seed comes from a round of the randomness beacon. If that round is not published ' +
        'yet, it is published first, in a transaction of its own: then an endpoint of the beacon must be known.',
      ...sending,
      network: [...REGISTRY_NETWORK, BEACON_MANY],
      load: async () => (await import('../node/activate.ts')).activate,
    },
    {
      name: 'exit',
      summary: 'carry out an exit that is due',
      description:
        'Carries out an exit that is due. The principal goes to the owner. Any account may do it and pays for gas only: ' +
        "the node's key is found in the log.",
      ...sending,
      load: async () => (await import('../node/exit.ts')).exit,
    },
    {
      name: 'claim',
      summary: 'pay the rewards of nodes to their owners',
      description:
        'Pays the rewards of nodes to their owners. Any account may do it and pays for gas only. The rewards of a shared ' +
        'node go to the pools. Its contributors use pool claim instead, which also claims for the node.',
      ...sending,
      arguments: [{ name: 'NODE', text: `numbers of 1 to ${CLAIMED_NODES_MAX} nodes`, isRepeated: true }],
      load: async () => (await import('../node/claim.ts')).claim,
    },
  ],
}

import { REGISTRY_NETWORK, SENDING_OPTIONS } from '../../frame/commonOptions.ts'
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
        'keys are found in the log. It must be done within about a day from the time when the node can be activated. ' +
        'Later the node needs another ticket.',
      ...sending,
      load: async () => (await import('../node/activate.ts')).activate,
    },
    {
      name: 'renew-ticket',
      summary: 'another draw for a node that missed its own',
      description:
        'Gives another draw to a node that was not activated in time. It is possible one exit delay after the node ' +
        'could have been activated. Any account may do it and pays for gas only.',
      ...sending,
      load: async () => (await import('../node/renewTicket.ts')).renewTicket,
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

import { REGISTRY_NETWORK, SENDING_OPTIONS } from '../../frame/commonOptions.ts'
import type { CommandDefinition, GroupDefinition, OptionDefinition } from '../../frame/definition.ts'

const FROM_BLOCK: OptionDefinition = {
  name: 'from-block',
  value: 'N',
  text: 'block of the deployment, so that no earlier logs are scanned; 0 if left out',
}

const OPERATION: OptionDefinition = {
  name: 'operation',
  value: 'ID',
  text: 'the operation; may be left out if only one is scheduled',
}

/** The parts that commands share which send something. */
const sending = {
  options: SENDING_OPTIONS,
  network: REGISTRY_NETWORK,
  needs: ['rpc', 'registry', 'account'],
} as const satisfies Partial<CommandDefinition>

/** Commands of governance. */
export const adminCommands: GroupDefinition = {
  name: 'admin',
  summary: 'governance: parameters, roles, pause, rewards pool',
  commands: [
    {
      name: 'schedule',
      summary: 'schedule a change of parameters',
      description:
        "Schedules a change of the registry's parameters. It can be executed once the delay of the account's role is over.",
      notes:
        '\nNames: stakingRequirement, activationDelay, exitDelay, removalLock,\n' +
        'penaltyBps, minQuorum, removalReward.',
      ...sending,
      options: [
        {
          name: 'set',
          value: 'NAME=VALUE',
          count: 'repeated',
          isRequired: true,
          text:
            'a new value; may be repeated, and the other parameters stay; a number in the unit of the contract, or with ' +
            'a unit of its own, as in exitDelay=14days or stakingRequirement=30000tokens',
        },
        ...SENDING_OPTIONS,
      ],
      load: async () => (await import('../admin/schedule.ts')).schedule,
    },
    {
      name: 'execute',
      summary: 'execute a scheduled operation once its delay is over',
      description: 'Executes an operation that the same account scheduled, once its delay is over.',
      ...sending,
      options: [OPERATION, FROM_BLOCK, ...SENDING_OPTIONS],
      load: async () => (await import('../admin/execute.ts')).execute,
    },
    {
      name: 'cancel',
      summary: 'cancel a scheduled operation',
      description:
        'Cancels a scheduled operation. The account that scheduled it may do so, a guardian of its role, or an admin.',
      ...sending,
      options: [OPERATION, FROM_BLOCK, ...SENDING_OPTIONS],
      load: async () => (await import('../admin/cancel.ts')).cancel,
    },
    {
      name: 'status',
      summary: 'roles, delays, scheduled operations, parameters, pause',
      description:
        'Shows the accounts of each role and their delays, the scheduled operations, the parameters, the pause, and the ' +
        'balance of the rewards pool.',
      options: [FROM_BLOCK],
      network: REGISTRY_NETWORK,
      needs: ['rpc', 'registry'],
      load: async () => (await import('../admin/status.ts')).status,
    },
    {
      name: 'pause',
      summary: 'stop registrations and activations for 7 days',
      description:
        'Stops registrations and activations for 7 days, and nothing else. The guardian may do it. Afterwards they ' +
        'cannot be stopped again for 7 days.',
      ...sending,
      load: async () => (await import('../admin/pause.ts')).pause,
    },
    {
      name: 'unpause',
      summary: 'end a pause before its time',
      description:
        'Ends a pause of registrations and activations now. The guardian may do it. The next pause cannot begin for 7 ' +
        'days.',
      ...sending,
      load: async () => (await import('../admin/unpause.ts')).unpause,
    },
    {
      name: 'fund',
      summary: 'give tokens to the rewards pool',
      description:
        'Gives tokens to the rewards pool, for all nodes that are active from now on. There is no way back. Any account ' +
        'may do it. If the pool may not take as much yet, exactly that amount is approved first.',
      ...sending,
      arguments: [{ name: 'AMOUNT', text: 'tokens, such as 1500 or 0.25' }],
      load: async () => (await import('../admin/fund.ts')).fund,
    },
    {
      name: 'absorb',
      summary: 'make untracked tokens of the rewards pool rewards',
      description:
        'Makes rewards of the tokens that were sent to the rewards pool without `fund`. The caller gains nothing. Any ' +
        'account may do it.',
      ...sending,
      load: async () => (await import('../admin/absorb.ts')).absorb,
    },
  ],
}

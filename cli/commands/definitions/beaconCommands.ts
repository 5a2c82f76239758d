import { BEACON_MANY, REGISTRY_NETWORK, SENDING_OPTIONS } from '../../frame/commonOptions.ts'
import type { GroupDefinition } from '../../frame/definition.ts'

/** Commands about the randomness beacon. Any account may run them. */
export const beaconCommands: GroupDefinition = {
  name: 'beacon',
  summary: 'rounds of the randomness beacon that give seeds',
  commands: [
    {
      name: 'status',
      summary: 'published rounds, and the round of a ticket taken now',
      description:
        'Shows the randomness beacon of the registry: how often it makes a round, which round was published last, and ' +
        'how long a node that registers now waits for its round.',
      network: REGISTRY_NETWORK,
      needs: ['rpc', 'registry'],
      load: async () => (await import('../beacon/status.ts')).status,
    },
    {
      name: 'publish',
      summary: 'publish a round, so that nodes can draw from it',
      description:
        'Publishes a round of the beacon. The contract verifies its signature, so any account may do it, and pays for gas ' +
        'only. The signature comes from an endpoint of the beacon, or from --signature. A round that was published ' +
        'already is not sent again.',
      arguments: [
        { name: 'ROUND', text: 'number of the round; the newest one that is made if left out', isOptional: true },
      ],
      options: [
        { name: 'signature', value: 'HEX', text: '48 bytes as the beacon publishes them; no endpoint is asked then' },
        ...SENDING_OPTIONS,
      ],
      network: [...REGISTRY_NETWORK, BEACON_MANY],
      needs: (isGiven) => ['rpc', ...(isGiven('signature') ? [] : (['beacon'] as const)), 'registry', 'account'],
      load: async () => (await import('../beacon/publish.ts')).publish,
    },
  ],
}

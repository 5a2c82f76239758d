import {
  API_MANY,
  BEACON_MANY,
  CHAIN_ID,
  EPOCH_SECONDS,
  PROFILE_OPTIONS,
  REGISTRY,
  RPC_MANY,
} from '../../frame/commonOptions.ts'
import type { CommandDefinition } from '../../frame/definition.ts'

/** The command that shows, chooses and writes profiles. It reads the network itself, so a broken choice can be repaired. */
export const useCommand: CommandDefinition = {
  name: 'use',
  summary: 'show, choose or write the profile of a network',
  description:
    'Without NAME: shows the network of a call, each value with its source. With NAME: makes a profile the one that ' +
    'calls use. With NAME and --set: writes the profile, and chooses it.\n\n' +
    'A value comes from a flag, else from the profile of --profile. A call without flags for the network and without ' +
    '--profile uses the profile of MUSTER_PROFILE, else the chosen one, else the demo that runs from this clone. Flags ' +
    'complete a profile only if the same call has --profile.\n\n' +
    'Other variables are read with --env only: MUSTER_RPC, MUSTER_BEACON and MUSTER_API (URLs with spaces between), ' +
    'MUSTER_CHAIN_ID, MUSTER_REGISTRY, MUSTER_EPOCH_SECONDS, MUSTER_ACCOUNT_KEY_FILE. They count as flags.',
  notes:
    '\nFields: rpcUrls, beaconUrls, apiUrl, chainId, registry, epochSeconds, account\n' +
    '(path of a key file, or an address; never a key or a password).\n' +
    'Files: $XDG_CONFIG_HOME/muster/profiles/NAME.json (~/.config), closed to others.\n\n' +
    'Example:\n' +
    '  muster use main --set rpcUrls=https://rpc.example --set chainId=1 \\\n' +
    '    --set registry=0x5FbDB2315678afecb367f032d93F642f64180aa3',
  arguments: [{ name: 'NAME', text: 'a profile: 1 to 32 of the characters a-z, 0-9 and "-"', isOptional: true }],
  options: [
    {
      name: 'set',
      value: 'FIELD=VALUE',
      count: 'repeated',
      text: 'write a value into the profile; repeat it for a list of URLs; an empty value removes the field',
    },
    { name: 'none', text: 'choose no profile' },
    ...[API_MANY, BEACON_MANY, RPC_MANY, CHAIN_ID, REGISTRY, EPOCH_SECONDS, ...PROFILE_OPTIONS],
  ],
  load: async () => (await import('../use.ts')).use,
}

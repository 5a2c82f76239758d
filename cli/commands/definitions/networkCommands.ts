import { API_MANY, CHAIN_ID, EPOCH_SECONDS, REGISTRY, RPC_MANY } from '../../frame/commonOptions.ts'
import type { CommandDefinition, OptionDefinition } from '../../frame/definition.ts'
import { EVIDENCE_FOLDER, GRACE_SECONDS_MAX, WAIT_EPOCHS } from '../limits.ts'

const QUORUM: OptionDefinition = {
  name: 'k',
  value: 'N',
  text: 'endpoints that must agree on a block hash; more than half of them if left out',
}

const NETWORK = [API_MANY, RPC_MANY, CHAIN_ID, REGISTRY, EPOCH_SECONDS]

/** Values that name the registry of a list. */
const LIST = ['chainId', 'registry', 'epochSeconds'] as const

/** Commands that verify the node list of a network. */
export const networkCommands: readonly CommandDefinition[] = [
  {
    name: 'verify',
    summary: 'verify the node list that is due, or a snapshot file',
    description:
      'Fetches the node list that is due and verifies all of it from a block hash. With --snapshot it verifies a file, ' +
      'which may be of any age. It reports each step and its time.',
    options: [
      { name: 'snapshot', value: 'FILE', text: 'verify this file, and ask no server' },
      {
        name: 'pinned',
        value: 'HASH',
        text: 'trust this hash of the block that the proof rests on, and ask no endpoint; the age is then not known',
      },
      QUORUM,
    ],
    network: NETWORK,
    needs: (isGiven) => [
      ...(isGiven('snapshot') ? [] : (['api'] as const)),
      ...(isGiven('pinned') ? [] : (['rpc'] as const)),
      ...LIST,
    ],
    load: async () => (await import('../verify.ts')).verify,
  },
  {
    name: 'snapshot',
    summary: 'write the verified node list with its proof into a file',
    description:
      'Fetches the node list that is due, verifies it, and writes it with its proof into one file. A client can start ' +
      'from the file without a network (bundled). A list that does not verify is not written. An older file is replaced ' +
      'whole or not at all.',
    options: [{ name: 'out', value: 'FILE', isRequired: true, text: 'the file to write' }, QUORUM],
    network: NETWORK,
    needs: ['api', 'rpc', ...LIST],
    load: async () => (await import('../snapshot.ts')).snapshot,
  },
  {
    name: 'watch',
    summary: 'follow the epochs, compare servers, keep evidence',
    description:
      'When a list becomes due, asks every server for it, verifies each answer, compares them, and asks every RPC ' +
      'endpoint for the blocks below. It prints one line per epoch.\n\n' +
      'It raises an alarm if a server sends a list that does not verify or differs from the others, is late or silent, ' +
      'and if an endpoint names another hash or none. Ctrl-C ends it after the requests under way.',
    notes:
      '\nIt exits with 4 after an alarm, or if evidence does not hold.\n' +
      `Evidence is kept in $XDG_STATE_HOME/muster/${EVIDENCE_FOLDER} (~/.local/state) by default.`,
    options: [
      { name: 'evidence', value: 'FOLDER', text: 'keep the evidence of alarms here' },
      { name: 'epochs', value: 'N', text: 'end after so many epochs; never if left out' },
      {
        name: 'grace',
        value: 'SECONDS',
        text: `how late a source may be; a quarter of an epoch if left out, at most ${GRACE_SECONDS_MAX}`,
      },
      {
        name: 'wait',
        value: 'SECONDS',
        text: `alarm after so long without a new epoch; ${WAIT_EPOCHS} epochs if left out`,
      },
      {
        name: 'check',
        value: 'FOLDER',
        text: 'judge the evidence of an alarm again, without a network; with --rpc by the word of these endpoints',
      },
      QUORUM,
    ],
    network: NETWORK,
    needs: (isGiven) => (isGiven('check') ? [] : ['api', 'rpc', ...LIST]),
    handlesSignals: true,
    load: async () => (await import('../watch.ts')).watch,
  },
]

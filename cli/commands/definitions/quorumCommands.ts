import { CHAIN_ID, REGISTRY_NETWORK, RPC, SENDING_OPTIONS } from '../../frame/commonOptions.ts'
import type { GroupDefinition, OptionDefinition } from '../../frame/definition.ts'

const PROPOSAL: OptionDefinition = {
  name: 'proposal',
  value: 'FILE',
  isRequired: true,
  text: 'the proposal, a file of quorum propose',
}

/** The registry is the one of the file. */
const NETWORK = [RPC, CHAIN_ID]

/** Commands by which the members of a signer set act together. */
export const quorumCommands: GroupDefinition = {
  name: 'quorum',
  summary: 'operators suspend, resume or remove a node together',
  commands: [
    {
      name: 'propose',
      summary: 'write a proposal, from the state of the chain',
      description:
        "Writes a proposal for the members of an epoch's signer set. It checks the chain first, and does not propose an " +
        'action that the registry would refuse.',
      options: [
        { name: 'node', value: 'ID', isRequired: true, text: 'the node to act on' },
        { name: 'action', value: 'KIND', isRequired: true, text: 'suspend, resume or remove' },
        {
          name: 'reason',
          value: 'CODE',
          isRequired: true,
          text:
            '0 to 65535: 1 unreachable, 2 storage faults, 3 relay faults, 4 wrong time or version, 5 equivocation, ' +
            "1000 and above the operators' own; see docs/protocol.md",
        },
        {
          name: 'evidence',
          value: 'FILE|HASH',
          isRequired: true,
          text: 'a file, whose keccak hash is signed, or that hash',
        },
        {
          name: 'reporter',
          value: 'ADDRESS',
          text: 'account that receives the reward of a removal; if left out, all of the penalty goes to the pool',
        },
        {
          name: 'epoch',
          value: 'EPOCH',
          text: 'the epoch whose set signs: the current one (if left out) or the one before',
        },
        { name: 'out', value: 'FILE', text: 'the new file; proposal.json if left out' },
      ],
      network: REGISTRY_NETWORK,
      needs: ['rpc', 'registry'],
      load: async () => (await import('../quorum/propose.ts')).propose,
    },
    {
      name: 'sign',
      summary: 'sign a proposal with the BLS key of a node',
      description:
        'Shows a proposal in plain words, computes from its fields what is signed, and signs it with a BLS key. If the ' +
        'call or a profile names an RPC endpoint, the proposal and the key are checked against the chain. Without one, ' +
        "the proposal must agree with itself and be in time by this machine's clock.",
      options: [
        PROPOSAL,
        {
          name: 'key-file',
          value: 'FILE',
          isRequired: true,
          text: '64 hex digits of the BLS secret key; only its owner may read the file (mode 600)',
        },
        { name: 'node', value: 'ID', text: "the signer's node; found by its key if there is an endpoint" },
        { name: 'evidence', value: 'FILE', text: 'check that this file is the evidence of the proposal' },
        { name: 'out', value: 'FILE', text: 'the new file; signature-NODE.json if left out' },
        { name: 'offline', text: 'ask no endpoint, even if a profile names one' },
      ],
      network: NETWORK,
      load: async () => (await import('../quorum/sign.ts')).sign,
    },
    {
      name: 'aggregate',
      summary: 'check the signatures and combine them',
      description:
        'Checks each signature by the key that its node registered, names the bad ones and leaves them out, and combines ' +
        'the good ones. It succeeds if the good ones are enough.',
      options: [
        PROPOSAL,
        {
          name: 'signatures',
          value: 'FILE',
          count: 'list',
          isRequired: true,
          text: 'the files of the operators, one after the other',
        },
        {
          name: 'from-block',
          value: 'N',
          text: 'block of the deployment, so that no earlier logs are scanned; 0 if left out',
        },
        { name: 'out', value: 'FILE', text: 'the new file; action.json if left out' },
      ],
      network: NETWORK,
      needs: ['rpc'],
      load: async () => (await import('../quorum/aggregate.ts')).aggregate,
    },
    {
      name: 'submit',
      summary: 'try a signed action out, and send it',
      description:
        'Tries a signed action out on the chain, sends it, and shows what changed. The account pays for gas only.',
      options: [
        { name: 'action', value: 'FILE', isRequired: true, text: 'the action, a file of quorum aggregate' },
        ...SENDING_OPTIONS,
      ],
      network: NETWORK,
      needs: ['rpc', 'account'],
      load: async () => (await import('../quorum/submit.ts')).submit,
    },
  ],
}

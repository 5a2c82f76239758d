import { CHAIN_ID, REGISTRY, RPC_MANY } from '../../frame/commonOptions.ts'
import type { GroupDefinition } from '../../frame/definition.ts'

/** Commands about RPC endpoints, for those who choose some for an indexer. */
export const rpcCommands: GroupDefinition = {
  name: 'rpc',
  summary: 'RPC endpoints: what they can do for an indexer',
  commands: [
    {
      name: 'check',
      summary: 'examine what RPC endpoints can do',
      description:
        'Asks each endpoint with at most 25 calls for its chain, its final block, batches, receipts of blocks, state ' +
        'proofs and how far back they reach, the form of headers, and whether logs carry times. The indexer does the ' +
        'same at its start. It names what an indexer will miss there.',
      notes:
        '\nIt exits with 5 if an endpoint does not answer, and with 1 if an indexer cannot\nwork with one.\n\n' +
        'Example:\n  muster rpc check --rpc https://a.example --rpc https://b.example',
      network: [{ ...RPC_MANY, text: 'RPC endpoint to examine; may be repeated' }, CHAIN_ID, REGISTRY],
      needs: ['rpc'],
      load: async () => (await import('../rpc/check.ts')).check,
    },
  ],
}

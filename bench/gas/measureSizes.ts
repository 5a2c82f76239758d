import { type Hex, isAddress, size } from 'viem'
import type { World } from './openWorld.ts'

/** Most bytes of a contract's code (EIP-170), and of the code and arguments that create it (EIP-3860). */
const CODE_BYTES_MAX = 24_576
const CREATION_BYTES_MAX = 49_152

export type SizeRow = { readonly bytes: number; readonly limit: number }

/** Bytes of each deployed contract, by its name in the deployment, and of what created the registry. */
export const measureSizes = async ({ clock, deployment }: World): Promise<Record<string, SizeRow>> => {
  const { client } = clock
  const rows: Record<string, SizeRow> = {}
  for (const [name, address] of Object.entries(deployment)) {
    if (typeof address !== 'string' || !isAddress(address)) continue
    const code = await client.getCode({ address })
    rows[name] = { bytes: size(code ?? '0x'), limit: CODE_BYTES_MAX }
  }
  rows['registry, creation'] = { bytes: size(await creationOf({ clock, deployment })), limit: CREATION_BYTES_MAX }
  return rows
}

const creationOf = async ({ clock, deployment }: Pick<World, 'clock' | 'deployment'>): Promise<Hex> => {
  const { transactions } = await clock.client.getBlock({
    blockNumber: BigInt(deployment.deployBlock),
    includeTransactions: true,
  })
  const creation = transactions.find(({ to }) => to === null)
  if (!creation) throw new Error(`Block ${deployment.deployBlock} created no contract.`)
  return creation.input
}

import type { Hex } from 'viem'
import { kindOfChain } from './beacon.ts'
import type { Deployer } from './deployer.ts'
import { PrecompilesMissingError } from './errors.ts'

/** Addition of two points of G1, EIP-2537. The sum of two zeros is zero. */
const G1_ADD: Hex = '0x000000000000000000000000000000000000000b'
const TWO_POINTS: Hex = `0x${'00'.repeat(256)}`
const POINT: Hex = `0x${'00'.repeat(128)}`

/** Pairing check, EIP-2537. One pair of zeros multiplies to 1. */
const PAIRING: Hex = '0x000000000000000000000000000000000000000f'
const PAIR: Hex = `0x${'00'.repeat(384)}`
const TRUE: Hex = `0x${'00'.repeat(31)}01`

/**
 * Asks a chain for what the contracts need.
 *
 * @returns one sentence for people
 * @throws PrecompilesMissingError if the chain has no precompiles for BLS12-381
 */
export const probeChain = async (client: Deployer): Promise<string> => {
  const call = async (to: Hex, data: Hex): Promise<Hex | undefined> => (await client.call({ to, data })).data
  const [sum, product, { gasLimit }] = await Promise.all([
    call(G1_ADD, TWO_POINTS),
    call(PAIRING, PAIR),
    client.getBlock(),
  ])
  const { id } = client.chain
  if (sum !== POINT || product !== TRUE) throw new PrecompilesMissingError({ chainId: id })
  const kind = kindOfChain(id)
  return `chain ${id} (${kind}): BLS12-381 precompiles answer; a block takes ${gasLimit.toLocaleString('en')} gas`
}

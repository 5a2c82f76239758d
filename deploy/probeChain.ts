import { type Hex, size } from 'viem'
import { kindOfChain } from './beacon.ts'
import type { Deployer } from './deployer.ts'
import { BlockGasTooLowError, ContractSizeTooLowError, PrecompilesMissingError } from './errors.ts'

/** Addition of two points of G1, EIP-2537. The sum of two zeros is zero. */
const G1_ADD: Hex = '0x000000000000000000000000000000000000000b'
const TWO_POINTS: Hex = `0x${'00'.repeat(256)}`
const POINT: Hex = `0x${'00'.repeat(128)}`

/** Pairing check, EIP-2537. One pair of zeros multiplies to 1. */
const PAIRING: Hex = '0x000000000000000000000000000000000000000f'
const PAIR: Hex = `0x${'00'.repeat(384)}`
const TRUE: Hex = `0x${'00'.repeat(31)}01`

/** Maximum size of a contract by EIP-170, bytes. The registry needs most of it. */
const CODE_BYTES = 24_576

/** Returns as many zeros from a creation, so that they become the code: PUSH2, PUSH0, RETURN. */
const LARGE_CREATION: Hex = `0x61${CODE_BYTES.toString(16)}5ff3`

/** Maximum gas of a transaction by EIP-7825. Each deployment fits. */
const TRANSACTION_GAS = 2n ** 24n

/**
 * Asks a chain for what the contracts need.
 *
 * @returns one sentence for people
 * @throws PrecompilesMissingError if the chain has no precompiles for BLS12-381
 * @throws ContractSizeTooLowError, BlockGasTooLowError if the contracts do not fit
 */
export const probeChain = async (client: Deployer): Promise<string> => {
  const call = async (to: Hex, data: Hex): Promise<Hex | undefined> => (await client.call({ to, data })).data
  const [sum, product, { gasLimit }] = await Promise.all([
    call(G1_ADD, TWO_POINTS),
    call(PAIRING, PAIR),
    client.getBlock(),
  ])
  const { id } = client.chain
  if (gasLimit < TRANSACTION_GAS) throw new BlockGasTooLowError({ chainId: id, gasLimit, least: TRANSACTION_GAS })
  const code = await client.call({ data: LARGE_CREATION }).catch(() => undefined)
  if (code?.data === undefined || size(code.data) !== CODE_BYTES) {
    throw new ContractSizeTooLowError({ chainId: id, least: CODE_BYTES })
  }
  if (sum !== POINT || product !== TRUE) throw new PrecompilesMissingError({ chainId: id })
  const kind = kindOfChain(id)
  return (
    `chain ${id} (${kind}): BLS12-381 precompiles answer; a contract may have ${CODE_BYTES.toLocaleString('en')} bytes; ` +
    `a block takes ${gasLimit.toLocaleString('en')} gas`
  )
}

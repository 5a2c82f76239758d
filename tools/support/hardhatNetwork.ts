import { fileURLToPath } from 'node:url'
import { createHardhatRuntimeEnvironment } from 'hardhat/hre'
import { LOCAL_CHAIN_ID } from '../../devnet/chain/chainClient.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/**
 * A folder that does not exist. Otherwise Hardhat reads all compiled contracts at its first chain (4 s), for unused
 * stack traces.
 */
const NO_ARTIFACTS = `${ROOT}cache/no-artifacts`

const create = async () => {
  const config = {
    paths: { artifacts: NO_ARTIFACTS },
    networks: { default: { type: 'edr-simulated', chainId: LOCAL_CHAIN_ID, hardfork: 'prague' } },
  } as const
  return (await createHardhatRuntimeEnvironment(config, {}, ROOT)).network
}

let network: ReturnType<typeof create> | undefined

/**
 * Hardhat's EVM (prague) for chains in this process. It knows no compiled contract: reverts have data and no stack
 * trace.
 */
export const hardhatNetwork = (): ReturnType<typeof create> => {
  network ??= create()
  return network
}

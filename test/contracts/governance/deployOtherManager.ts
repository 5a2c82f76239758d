import type { Hex } from 'viem'
import { readArtifact } from '../../../deploy/artifact.ts'
import type { Deployment } from '../../../deploy/deploy.ts'
import type { ChainClient } from '../../../devnet/chain/chainClient.ts'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { PUBLIC_ROLE, selectorOf } from './roles.ts'

/** Deploys a manager that lets every account call every restricted function of the registry, without a delay. */
export const deployOtherManager = async (client: ChainClient, { registry }: Deployment): Promise<Hex> => {
  const { abi, bytecode } = await readArtifact('AccessManager')
  const deployed = await client.deployContract({ abi, bytecode, args: [client.account.address] })
  const { contractAddress } = await client.waitForTransactionReceipt({ hash: deployed })
  if (!contractAddress) throw new Error('The other manager was not deployed.')
  const hash = await client.writeContract({
    address: contractAddress,
    abi: accessManagerAbi,
    functionName: 'setTargetFunctionRole',
    args: [registry, [selectorOf('setParameters'), selectorOf('pauseRegistration')], PUBLIC_ROLE],
  })
  await client.waitForTransactionReceipt({ hash })
  return contractAddress
}

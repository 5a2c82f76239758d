import type { Hex } from 'viem'
import { parseEventLogs } from 'viem'
import type { Deployment } from '../../deploy/deploy.ts'
import { type ChainClient, fundGas } from '../../devnet/chain/chainClient.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../shared/contracts/stakingTokenAbi.ts'
import { blsSign } from '../../shared/signing/bls.ts'
import { makeRegistration, NO_PERMIT, type RegistrationPlan } from '../../shared/signing/registration.ts'

/** Seconds from the newest block for which the registration is valid. */
const VALID_SECONDS = 86_400n

/**
 * Registers a node with a stake from the development account, and pays its operator's gas. It waits for its activation
 * afterwards.
 *
 * @returns its id
 */
export const registerNode = async (
  client: ChainClient,
  deployment: Deployment,
  plan: RegistrationPlan,
): Promise<number> => {
  const { registry, token } = deployment
  const ofRegistry = { address: registry, abi: serviceNodeRegistryAbi } as const
  const ofToken = { address: token, abi: stakingTokenAbi } as const
  const mined = async (hash: Hex) => {
    const receipt = await client.waitForTransactionReceipt({ hash })
    if (receipt.status !== 'success') throw new Error('A transaction of the registration reverted.')
    return receipt
  }
  const { stakingRequirement: stake } = await client.readContract({ ...ofRegistry, functionName: 'parameters' })
  const deadline = (await client.getBlock()).timestamp + VALID_SECONDS
  const registration = await makeRegistration(deployment, { ...plan, deadline }, blsSign)
  await fundGas(client, plan.operator.address)
  const operator = plan.operator
  await mined(await client.writeContract({ ...ofToken, functionName: 'transfer', args: [operator.address, stake] }))
  await mined(
    await client.writeContract({ ...ofToken, account: operator, functionName: 'approve', args: [registry, stake] }),
  )
  const args = [registration, '0x', stake, NO_PERMIT] as const
  const { logs } = await mined(
    await client.writeContract({ ...ofRegistry, account: operator, functionName: 'register', args }),
  )
  const [log] = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'ServiceNodeRegistered', logs })
  if (log === undefined) throw new Error('The registration has no event.')
  return log.args.nodeId
}

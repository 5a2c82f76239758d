import { parseEther, type TransactionReceipt } from 'viem'
import { fundGas } from '../../devnet/chain/chainClient.ts'
import { signPermit } from '../../devnet/chain/signPermit.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../shared/contracts/stakingTokenAbi.ts'
import { makeRegistration, type RegistrationPlan } from '../../shared/signing/registration.ts'
import { encodeCall } from './encodeCall.ts'
import type { World } from './openWorld.ts'

/** Tokens of an operator beside the stake. A call that empties the account gets a part of its gas back. */
const SPARE_TOKENS = parseEther('1000')

/** Registers a node in the name of its operator, who gets the stake beforehand. */
export const registerNode = async (
  world: World,
  plan: RegistrationPlan,
): Promise<{ readonly nodeId: number; readonly receipt: TransactionReceipt }> => {
  const { clock, deployment, sign } = world
  const { client } = clock
  const { operator } = plan
  const { stakingRequirement } = await client.readContract({
    address: deployment.registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'parameters',
  })
  await fundGas(client, operator.address)
  const transfer = world.encodeTransfer(operator.address, stakingRequirement + SPARE_TOKENS)
  await world.send({ from: world.anybody, to: deployment.token, data: transfer })
  const nonce = await client.readContract({
    address: deployment.token,
    abi: stakingTokenAbi,
    functionName: 'nonces',
    args: [operator.address],
  })
  const registration = await makeRegistration(deployment, plan, sign)
  const permit = await signPermit(client, deployment, operator, stakingRequirement, nonce)
  const data = encodeCall.register(registration, stakingRequirement, permit)
  const receipt = await world.send({ from: operator, to: deployment.registry, data })
  return { nodeId: world.registered(plan), receipt }
}

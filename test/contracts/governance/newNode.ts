import type { Hex } from 'viem'
import { seededAccount } from '../../../devnet/demo/seededKeys.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { blsKeyHash } from '../../../shared/signing/bls.ts'
import { registrationDigest } from '../../../shared/signing/registrationDigest.ts'
import { NODE, SEED, type World } from './world.ts'

/**
 * A new node with its operator's signature, so any account can send it.
 *
 * @param owner the plan's owner by default
 */
export const newNode = async (world: World, nodeId: number = NODE.unregistered, owner?: Hex) => {
  const registration = await world.registrationOf(nodeId, owner)
  const terms = { ...registration, blsKeyHash: blsKeyHash(registration.blsKey) }
  const hash = registrationDigest({ ...world.deployment, terms })
  const { stakingRequirement } = await world.client.readContract({
    address: world.deployment.registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'parameters',
  })
  return { registration, operatorSignature: await seededAccount(SEED, 'operator').sign({ hash }), stakingRequirement }
}

import { type Hex, zeroHash } from 'viem'
import { blsKeyHash } from '../../../scripts/lib/bls.ts'
import { seededAccount } from '../../../scripts/lib/identity.ts'
import { serviceNodeRegistryAbi } from '../../../shared/abi.ts'
import { registrationDigest } from '../../../shared/registrationDigest.ts'
import { NODE, SEED, type World } from './startWorld.ts'

export const NO_PERMIT = { value: 0n, deadline: 0n, v: 0, r: zeroHash, s: zeroHash } as const

/**
 * A new node, with its operator's signature: anyone can carry it.
 *
 * @param owner the plan's where there is none
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

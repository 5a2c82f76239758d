import { encodeFunctionData, type Hex, parseEther, zeroAddress } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { fundGas } from '../../devnet/chain/chainClient.ts'
import { seededAccount } from '../../devnet/demo/seededKeys.ts'
import { contributionPoolsAbi } from '../../shared/contracts/contributionPoolsAbi.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../shared/contracts/stakingTokenAbi.ts'
import { blsKeyHash } from '../../shared/signing/bls.ts'
import {
  makeRegistration,
  NO_PERMIT,
  type Registration,
  type RegistrationPlan,
} from '../../shared/signing/registration.ts'
import { registrationDigest } from '../../shared/signing/registrationDigest.ts'
import type { Recorder } from './createRecorder.ts'
import { encodeCall } from './encodeCall.ts'
import { GAS_SEED } from './gasPlans.ts'
import { publishTickets, recordSpread } from './measureJoins.ts'
import type { World } from './openWorld.ts'

/** Contributors of a shared node, the operator included: as many as a pool has slots. */
const PEOPLE = 10

/** Tokens of each beside the contribution. A call that empties the account gets a part of its gas back. */
const SPARE_TOKENS = parseEther('1000')

const DEADLINE_SECONDS = 7 * 86_400
const abi = contributionPoolsAbi

/** A node that ten people stake together, from the opening of its pool to its activation; approvals come before. */
export const measureShared = (world: World, recorder: Recorder, plan: RegistrationPlan): Promise<void> =>
  world.clock.rewinding(async () => {
    const { deployment, clock } = world
    const pools = deployment.contributionPools
    const { stakingRequirement: requirement } = await clock.client.readContract({
      address: deployment.registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'parameters',
    })
    const others = Array.from({ length: PEOPLE - 1 }, (_, index) => seededAccount(GAS_SEED, 'contributor', index))
    // The operator brings a quarter, the others equal parts of the rest, rounded up: the last of them a little less.
    const operatorShare = (requirement + 3n) / 4n
    const eachShare = (requirement - operatorShare + BigInt(others.length - 1)) / BigInt(others.length)
    await equip(world, plan.operator, 2n * operatorShare)
    for (const contributor of others) await equip(world, contributor, eachShare)

    const registration = await makeRegistration(deployment, { ...plan, owner: pools }, world.sign)
    const signature = await signAsOperator(world, plan, registration)
    const terms = { feeBps: 0, deadline: clock.now() + DEADLINE_SECONDS, requirement, reservations: [] }
    const open = encodeFunctionData({
      abi,
      functionName: 'open',
      args: [terms, registration, signature, operatorShare, NO_PERMIT],
    })
    // Not the first pool ever: counters and balances are there.
    await world.send({ from: plan.operator, to: pools, data: open })
    const opened = await world.send({ from: plan.operator, to: pools, data: open })
    const poolId = await clock.client.readContract({ address: pools, abi, functionName: 'poolCount' })
    const { termsHash } = await clock.client.readContract({ address: pools, abi, functionName: 'pool', args: [poolId] })
    const gas: bigint[] = []
    for (const contributor of others) {
      const { total } = await clock.client.readContract({ address: pools, abi, functionName: 'pool', args: [poolId] })
      const amount = requirement - total < eachShare ? requirement - total : eachShare
      const data = encodeFunctionData({
        abi,
        functionName: 'contribute',
        args: [poolId, termsHash, amount, zeroAddress, NO_PERMIT],
      })
      gas.push((await world.send({ from: contributor, to: pools, data })).gasUsed)
    }
    const finalize = encodeFunctionData({ abi, functionName: 'finalize', args: [poolId, registration, signature] })
    const finalized = await world.send({ from: world.anybody, to: pools, data: finalize })
    const nodeId = await clock.client.readContract({
      address: deployment.registry,
      abi: serviceNodeRegistryAbi,
      functionName: 'serviceNodeCount',
    })
    await publishTickets(world, [nodeId])
    const activate = encodeCall.activate(nodeId, plan)
    const activated = await world.send({ from: world.anybody, to: deployment.registry, data: activate })

    await recorder.record('shared node: open', opened)
    recordSpread(recorder, 'shared node: contribute', gas)
    await recorder.record('shared node: finalize', finalized)
    const contributed = gas.reduce((sum, used) => sum + used, 0n)
    const all = opened.gasUsed + contributed + finalized.gasUsed + activated.gasUsed
    recorder.recordGas('shared node of 10: open to active', all)
  })

/** Gas money, tokens, and an approval of exactly what will be contributed. */
const equip = async (
  { clock, deployment, anybody, send, encodeTransfer }: World,
  who: PrivateKeyAccount,
  amount: bigint,
) => {
  await fundGas(clock.client, who.address)
  const tokens = encodeTransfer(who.address, amount + SPARE_TOKENS)
  await send({ from: anybody, to: deployment.token, data: tokens })
  const args = [deployment.contributionPools, amount] as const
  const approve = encodeFunctionData({ abi: stakingTokenAbi, functionName: 'approve', args })
  await send({ from: who, to: deployment.token, data: approve })
}

const signAsOperator = ({ deployment }: World, { operator }: RegistrationPlan, made: Registration): Promise<Hex> =>
  operator.sign({
    hash: registrationDigest({ ...deployment, terms: { ...made, blsKeyHash: blsKeyHash(made.blsKey) } }),
  })

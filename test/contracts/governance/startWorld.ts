import { encodeFunctionData, type Hex, parseAbi, parseEther } from 'viem'
import { type Deployment, deploy } from '../../../deploy/deploy.ts'
import { type ChainClient, fundGas } from '../../../devnet/chain/chainClient.ts'
import { joinNetwork } from '../../../devnet/chain/joinNetwork.ts'
import { publishRoundsOf } from '../../../devnet/chain/publishRounds.ts'
import { demoPlans } from '../../../devnet/demo/demoPlans.ts'
import { seededAccount } from '../../../devnet/demo/seededKeys.ts'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { blsSign } from '../../../shared/signing/bls.ts'
import { makeRegistration, type RegistrationPlan } from '../../../shared/signing/registration.ts'
import { type EmbeddedChain, openHardhatChain } from '../../../tools/support/chain.ts'
import { signQuorumAction } from '../../helpers/signQuorumAction.ts'
import { announcementOf } from './announcementOf.ts'
import { allErrors, readContracts } from './contracts.ts'
import { deployOtherManager } from './deployOtherManager.ts'
import { openPools } from './openPools.ts'
import { PARAMETER_ROLE } from './roles.ts'
import { ALLOWED, type Call, sendAs } from './sendAs.ts'
import { DAY, HOUR, NODE, NOTICE, ROLES, type Role, SEED, type World } from './world.ts'

/** The longest epoch, so that one signature of the quorum lasts. */
const EPOCH_SECONDS = HOUR

/** The part of it that tests need. */
const REWARDS_POOL_ABI = parseAbi(['function fund(uint256 amount)'])

const STAKE = parseEther('25000')

/** 2027-01-15. Any fixed time works. */
const GENESIS = 1_800_000_000

const ACTIVE_AT_FIRST = 7

/**
 * Starts a small network on Hardhat's EVM with a node in every state that a function needs. ADMIN, PARAMETER and
 * GUARDIAN are in different hands. The governor and its delays brought them there, as on a real chain.
 */
export const startWorld = async (): Promise<World> => {
  const chain = await openHardhatChain({ initialTimestamp: GENESIS })
  const { client } = chain
  const account = (name: string) => seededAccount(SEED, name)
  const deployment = await deploy(client, {
    governor: account('admin').address,
    guardian: account('guardian').address,
    epochSeconds: EPOCH_SECONDS,
    activationDelay: HOUR,
    exitDelay: DAY,
    minQuorum: 4,
  })
  const people = ['admin', 'parameter', 'guardian', 'operator', 'owner', 'named', 'stranger'] as const
  const who = {
    ...Object.fromEntries(people.map((name) => [name, account(name).address])),
    deployer: client.account.address,
    registry: deployment.registry,
    manager: deployment.accessManager,
  } as Record<Role, Hex>
  const world = await createWorld(chain, client, deployment, who)
  for (const address of Object.values(who)) {
    await fundGas(client, address)
    await client.impersonateAccount({ address })
  }
  // In the launch, where activations have no limit. The delays of the roles outlast it.
  await joinNetwork({ client, deployment, plans: firstPlans(world) })
  await splitRoles(world)
  await fillNetwork(world)
  for (const role of ROLES) if (role !== 'registry' && role !== 'manager') await giveTokens(world, who[role])
  await openPools(world)
  return world
}

const createWorld = async (
  chain: EmbeddedChain,
  client: ChainClient,
  deployment: Deployment,
  who: Record<Role, Hex>,
): Promise<World> => {
  const contracts = await readContracts()
  const errors = allErrors(contracts)
  const plans = demoPlans(SEED).map((plan) => ({
    ...plan,
    operator: seededAccount(SEED, 'operator'),
    owner: who.owner,
  }))
  const planOf = (nodeId: number): RegistrationPlan => {
    const plan = plans[nodeId - 1]
    if (!plan) throw new Error(`There is no plan for node ${nodeId}.`)
    return plan
  }
  const send = (from: Hex, call: Call) => sendAs(client, errors, from, call)
  const now = async () => Number((await client.getBlock()).timestamp)
  return {
    chain,
    client,
    deployment,
    contracts,
    errors,
    who,
    otherManager: await deployOtherManager(client, deployment),
    planOf,
    send,
    now,
    registrationOf: (nodeId, owner = planOf(nodeId).owner) =>
      makeRegistration(deployment, { ...planOf(nodeId), owner }, blsSign),
    quorumAction: async (kind, nodeId) => {
      const listed = await Promise.all(
        Array.from({ length: ACTIVE_AT_FIRST }, async (_, index) => ({
          id: index + 1,
          status: (await readNode(client, deployment, index + 1)).status,
        })),
      )
      return signQuorumAction(deployment, {
        kind,
        nodeId,
        epoch: Math.floor((await now()) / EPOCH_SECONDS),
        reporter: who.stranger,
        nodeKey: planOf(nodeId).blsSecretKey,
        signers: listed.filter(({ status }) => status === ACTIVE_STATUS).map(({ id }) => planOf(id).blsSecretKey),
      })
    },
    must: async (from, call) => {
      const outcome = await send(from, call)
      if (outcome !== ALLOWED) throw new Error(`A call the tests build on was refused: ${outcome}.`)
    },
    at: (timestamp) => client.setNextBlockTimestamp({ timestamp: BigInt(timestamp) }),
    undone: async (task) => {
      const id = await client.snapshot()
      try {
        return await task()
      } finally {
        await client.revert({ id })
      }
    },
  }
}

/** See `IServiceNodeRegistry.Status`. */
const ACTIVE_STATUS = 2

const readNode = (client: ChainClient, { registry }: Deployment, nodeId: number) =>
  client.readContract({ address: registry, abi: serviceNodeRegistryAbi, functionName: 'serviceNode', args: [nodeId] })

/** Moves PARAMETER from the governor to another account. The governor keeps ADMIN alone. */
const splitRoles = async ({ deployment, who, must, now, at }: World): Promise<void> => {
  const manager = (data: Hex): Call => ({ to: deployment.accessManager, data })
  const abi = accessManagerAbi
  const args = [PARAMETER_ROLE, who.parameter, NOTICE] as const
  const grant = encodeFunctionData({ abi, functionName: 'grantRole', args })
  const renounced = encodeFunctionData({ abi, functionName: 'renounceRole', args: [PARAMETER_ROLE, who.admin] })
  await must(who.admin, announcementOf(deployment.accessManager, manager(grant)))
  await at((await now()) + NOTICE)
  await must(who.admin, manager(grant))
  await must(who.admin, manager(renounced))
  await at((await now()) + NOTICE)
}

const firstPlans = ({ planOf }: World): RegistrationPlan[] =>
  Array.from({ length: ACTIVE_AT_FIRST }, (_, index) => planOf(index + 1))

/** Nodes in every state, see `NODE`. The first ones are active. */
const fillNetwork = async (world: World): Promise<void> => {
  const { client, deployment, who, must, now, at } = world
  const registry = (data: Hex): Call => ({ to: deployment.registry, data })
  const abi = serviceNodeRegistryAbi

  await client.mine({ blocks: 1 })
  const action = await world.quorumAction('suspend', NODE.suspended)
  await must(who.stranger, registry(encodeFunctionData({ abi, functionName: 'suspend', args: [action] })))
  const requestExit = encodeFunctionData({ abi, functionName: 'requestExit', args: [NODE.exitDue] })
  await must(who.owner, registry(requestExit))
  const offer = encodeFunctionData({ abi, functionName: 'proposeOwner', args: [NODE.offered, who.named] })
  await must(who.owner, registry(offer))
  const offerOfOperation = encodeFunctionData({
    abi,
    functionName: 'proposeOperator',
    args: [NODE.offered, who.named],
  })
  await must(who.owner, registry(offerOfOperation))

  await giveTokens(world, who.deployer)
  await must(who.deployer, {
    to: deployment.rewardsPool,
    data: encodeFunctionData({ abi: REWARDS_POOL_ABI, functionName: 'fund', args: [STAKE] }),
  })
  await giveTokens(world, who.operator)
  await at((await now()) + 8 * DAY)
  await register(world, NODE.activatable)
  await at((await now()) + HOUR)
  await publishRoundsOf(client, deployment, [NODE.activatable])
}

const register = async ({ deployment, who, must, registrationOf }: World, nodeId: number): Promise<void> => {
  const permit = { value: 0n, deadline: 0n, v: 0, r: `0x${'00'.repeat(32)}`, s: `0x${'00'.repeat(32)}` } as const
  const args = [await registrationOf(nodeId), '0x', STAKE, permit] as const
  const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'register', args })
  await must(who.operator, { to: deployment.registry, data })
}

/** Enough for some registrations, with the allowances for registering and funding. */
const giveTokens = async ({ client, deployment, who, must }: World, to: Hex): Promise<void> => {
  const token = (data: Hex): Call => ({ to: deployment.token, data })
  const abi = stakingTokenAbi
  const transfer = encodeFunctionData({ abi, functionName: 'transfer', args: [to, STAKE * 10n] })
  if (to !== who.deployer) await must(client.account.address, token(transfer))
  for (const spender of [deployment.registry, deployment.rewardsPool, deployment.contributionPools]) {
    const data = encodeFunctionData({ abi, functionName: 'approve', args: [spender, STAKE * 10n] })
    await must(to, token(data))
  }
}

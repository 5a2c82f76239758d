import { type Hex, parseEther } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRpcClient } from '../../../cli/lib/chain/createRpcClient.ts'
import { openRegistry } from '../../../cli/lib/chain/openRegistry.ts'
import { RegistrationNotFoundError, TermsUnprovenError } from '../../../cli/lib/pool/errors.ts'
import { findRegistration, hashRegistration, type SignedRegistration } from '../../../cli/lib/pool/findRegistration.ts'
import { proveTerms } from '../../../cli/lib/pool/proveTerms.ts'
import { type PoolView, readPool as readPoolView } from '../../../cli/lib/pool/readPool.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { blsKeyHash, blsSign } from '../../../shared/signing/bls.ts'
import { makeRegistration, NO_PERMIT } from '../../../shared/signing/registration.ts'
import { registrationDigest } from '../../../shared/signing/registrationDigest.ts'
import { COMMANDS_MS_MAX, DAY, type PoolWorld, PURSE, startPoolWorld } from './startPoolWorld.ts'

const SEED = 'many places by the command line'

const REQUIREMENT = parseEther('25000')

/** Seven pools of ten places are more than the 64 that one claim pays. */
const POOLS = 7
const OTHERS = Array.from({ length: 9 }, (_, index) => `friend ${index}`)
const NODES = Array.from({ length: POOLS }, (_, index) => `node ${index}`)

describe('muster pool claim for seventy places', { timeout: COMMANDS_MS_MAX }, () => {
  let world: PoolWorld
  const registrations = new Map<bigint, SignedRegistration>()

  const send = async (account: PrivateKeyAccount, to: Hex, call: Record<string, unknown>): Promise<void> => {
    const hash = await world.client.writeContract({ address: to, account, ...call } as never)
    expect((await world.client.waitForTransactionReceipt({ hash })).status).toBe('success')
  }
  const openPools = async () => ({
    ...(await openRegistry(createRpcClient(world.chain.url), world.deployment.registry)),
    ...{ pools: world.deployment.contributionPools, token: world.deployment.token },
    rewardsPool: world.deployment.rewardsPool,
  })
  const readPool = (poolId: bigint) =>
    world.client.readContract({
      address: world.deployment.contributionPools,
      abi: contributionPoolsAbi,
      functionName: 'pool',
      args: [poolId],
    })

  /** Fills a pool whose places are all for `heir`. */
  const fillPool = async (poolId: bigint, node: string): Promise<void> => {
    const { deployment, client } = world
    const pools = deployment.contributionPools
    const operator = world.account('operator')
    const deadline = Number((await client.getBlock()).timestamp) + 7 * DAY
    const plan = { ...world.planOf(node, 'operator'), owner: pools, feeBps: 0, deadline: BigInt(deadline) }
    const registration = await makeRegistration(deployment, plan, blsSign)
    const terms = { ...registration, blsKeyHash: blsKeyHash(registration.blsKey) }
    const operatorSignature = await operator.sign({ hash: registrationDigest({ ...deployment, terms }) })
    registrations.set(poolId, { registration, operatorSignature })
    const poolTerms = { feeBps: 0, deadline, requirement: REQUIREMENT, reservations: [] }
    const abi = contributionPoolsAbi
    const openArgs = [poolTerms, registration, operatorSignature, REQUIREMENT / 4n, NO_PERMIT]
    await send(operator, pools, { abi, functionName: 'open', args: openArgs })
    const heir = world.address('heir')
    await send(operator, pools, { abi, functionName: 'setBeneficiary', args: [poolId, heir] })
    const { termsHash } = await readPool(poolId)
    for (const name of OTHERS) {
      const [min] = await world.boundsOf(poolId, name)
      const args = [poolId, termsHash, min, heir, NO_PERMIT]
      await send(world.account(name), pools, { abi, functionName: 'contribute', args })
    }
  }

  beforeAll(async () => {
    world = await startPoolWorld(SEED, { names: ['operator', 'heir', ...OTHERS], nodes: NODES })
    const { token, contributionPools } = world.deployment
    const needed = (REQUIREMENT / 4n) * BigInt(POOLS)
    for (const name of ['operator', ...OTHERS]) {
      const { account } = world.client
      const transfer = { abi: stakingTokenAbi, functionName: 'transfer', args: [world.address(name), needed] }
      await send(account as PrivateKeyAccount, token, transfer)
      const approve = { abi: stakingTokenAbi, functionName: 'approve', args: [contributionPools, needed] }
      await send(world.account(name), token, approve)
    }
    for (const [index, node] of NODES.entries()) await fillPool(BigInt(index + 1), node)
  }, COMMANDS_MS_MAX)
  afterAll(() => world?.stop())

  it('findRegistration finds the last registration of a pool when the log has others', async () => {
    const opened = await openPools()
    for (const poolId of [1n, BigInt(POOLS)]) {
      const { deadline, registrationHash } = await readPool(poolId)
      const found = await findRegistration(opened, { poolId, deadline, registrationHash })
      const made = registrations.get(poolId) as SignedRegistration
      expect(found.operatorSignature).toBe(made.operatorSignature)
      expect(hashRegistration(found)).toBe(registrationHash)
      expect(hashRegistration(made)).toBe(registrationHash)
    }
    const { deadline } = await readPool(1n)
    const registrationHash: Hex = `0x${'34'.repeat(32)}`
    const search = findRegistration(opened, { poolId: 1n, deadline, registrationHash })
    await expect(search).rejects.toThrow(RegistrationNotFoundError)
    // The scan ends 14 days before the deadline. Here that is after the newest block.
    const { registrationHash: hash } = await readPool(1n)
    const late = { poolId: 1n, deadline: opened.newest.timestamp + 20 * DAY, registrationHash: hash }
    await expect(findRegistration(opened, late)).rejects.toThrow(RegistrationNotFoundError)
  })

  it('proveTerms refuses terms when they do not have the hash', async () => {
    const opened = await openPools()
    const pool = await readPoolView(opened, 2n)
    expect(await proveTerms(opened, pool)).toEqual([])
    const others: Partial<PoolView>[] = [
      ...[{ feeBps: 1 }, { deadline: pool.deadline + 1 }, { requirement: REQUIREMENT - 1n }],
      ...[{ opener: world.address('heir') }, { poolId: 3n }, { termsHash: `0x${'34'.repeat(32)}` } as const],
    ]
    for (const other of others) {
      await expect(proveTerms(opened, { ...pool, ...other })).rejects.toThrow(TermsUnprovenError)
    }
  })

  it('claim sends two transactions when there are more places than one pays', async () => {
    const { registry, contributionPools } = world.deployment
    for (const [index] of NODES.entries()) {
      const poolId = BigInt(index + 1)
      const { registration, operatorSignature } = registrations.get(poolId) as SignedRegistration
      const args = [poolId, registration, operatorSignature]
      await send(world.account('operator'), contributionPools, {
        abi: contributionPoolsAbi,
        functionName: 'finalize',
        args,
      })
      const asked = { abi: serviceNodeRegistryAbi, functionName: 'requestExit', args: [index + 1] }
      await send(world.account('operator'), registry, asked)
    }
    expect((await world.pool('claim', 'heir', [])).stdout).toBe('Nothing is due to this account now.\n')
    await world.passTime(14 * DAY)
    for (const [index] of NODES.entries()) {
      const { blsKey } = (registrations.get(BigInt(index + 1)) as SignedRegistration).registration
      const exit = { abi: serviceNodeRegistryAbi, functionName: 'exit', args: [index + 1, blsKey] }
      await send(world.account('operator'), registry, exit)
    }
    // The operator is the beneficiary from now on. Earnings until now are credited to the heir.
    const back = [1n, world.address('operator')]
    const changed = { abi: contributionPoolsAbi, functionName: 'setBeneficiary', args: back }
    await send(world.account('operator'), contributionPools, changed)

    const dry = await world.pool('claim', 'heir', ['--dry-run'])
    expect(dry.output).toMatch(/It would claim for 64 places.*\n\nIt would claim for 5 places/)
    const one = await world.pool('claim', 'heir', ['--pool', '2'])
    expect(one.output).toMatch(/^Claimed 31250 tokens\.\n/)
    const rest = await world.pool('claim', 'heir', [])
    expect(rest.code, rest.output).toBe(0)
    expect(rest.output.match(/pool \d, place \d/g)).toHaveLength(59)
    expect(await world.tokensOf(world.address('heir'))).toBe(PURSE + BigInt(POOLS) * REQUIREMENT)
    expect(await world.tokensOf(contributionPools)).toBe(0n)
    expect((await world.pool('claim', 'heir', [])).stdout).toBe('Nothing is due to this account now.\n')
  })
})

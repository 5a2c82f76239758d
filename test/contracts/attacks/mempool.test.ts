import { encodeFunctionData, type Hex, parseEther, parseGwei } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Deployment, deploy } from '../../../deploy/deploy.ts'
import { type ChainClient, fundGas } from '../../../devnet/chain/chainClient.ts'
import { signPermit } from '../../../devnet/chain/signPermit.ts'
import { demoPlans } from '../../../devnet/demo/demoPlans.ts'
import { seededAccount } from '../../../devnet/demo/seededKeys.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { blsKeyHash, blsSign } from '../../../shared/signing/bls.ts'
import { makeRegistration, NO_PERMIT, type Registration } from '../../../shared/signing/registration.ts'
import { type EmbeddedChain, openHardhatChain } from '../../../tools/support/chain.ts'
import { REGISTRATION_TYPES } from '../../helpers/registrationTypes.ts'

const SEED = 'mempool'
const STAKE = parseEther('25000')

/** More gas than any of these calls takes, so that no estimate is needed before the block. */
const GAS = 1_000_000n

/** The higher fee to the block's builder comes first. */
const VICTIMS_TIP = parseGwei('1')
const ATTACKERS_TIP = parseGwei('2')

/** Maximum cost of griefing by one call in docs/security.md: a permit, another registration of a pool. */
const GRIEFING_GAS = 80_000n

type Sent = { readonly from: PrivateKeyAccount; readonly to: Hex; readonly data: Hex; readonly tip: bigint }

describe("a block in which an attacker's transaction comes first", () => {
  const attacker = seededAccount(SEED, 'attacker')
  const payer = seededAccount(SEED, 'payer')
  let chain: EmbeddedChain
  let client: ChainClient
  let deployment: Deployment
  let registration: Registration
  let shared: Registration
  let operator: PrivateKeyAccount

  beforeAll(async () => {
    const opened = await openHardhatChain()
    chain = opened
    client = opened.client
    deployment = await deploy(client, { governor: seededAccount(SEED, 'governor').address, epochSeconds: 3_600 })
    const plan = demoPlans(SEED)[0]
    if (!plan) throw new Error('The demo network is empty.')
    operator = plan.operator
    registration = await makeRegistration(deployment, { ...plan, owner: seededAccount(SEED, 'owner').address }, blsSign)
    shared = await makeRegistration(deployment, { ...plan, owner: deployment.contributionPools }, blsSign)
    for (const { address } of [attacker, payer, operator]) {
      await fundGas(client, address)
      const args = [address, STAKE] as const
      await client.writeContract({ address: deployment.token, abi: stakingTokenAbi, functionName: 'transfer', args })
    }
  })
  afterAll(() => chain?.stop())

  /** Mines all of them in one block. */
  const inOneBlock = async (sent: readonly Sent[]) => {
    await client.setAutomine(false)
    try {
      const maxFeePerGas = (await client.getGasPrice()) + parseGwei('100')
      const hashes: Hex[] = []
      for (const { from, to, data, tip } of sent) {
        const fees = { maxFeePerGas, maxPriorityFeePerGas: tip }
        hashes.push(await client.sendTransaction({ account: from, to, data, gas: GAS, ...fees }))
      }
      await client.mine({ blocks: 1 })
      return await Promise.all(hashes.map((hash) => client.getTransactionReceipt({ hash })))
    } finally {
      await client.setAutomine(true)
    }
  }

  const undone = async (task: () => Promise<void>) => {
    const id = await client.snapshot()
    try {
      await task()
    } finally {
      await client.revert({ id })
    }
  }

  const registered = (signature: Hex, permit = NO_PERMIT): { to: Hex; data: Hex } => {
    const args = [registration, signature, STAKE, permit] as const
    const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'register', args })
    return { to: deployment.registry, data }
  }

  const tokensOf = (address: Hex): Promise<bigint> =>
    client.readContract({
      address: deployment.token,
      abi: stakingTokenAbi,
      functionName: 'balanceOf',
      args: [address],
    })

  it('registers the node when a stranger used the permit first, in the same block', () =>
    undone(async () => {
      const permit = await signPermit(client, deployment, operator, STAKE, 0n)
      const { value, deadline, v, r, s } = permit
      const used = encodeFunctionData({
        abi: stakingTokenAbi,
        functionName: 'permit',
        args: [operator.address, deployment.registry, value, deadline, v, r, s],
      })
      const [victims, attackers] = await inOneBlock([
        { from: operator, ...registered('0x', permit), tip: VICTIMS_TIP },
        { from: attacker, to: deployment.token, data: used, tip: ATTACKERS_TIP },
      ])
      expect([attackers?.transactionIndex, attackers?.status]).toEqual([0, 'success'])
      expect([victims?.transactionIndex, victims?.status]).toEqual([1, 'success'])
      expect(victims?.blockNumber).toBe(attackers?.blockNumber)
      expect(attackers?.gasUsed).toBeLessThan(GRIEFING_GAS)
      expect(await tokensOf(operator.address)).toBe(0n)
      expect(await tokensOf(attacker.address)).toBe(STAKE)
    }))

  it('charges the copier for the node, in the same block, and leaves the tokens of the intended payer', () =>
    undone(async () => {
      const signature = await signTerms(registration)
      const args = [deployment.registry, STAKE] as const
      for (const account of [attacker, payer]) {
        const token = { address: deployment.token, abi: stakingTokenAbi } as const
        await client.writeContract({ ...token, functionName: 'approve', args, account })
      }
      const [victims, attackers] = await inOneBlock([
        { from: payer, ...registered(signature), tip: VICTIMS_TIP },
        { from: attacker, ...registered(signature), tip: ATTACKERS_TIP },
      ])
      expect([attackers?.transactionIndex, attackers?.status]).toEqual([0, 'success'])
      expect([victims?.transactionIndex, victims?.status]).toEqual([1, 'reverted'])
      expect(victims?.blockNumber).toBe(attackers?.blockNumber)
      expect(await tokensOf(payer.address)).toBe(STAKE)
      expect(await tokensOf(attacker.address)).toBe(0n)
      const node = { address: deployment.registry, abi: serviceNodeRegistryAbi } as const
      expect(await client.readContract({ ...node, functionName: 'ownerOf', args: [1] })).toBe(registration.owner)
    }))

  it('leaves a full pool unchanged when its operator replaces the registration in front of finalize', () =>
    undone(async () => {
      const pools = deployment.contributionPools
      const signature = await signTerms(shared)
      const requirement = STAKE
      const deadline = Number((await client.getBlock()).timestamp) + 86_400
      const approved = [pools, STAKE] as const
      const token = { address: deployment.token, abi: stakingTokenAbi, account: operator } as const
      await client.writeContract({ ...token, functionName: 'approve', args: approved })
      const terms = { feeBps: 0, deadline, requirement, reservations: [] }
      const opened = [terms, shared, signature, STAKE, NO_PERMIT] as const
      const pool = { address: pools, abi: contributionPoolsAbi, account: operator } as const
      await client.writeContract({ ...pool, functionName: 'open', args: opened })

      const abi = contributionPoolsAbi
      const finalized = encodeFunctionData({ abi, functionName: 'finalize', args: [1n, shared, signature] })
      const moved = { ...shared, endpoint: { ...shared.endpoint, quicPort: 1 } }
      const replaced = encodeFunctionData({ abi, functionName: 'replaceRegistration', args: [1n, moved, signature] })
      const [victims, operators] = await inOneBlock([
        { from: attacker, to: pools, data: finalized, tip: VICTIMS_TIP },
        { from: operator, to: pools, data: replaced, tip: ATTACKERS_TIP },
      ])
      expect([operators?.transactionIndex, operators?.status]).toEqual([0, 'success'])
      expect([victims?.transactionIndex, victims?.status]).toEqual([1, 'reverted'])
      expect(operators?.gasUsed).toBeLessThan(GRIEFING_GAS)
      expect(await tokensOf(pools)).toBe(STAKE)
    }))

  /** Operator's signature over the terms of the registration. */
  const signTerms = (signed: Registration): Promise<Hex> => {
    const { owner, ed25519Key, feeBps, deadline } = signed
    const terms = { operator: operator.address, owner, ed25519Key, feeBps, deadline }
    return operator.signTypedData({
      domain: { name: 'Muster', version: '1', chainId: deployment.chainId, verifyingContract: deployment.registry },
      types: REGISTRATION_TYPES,
      primaryType: 'Registration',
      message: { ...terms, blsKeyHash: blsKeyHash(signed.blsKey) },
    })
  }
})

import { Wallet } from 'ethers'
import {
  BaseError,
  ContractFunctionRevertedError,
  concatHex,
  getAddress,
  type Hex,
  hexToBigInt,
  numberToHex,
  parseSignature,
} from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Deployment, deploy } from '../../deploy/deploy.ts'
import type { ChainClient } from '../../devnet/chain/chainClient.ts'
import { demoPlans } from '../../devnet/demo/demoPlans.ts'
import { seededAccount, seededBytes } from '../../devnet/demo/seededKeys.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../shared/contracts/stakingTokenAbi.ts'
import { blsKeyHash, blsSign } from '../../shared/signing/bls.ts'
import { makeRegistration, NO_PERMIT, type Registration } from '../../shared/signing/registration.ts'
import { type EmbeddedChain, openHardhatChain } from '../../tools/support/chain.ts'
import { readCompiled } from '../helpers/readCompiled.ts'
import { REGISTRATION_TYPES } from '../helpers/registrationTypes.ts'

const SEED = 'operator wallet'

/** ERC-1271 answer to a valid signature. */
const MAGIC = '0x1626ba7e'

/** `MAGIC` as a call returns it. */
const MAGIC_WORD: Hex = `${MAGIC}${'00'.repeat(28)}`

/** Order of secp256k1. */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n

const REFUSED = 'OperatorSignatureInvalid'

describe('register by a contract as operator', () => {
  const owner = seededAccount(SEED, 'owner')
  const ethersOwner = new Wallet(seededBytes(SEED, 'account', 'owner'))
  let chain: EmbeddedChain
  let client: ChainClient
  let deployment: Deployment
  let wallet: Hex

  const create = async (contract: string, args: readonly unknown[]): Promise<Hex> => {
    const { abi, bytecode } = await readCompiled(`test/mocks/${contract}.sol:${contract}`)
    const hash = await client.deployContract({ abi, bytecode, args })
    const { contractAddress } = await client.waitForTransactionReceipt({ hash })
    if (!contractAddress) throw new Error(`${contract} was not deployed.`)
    return getAddress(contractAddress)
  }

  beforeAll(async () => {
    const opened = await openHardhatChain()
    chain = opened
    client = opened.client
    deployment = await deploy(client, { governor: seededAccount(SEED, 'governor').address, epochSeconds: 60 })
    wallet = await create('ERC1271Wallet__Owned', [owner.address])
    // Another account pays and sends, so the operator has to have signed.
    const args = [deployment.registry, 2n ** 255n] as const
    await client.writeContract({ address: deployment.token, abi: stakingTokenAbi, functionName: 'approve', args })
  })
  afterAll(() => chain?.stop())

  /** A registration of a new node by this operator, without the operator's signature. */
  const registrationBy = (operator: Hex): Promise<Registration> => {
    const plan = demoPlans(SEED)[0]
    if (!plan) throw new Error('The demo network is empty.')
    return makeRegistration(deployment, { ...plan, operator: { address: operator }, owner: owner.address }, blsSign)
  }

  const typedData = (registration: Registration) => {
    const { operator, owner, ed25519Key, feeBps, deadline } = registration
    const terms = { operator, owner, blsKeyHash: blsKeyHash(registration.blsKey), ed25519Key, feeBps, deadline }
    const { chainId, registry } = deployment
    return { domain: { name: 'Muster', version: '1', chainId, verifyingContract: registry }, terms }
  }

  const signByEthers = async (registration: Registration): Promise<Hex> => {
    const { domain, terms } = typedData(registration)
    return (await ethersOwner.signTypedData(domain, REGISTRATION_TYPES, terms)) as Hex
  }

  const signByViem = (registration: Registration): Promise<Hex> => {
    const { domain, terms } = typedData(registration)
    return owner.signTypedData({ domain, types: REGISTRATION_TYPES, primaryType: 'Registration', message: terms })
  }

  /** Sends the registration and undoes it. Returns the operator of the new node, or the error and its arguments. */
  const register = async (registration: Registration, signature: Hex) => {
    const snapshot = await client.snapshot()
    const registry = { address: deployment.registry, abi: serviceNodeRegistryAbi } as const
    try {
      const { stakingRequirement } = await client.readContract({ ...registry, functionName: 'parameters' })
      const args = [registration, signature, stakingRequirement, NO_PERMIT] as const
      const { request, result } = await client.simulateContract({ ...registry, functionName: 'register', args })
      const { status } = await client.waitForTransactionReceipt({ hash: await client.writeContract(request) })
      const node = await client.readContract({ ...registry, functionName: 'serviceNode', args: [result] })
      return { status, operator: node.operator }
    } catch (error) {
      const reason = error instanceof BaseError && error.walk((cause) => cause instanceof ContractFunctionRevertedError)
      if (!(reason instanceof ContractFunctionRevertedError)) throw error
      return { error: reason.data?.errorName, args: reason.data?.args }
    } finally {
      await client.revert({ id: snapshot })
    }
  }

  it("accepts the owner's signature when ethers or viem made it, as the same bytes", async () => {
    const registration = await registrationBy(wallet)
    const [byEthers, byViem] = await Promise.all([signByEthers(registration), signByViem(registration)])
    expect(byEthers).toBe(byViem)
    expect(await register(registration, byEthers)).toEqual({ status: 'success', operator: wallet })
    expect(await register(registration, byViem)).toEqual({ status: 'success', operator: wallet })
  })

  it('asks the wallet itself: a signature of its owner for another wallet, or for themselves, is refused', async () => {
    const other = await create('ERC1271Wallet__Owned', [owner.address])
    const [registration, forOther, forOwner] = await Promise.all([wallet, other, owner.address].map(registrationBy))
    if (!registration || !forOther || !forOwner) throw new Error('There are no registrations.')
    const refused = { error: REFUSED, args: [wallet] }
    expect(await register(registration, await signByEthers(forOther))).toEqual(refused)
    expect(await register(registration, await signByEthers(forOwner))).toEqual(refused)
  })

  const answers: readonly (readonly [what: string, answer: Hex, reverting: boolean])[] = [
    ['another value than the magic one', `0xffffffff${'00'.repeat(28)}`, false],
    ['the magic value at the wrong end of the word', `0x${'00'.repeat(28)}${MAGIC.slice(2)}`, false],
    ['the magic value with something behind it', `${MAGIC}${'00'.repeat(27)}01`, false],
    ['the magic value in 4 bytes', MAGIC, false],
    ['one byte too few', MAGIC_WORD.slice(0, -2) as Hex, false],
    ['nothing', '0x', false],
    ['a revert', '0x', true],
    ['a revert with the magic value', MAGIC_WORD, true],
  ]

  it.each(answers)('reverts when the wallet answers with %s', async (_, answer, reverting) => {
    const broken = await create('ERC1271Wallet__Answering', [answer, reverting])
    const registration = await registrationBy(broken)
    const outcome = await register(registration, await signByEthers(registration))
    expect(outcome).toEqual({ error: REFUSED, args: [broken] })
  })

  it('accepts any signature when the wallet answers with the magic value', async () => {
    const trusting = await create('ERC1271Wallet__Answering', [MAGIC_WORD, false])
    expect(await register(await registrationBy(trusting), '0x')).toEqual({ status: 'success', operator: trusting })
  })

  it('reverts when the operator is a contract without signature checks', async () => {
    const unsigning = await create('ERC20__Calling', [owner.address, 1n])
    const registration = await registrationBy(unsigning)
    const { error } = await register(registration, await signByEthers(registration))
    expect(error).toBe(REFUSED)
  })

  it('reverts before the signature is read when the operator is a contract of the protocol', async () => {
    const registration = await registrationBy(deployment.token)
    const outcome = await register(registration, await signByEthers(registration))
    expect(outcome).toEqual({ error: 'OperatorInvalid', args: [getAddress(deployment.token)] })
  })

  const changes: readonly (readonly [what: string, change: (signature: Hex) => Hex])[] = [
    ['its malleable twin', twinOf],
    ['another r', (signature) => flipped(signature, 0)],
    ['another s', (signature) => flipped(signature, 63)],
    ['another v', (signature) => flipped(signature, 64)],
    ['its compact form', compactOf],
    ['a byte too few', (signature) => signature.slice(0, -2) as Hex],
    ['a byte too many', (signature) => `${signature}00`],
    ['nothing', () => '0x'],
  ]

  it.each(changes)('reverts when the signature is replaced by %s, as for an operator with a key', async (_, change) => {
    for (const operator of [wallet, owner.address]) {
      const registration = await registrationBy(operator)
      const signature = await signByEthers(registration)
      expect(await register(registration, signature)).toEqual({ status: 'success', operator })
      expect(await register(registration, change(signature))).toEqual({ error: REFUSED, args: [operator] })
    }
  })

  it('reverts when the signature covers other terms, another chain or another registry', async () => {
    const registration = await registrationBy(wallet)
    const { domain, terms } = typedData(registration)
    const others = [
      [domain, { ...terms, feeBps: 1 }],
      [domain, { ...terms, owner: wallet }],
      [domain, { ...terms, deadline: terms.deadline - 1n }],
      [{ ...domain, chainId: domain.chainId + 1 }, terms],
      [{ ...domain, verifyingContract: deployment.token }, terms],
      [{ ...domain, version: '2' }, terms],
    ] as const
    for (const [otherDomain, otherTerms] of others) {
      const signature = await ethersOwner.signTypedData(otherDomain, REGISTRATION_TYPES, otherTerms)
      expect(await register(registration, signature as Hex)).toEqual({ error: REFUSED, args: [wallet] })
    }
  })
})

/** The other valid form of the signature, with the upper s. It was never signed. */
function twinOf(signature: Hex): Hex {
  const { r, s, yParity } = parseSignature(signature)
  return concatHex([r, numberToHex(ORDER - hexToBigInt(s), { size: 32 }), yParity === 0 ? '0x1c' : '0x1b'])
}

/** The 64 bytes of EIP-2098. */
function compactOf(signature: Hex): Hex {
  const { r, s, yParity } = parseSignature(signature)
  return concatHex([r, numberToHex(hexToBigInt(s) | (BigInt(yParity) << 255n), { size: 32 })])
}

/** The signature with one bit of one byte turned. */
function flipped(signature: Hex, byte: number): Hex {
  const start = 2 + 2 * byte
  const turned = Number.parseInt(signature.slice(start, start + 2), 16) ^ 1
  return `${signature.slice(0, start)}${turned.toString(16).padStart(2, '0')}${signature.slice(start + 2)}` as Hex
}

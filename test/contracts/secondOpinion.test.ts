import { Contract, Interface, JsonRpcProvider, TypedDataEncoder, verifyTypedData, Wallet } from 'ethers'
import { decodeEventLog, type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Deployment, deploy } from '../../deploy/deploy.ts'
import { type ChainClient, createChainClient } from '../../devnet/chain/chainClient.ts'
import { joinNetwork } from '../../devnet/chain/joinNetwork.ts'
import { signPermit } from '../../devnet/chain/signPermit.ts'
import { demoPlans } from '../../devnet/demo/demoPlans.ts'
import { seededAccount, seededBytes } from '../../devnet/demo/seededKeys.ts'
import { registryLensAbi } from '../../shared/contracts/registryLensAbi.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { signerSetsAbi } from '../../shared/contracts/signerSetsAbi.ts'
import { QUORUM_KINDS, quorumDigest } from '../../shared/signing/quorumDigest.ts'
import { registrationDigest } from '../../shared/signing/registrationDigest.ts'
import { rotationDigest } from '../../shared/signing/rotationDigest.ts'
import { startHardhatChain, type TestChain } from '../../tools/support/chain.ts'
import { REGISTRATION_TYPES } from '../helpers/registrationTypes.ts'

const NODES = 5

const QUORUM_TYPES = {
  QuorumAction: [
    'uint8 kind',
    'uint32 nodeId',
    'uint16 reason',
    'bytes32 evidenceHash',
    'uint32 epoch',
    'address reporter',
  ]
    .map((field) => field.split(' ') as [string, string])
    .map(([type, name]) => ({ type, name })),
}

const ROTATION_TYPES = {
  Rotation: [
    'uint32 nodeId',
    'bytes32 oldBlsKeyHash',
    'bytes32 newBlsKeyHash',
    'bytes32 oldEd25519Key',
    'bytes32 newEd25519Key',
    'bool compromised',
    'uint64 deadline',
  ]
    .map((field) => field.split(' ') as [string, string])
    .map(([type, name]) => ({ type, name })),
}

const PERMIT_TYPES = {
  Permit: ['address owner', 'address spender', 'uint256 value', 'uint256 nonce', 'uint256 deadline']
    .map((field) => field.split(' ') as [string, string])
    .map(([type, name]) => ({ type, name })),
}

describe('ethers as a second implementation', () => {
  let chain: TestChain
  let client: ChainClient
  let provider: JsonRpcProvider
  let deployment: Deployment

  beforeAll(async () => {
    chain = await startHardhatChain()
    client = createChainClient(chain.url)
    provider = new JsonRpcProvider(chain.url, chain.chainId, { staticNetwork: true })
    deployment = await deploy(client, { governor: seededAccount('a', 'governor').address, epochSeconds: 60 })
    const plans = demoPlans('second opinion').slice(0, NODES)
    await joinNetwork({ client, deployment, plans })
  })
  afterAll(async () => {
    provider?.destroy()
    await chain?.stop()
  })

  it('computes the same digest of a registration as viem and the contract', async () => {
    const terms = {
      operator: seededAccount('a', 1).address,
      owner: seededAccount('a', 2).address,
      blsKeyHash: seededBytes('a', 3),
      ed25519Key: seededBytes('a', 4),
      feeBps: 1_234,
      deadline: 2n ** 63n,
    }
    const domain = { name: 'Muster', version: '1', chainId: chain.chainId, verifyingContract: deployment.registry }
    const byEthers = TypedDataEncoder.hash(domain, REGISTRATION_TYPES, terms)
    const signature =
      'function registrationDigest(address,address,bytes32,bytes32,uint16,uint64) view returns (bytes32)'
    const verifier = new Contract(deployment.signerSets, [signature], provider)
    expect(registrationDigest({ ...deployment, terms })).toBe(byEthers)
    expect(await verifier.getFunction('registrationDigest')(...Object.values(terms))).toBe(byEthers)
  })

  it.each([true, false])(
    'computes the same digest of a rotation as viem and the contract when compromised is %s',
    async (compromised) => {
      const terms = {
        nodeId: 2 ** 32 - 1,
        oldBlsKeyHash: seededBytes('r', 1),
        newBlsKeyHash: seededBytes('r', 2),
        oldEd25519Key: seededBytes('r', 3),
        newEd25519Key: seededBytes('r', 4),
        compromised,
        deadline: 2n ** 64n - 1n,
      }
      const domain = { name: 'Muster', version: '1', chainId: chain.chainId, verifyingContract: deployment.registry }
      const byEthers = TypedDataEncoder.hash(domain, ROTATION_TYPES, terms)
      const { nodeId, oldBlsKeyHash, newBlsKeyHash, oldEd25519Key, newEd25519Key, deadline } = terms
      const byContract = await client.readContract({
        address: deployment.signerSets,
        abi: signerSetsAbi,
        functionName: 'rotationDigest',
        args: [nodeId, oldBlsKeyHash, newBlsKeyHash, oldEd25519Key, newEd25519Key, compromised, deadline],
      })
      expect(rotationDigest({ ...deployment, terms })).toBe(byEthers)
      expect(byContract).toBe(byEthers)
    },
  )

  it('computes the same digest of each quorum action as viem and the contract', async () => {
    const verifyingContract = deployment.registry
    const domain = { name: 'Muster', version: '1', chainId: chain.chainId, verifyingContract }
    const blsKey = {
      x_a: seededBytes('q', 0),
      x_b: seededBytes('q', 1),
      y_a: seededBytes('q', 2),
      y_b: seededBytes('q', 3),
    }
    const half = { x_c0_a: seededBytes('q', 4), x_c0_b: seededBytes('q', 5), x_c1_a: seededBytes('q', 6) }
    const signature = {
      ...half,
      x_c1_b: half.x_c0_a,
      y_c0_a: half.x_c0_a,
      y_c0_b: half.x_c0_a,
      y_c1_a: half.x_c0_a,
      y_c1_b: half.x_c0_a,
    }
    for (const [number, kind] of QUORUM_KINDS.entries()) {
      const signed = {
        nodeId: 2 ** 32 - 1,
        reason: 2 ** 16 - 1,
        evidenceHash: seededBytes('q', kind),
        epoch: 2 ** 31,
        reporter: seededAccount('q', kind).address,
      }
      const byEthers = TypedDataEncoder.hash(domain, QUORUM_TYPES, { kind: number, ...signed })
      expect(quorumDigest({ ...deployment, terms: { kind, ...signed } })).toBe(byEthers)
      const byContract = await client.readContract({
        address: deployment.signerSets,
        abi: signerSetsAbi,
        functionName: 'quorumDigest',
        args: [number, { ...signed, blsKey, nonSigners: [], signature }],
      })
      expect(byContract).toBe(byEthers)
    }
  })

  it('signs and recovers a permit like viem', async () => {
    const owner = seededAccount('permit', 1)
    const permit = await signPermit(client, deployment, owner, parseEther('7'), 3n)
    const domain = {
      name: 'Muster Staking Token',
      version: '1',
      chainId: chain.chainId,
      verifyingContract: deployment.token,
    }
    const message = {
      owner: owner.address,
      spender: deployment.registry,
      value: permit.value,
      nonce: 3n,
      deadline: permit.deadline,
    }
    const signature = await new Wallet(seededBytes('permit', 'account', 1)).signTypedData(domain, PERMIT_TYPES, message)
    expect(signature).toBe(`${permit.r}${permit.s.slice(2)}${permit.v.toString(16)}`)
    expect(verifyTypedData(domain, PERMIT_TYPES, message, signature)).toBe(owner.address)
  })

  it('decodes every log of the registry like viem', async () => {
    const logs = await provider.getLogs({ address: deployment.registry, fromBlock: 0 })
    const coder = new Interface(serviceNodeRegistryAbi as never)
    const names = new Set<string>()
    for (const log of logs) {
      const byEthers = coder.parseLog(log)
      // AccessManaged's own event is in the ABI too, so no log stays unread.
      if (!byEthers) throw new Error(`ethers cannot read the log with topic ${log.topics[0]}.`)
      const byViem = decodeEventLog({
        abi: serviceNodeRegistryAbi,
        data: log.data as Hex,
        topics: log.topics as [Hex, ...Hex[]],
      })
      expect(byViem.eventName).toBe(byEthers.name)
      expect(plain(byViem.args)).toEqual(plain(byEthers.args.toObject(true)))
      names.add(byEthers.name)
    }
    expect([...names].sort()).toEqual([
      'AuthorityUpdated',
      'ListChanged',
      'ParametersChanged',
      'RandomnessChanged',
      'ServiceNodeActivated',
      'ServiceNodeRegistered',
    ])
  })

  it('pages through the lens to all registered nodes with their operators', async () => {
    const lens = new Contract(deployment.registryLens, registryLensAbi as never, provider)
    const operators: string[] = []
    let cursor = 0n
    do {
      const [page, next] = await lens.getFunction('serviceNodes')(deployment.registry, cursor, 2)
      for (const { serviceNode } of page) operators.push(serviceNode.operator)
      cursor = next
    } while (cursor !== 0n)
    const expected = demoPlans('second opinion')
      .slice(0, NODES)
      .map(({ operator }) => operator.address)
    expect(operators).toEqual(expected)
  })
})

/** Numbers as bigint, addresses in lower case: the libraries differ in nothing else. */
const plain = (value: unknown): unknown => {
  if (typeof value === 'number') return BigInt(value)
  if (typeof value === 'string') return value.toLowerCase()
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]))
}

import { bytesToHex, type Hex, hexToBytes } from '../../shared/bytes.ts'
import { encodeHeader } from '../../shared/ethereum/encodeHeader.ts'
import { decodeHeader } from '../../shared/ethereum/header.ts'
import { identitySlot, verifyIdentity } from '../../shared/list/identity.ts'
import { startAnvil, startHardhatChain, type TestChain } from '../support/chain.ts'
import { createEpochChain } from '../support/epochChain.ts'
import { codeOf } from './codeOf.ts'
import { vectorHash } from './vectorHash.ts'
import { vectorRecord } from './vectorRecords.ts'

/** Same as in the epoch vectors, so that blocks repeat. */
const EPOCH_SECONDS = 60
const GENESIS_TIMESTAMP = 1_774_665_010

/** Keys with an identity, enough for a storage trie with branches. Proofs end at branches, leaves and extensions. */
const REGISTERED = 40
const STRANGERS = 8

type RpcProof = { accountProof: Hex[]; storageProof: { proof: Hex[] }[] }

type IdentityCase = {
  name: string
  client: string
  stateRoot: Hex
  registry: Hex
  ed25519Key: Hex
  slot: Hex
  accountProof: Hex[]
  storageProof: Hex[]
  identity: object | null
}

const keyOf = (nodeId: number): Hex => vectorRecord(nodeId).ed25519Key

/** The word of an identity: from its high end 3 zero bytes, flags, endpointEpoch, quicPort, rpcPort, ip, nodeId. */
function wordOf(nodeId: number): Hex {
  const { rpcPort, quicPort } = vectorRecord(nodeId)
  const digits = (value: number, bytes: number) => value.toString(16).padStart(2 * bytes, '0')
  const ip = nodeId % 5 === 0 ? `20010db8${digits(nodeId, 12)}` : `00000000000000000000ffffc612${digits(nodeId, 2)}`
  const flags = nodeId % 5 === 2 ? 1 : 0
  return `0x${digits(flags, 4)}${digits(nodeId % 2 === 0 ? 493_000 + nodeId : 0, 4)}${digits(quicPort, 2)}${digits(rpcPort, 2)}${ip}${digits(nodeId, 4)}`
}

async function casesOf(chain: TestChain): Promise<IdentityCase[]> {
  const epochs = await createEpochChain({ chain, epochSeconds: EPOCH_SECONDS })
  const { registry } = epochs
  const read = async (name: string, ed25519Key: Hex): Promise<IdentityCase> => {
    const slot = identitySlot(ed25519Key)
    const block = await chain.request<Record<string, unknown>>('eth_getBlockByNumber', ['latest', false])
    const { stateRoot } = decodeHeader(encodeHeader(block))
    const { accountProof, storageProof } = await chain.request<RpcProof>('eth_getProof', [registry, [slot], 'latest'])
    const proofs = { accountProof, storageProof: storageProof[0]?.proof ?? [] }
    const identity = verifyIdentity({
      ...{ stateRoot, registry, ed25519Key },
      accountProof: proofs.accountProof.map(hexToBytes),
      storageProof: proofs.storageProof.map(hexToBytes),
    })
    const { kind } = chain
    return { name: `${name}, ${kind}`, client: kind, stateRoot, registry, ed25519Key, slot, ...proofs, identity }
  }
  await epochs.setRoot(bytesToHex(vectorHash('a list root')))
  const cases = [await read('not registered, in a registry with only a list', keyOf(1))]
  for (let nodeId = 1; nodeId <= REGISTERED; nodeId++) await epochs.setSlot(identitySlot(keyOf(nodeId)), wordOf(nodeId))
  for (const nodeId of [1, 2, 5]) cases.push(await read(`node ${nodeId}`, keyOf(nodeId)))
  for (let i = 1; i <= STRANGERS; i++) cases.push(await read(`stranger ${i}`, keyOf(REGISTERED + i)))
  return cases
}

const flipLast = (hex: Hex): Hex => {
  const bytes = hexToBytes(hex)
  return bytesToHex(bytes.with(-1, (bytes.at(-1) ?? 0) ^ 1))
}

function refusedOf(cases: readonly IdentityCase[]): object[] {
  const at = (name: string) => cases.findIndex((entry) => entry.name.startsWith(name))
  const [node, stranger, other] = [at('node 1,'), at('stranger 1,'), at('node 2,')]
  const [ofNode, ofStranger, ofOther] = [cases[node], cases[stranger], cases[other]] as [
    IdentityCase,
    IdentityCase,
    IdentityCase,
  ]
  const storage = 'STORAGE_PROOF_INVALID'
  const account = 'ACCOUNT_PROOF_INVALID'
  const refusals: readonly (readonly [name: string, of: number, change: Partial<IdentityCase>, code: string])[] = [
    ["a stranger's proof for a node", node, { storageProof: ofStranger.storageProof }, storage],
    ["a node's proof for a stranger", stranger, { storageProof: ofNode.storageProof }, storage],
    ["another node's proof", node, { storageProof: ofOther.storageProof }, storage],
    ['no storage node', stranger, { storageProof: [] }, storage],
    ['a storage node missing', node, { storageProof: ofNode.storageProof.slice(0, -1) }, storage],
    [
      'a storage node twice',
      stranger,
      { storageProof: [...ofStranger.storageProof, ofStranger.storageProof.at(-1) as Hex] },
      storage,
    ],
    ['a storage node too many', stranger, { storageProof: [...ofStranger.storageProof, '0x80'] }, storage],
    [
      'a bit of a storage node',
      stranger,
      { storageProof: ofStranger.storageProof.with(-1, flipLast(ofStranger.storageProof.at(-1) as Hex)) },
      storage,
    ],
    ['no account node', stranger, { accountProof: [] }, account],
    [
      'a bit of an account node',
      stranger,
      { accountProof: ofStranger.accountProof.with(0, flipLast(ofStranger.accountProof[0] as Hex)) },
      account,
    ],
    ['another state root', stranger, { stateRoot: flipLast(ofStranger.stateRoot) }, account],
    ['another registry', stranger, { registry: flipLast(ofStranger.registry) }, account],
  ]
  return refusals.map(([name, of, change, code]) => {
    const changed = { ...(cases[of] as IdentityCase), ...change }
    const got = codeOf(() =>
      verifyIdentity({
        ...changed,
        accountProof: changed.accountProof.map(hexToBytes),
        storageProof: changed.storageProof.map(hexToBytes),
      }),
    )
    if (got !== code) throw new Error(`"${name}" gives ${got}, not ${code}`)
    return { name: `${name}, ${changed.client}`, of, change, code }
  })
}

/** Identities that the registry keeps for a key, or their absence, proven by the state of both clients. */
export async function makeIdentityVectors(): Promise<object> {
  const identities: IdentityCase[] = []
  for (const start of [startHardhatChain, startAnvil]) {
    const chain = await start({ initialTimestamp: GENESIS_TIMESTAMP })
    try {
      identities.push(...(await casesOf(chain)))
    } finally {
      await chain.stop()
    }
  }
  return {
    about:
      'what a registry keeps for an Ed25519 key under a state root, null where no node ever had it, with the proofs of real chains; then refused ones: identities[of] with keys replaced (change), with the error code',
    identities,
    refused: refusedOf(identities),
  }
}

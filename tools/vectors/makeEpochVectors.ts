import { bytesToHex, type Hex, hexToBytes } from '../../shared/bytes.ts'
import { decodeEpochProof, type EpochProof, encodeEpochProof, verifyEpochProof } from '../../shared/list/epochProof.ts'
import { decodeList } from '../../shared/list/wire.ts'
import { startAnvil, startHardhatChain, type TestChain } from '../support/chain.ts'
import { createEpochChain, type EpochChain } from '../support/epochChain.ts'
import { vectorListBytes } from './makeListVectors.ts'
import { vectorHash } from './vectorHash.ts'

const EPOCH_SECONDS = 60

/** Unix seconds; ten seconds into an epoch. */
const GENESIS_TIMESTAMP = 1_774_665_010

/** Slots beside the root, so that the storage trie has branches. */
const OTHER_SLOTS = 24

type EpochCase = ReturnType<typeof epochCase>

function epochCase(name: string, client: string, chain: EpochChain, proof: EpochProof) {
  const { epoch, root, anchor, child } = verifyEpochProof(proof, chain)
  return {
    name,
    client,
    chainId: chain.chainId.toString(),
    registry: chain.registry,
    epochSeconds: chain.epochSeconds,
    proof: JSON.parse(encodeEpochProof(proof)) as Record<keyof EpochProof, unknown>,
    expected: {
      epoch: epoch.toString(),
      root,
      anchorHash: anchor.hash,
      anchorNumber: anchor.number.toString(),
      anchorTimestamp: anchor.timestamp.toString(),
      childHash: child.hash,
      childNumber: child.number.toString(),
      childTimestamp: child.timestamp.toString(),
    },
  }
}

async function epochsOf(chain: TestChain): Promise<EpochCase[]> {
  const epochs = await createEpochChain({ chain, epochSeconds: EPOCH_SECONDS })
  const cases: EpochCase[] = []
  const finish = async (name: string, late: number) => {
    const proof = await epochs.capture(await epochs.crossBoundary(late))
    cases.push(epochCase(`${name}, ${chain.kind}`, chain.kind, epochs, proof))
  }
  const rootOf = (depth: number, count: number): Hex => {
    const indexes = Array.from({ length: count }, (_, i) => i)
    return bytesToHex(decodeList(vectorListBytes(depth, indexes)).root())
  }
  await epochs.setRoot(rootOf(2, 5))
  await finish('a storage trie of one leaf, the child at the boundary itself', 0)
  for (let slot = 1; slot <= OTHER_SLOTS; slot++)
    await epochs.setSlot(`0x${slot.toString(16).padStart(64, '0')}`, bytesToHex(vectorHash(`slot ${slot}`)))
  await epochs.setRoot(rootOf(3, 64))
  await finish('a storage trie with branches, the child late', 7)
  await epochs.setRoot(rootOf(4, 65))
  await finish('epochs without blocks before it', 5 * EPOCH_SECONDS + 1)
  await epochs.setRoot(`0x${'00'.repeat(12)}${bytesToHex(vectorHash('a short root')).slice(26)}`)
  await finish('a root with leading zeros', 1)
  return cases
}

const flip = (hex: unknown, position: number): Hex => {
  const bytes = hexToBytes(hex as Hex)
  const at = position < 0 ? bytes.length + position : position
  bytes[at] = (bytes[at] ?? 0) ^ 1
  return bytesToHex(bytes)
}

/** Changes to the proof (`change`, `drop`) or to the expectation (`expect`), and the code that they must cause. */
type Refusal = {
  name: string
  change?: Record<string, unknown>
  drop?: string[]
  expect?: Record<string, unknown>
  code: string
}

function refusalsOf({ proof }: EpochCase, later: EpochCase): Refusal[] {
  const accountProof = proof.accountProof as Hex[]
  const storageProof = proof.storageProof as Hex[]
  const { anchorHeader, childHeader, root, epoch } = proof
  const malformed = 'EPOCH_PROOF_MALFORMED'
  const account = 'ACCOUNT_PROOF_INVALID'
  const storage = 'STORAGE_PROOF_INVALID'
  return [
    { name: 'another chain', expect: { chainId: '1' }, code: 'CHAIN_MISMATCH' },
    { name: 'another registry', expect: { registry: `0x${'11'.repeat(20)}` }, code: 'REGISTRY_MISMATCH' },
    { name: 'another epoch length', expect: { epochSeconds: EPOCH_SECONDS + 1 }, code: 'EPOCH_BOUNDARY' },
    { name: 'the epoch before', change: { epoch: `${Number(epoch) - 1}` }, code: 'EPOCH_BOUNDARY' },
    { name: 'the epoch after', change: { epoch: `${Number(epoch) + 1}` }, code: 'EPOCH_BOUNDARY' },
    {
      name: 'headers swapped',
      change: { anchorHeader: childHeader, childHeader: anchorHeader },
      code: 'HEADERS_UNLINKED',
    },
    { name: 'the anchor as its own child', change: { childHeader: anchorHeader }, code: 'HEADERS_UNLINKED' },
    { name: "a later epoch's child", change: { childHeader: later.proof.childHeader }, code: 'HEADERS_UNLINKED' },
    { name: 'a bit of the anchor', change: { anchorHeader: flip(anchorHeader, 40) }, code: 'HEADERS_UNLINKED' },
    { name: "a bit of the child's parent", change: { childHeader: flip(childHeader, 10) }, code: 'HEADERS_UNLINKED' },
    { name: 'a byte after the anchor', change: { anchorHeader: `${anchorHeader}00` }, code: 'HEADER_INVALID' },
    { name: 'a byte after the child', change: { childHeader: `${childHeader}00` }, code: 'HEADER_INVALID' },
    { name: 'no account node', change: { accountProof: [] }, code: malformed },
    { name: 'an account node missing', change: { accountProof: accountProof.slice(1) }, code: account },
    { name: 'an account node twice', change: { accountProof: [...accountProof, accountProof.at(-1)] }, code: account },
    { name: 'account nodes in reverse', change: { accountProof: accountProof.toReversed() }, code: account },
    {
      name: 'a bit of an account node',
      change: { accountProof: accountProof.with(-1, flip(accountProof.at(-1), -1)) },
      code: account,
    },
    { name: "the storage proof as the account's", change: { accountProof: storageProof }, code: account },
    { name: 'a storage node missing', change: { storageProof: storageProof.slice(1) }, code: storage },
    { name: 'a storage node too many', change: { storageProof: [...storageProof, '0x80'] }, code: storage },
    {
      name: 'a bit of a storage node',
      change: { storageProof: storageProof.with(0, flip(storageProof[0], -1)) },
      code: storage,
    },
    {
      name: "a later epoch's storage",
      change: { storageProof: later.proof.storageProof, root: later.proof.root },
      code: storage,
    },
    { name: 'another root', change: { root: flip(root, 31) }, code: 'ROOT_MISMATCH' },
    { name: 'no root', change: { root: `0x${'00'.repeat(32)}` }, code: 'LIST_EMPTY' },
    { name: 'a key unknown', change: { note: '' }, code: malformed },
    { name: 'a key missing', drop: ['root'], code: malformed },
    { name: 'a number for a string', change: { epoch: Number(epoch) }, code: malformed },
    { name: 'an integer with a leading zero', change: { epoch: `0${epoch}` }, code: malformed },
    { name: 'an integer of 65 bits', change: { chainId: (1n << 64n).toString() }, code: malformed },
    { name: 'upper-case hex', change: { root: `0x${(root as string).slice(2).toUpperCase()}` }, code: malformed },
    { name: 'half a byte', change: { anchorHeader: (anchorHeader as string).slice(0, -1) }, code: malformed },
    { name: 'a string for a list', change: { accountProof: accountProof[0] }, code: malformed },
    { name: 'too many nodes', change: { storageProof: Array.from({ length: 66 }, () => '0x80') }, code: malformed },
  ]
}

/** Code of a case in our implementation, so that every written vector holds for our own code. */
function codeOf(base: EpochCase, refusal: Refusal): string {
  const proof: Record<string, unknown> = { ...base.proof, ...refusal.change }
  for (const key of refusal.drop ?? []) delete proof[key]
  const { chainId, registry, epochSeconds } = { ...base, ...refusal.expect }
  try {
    verifyEpochProof(decodeEpochProof(proof), { chainId: BigInt(chainId), registry, epochSeconds })
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'accepted'
}

/** Epoch proofs of both clients, and changes to them that a verifier refuses. */
export async function makeEpochVectors(): Promise<{ about: string; epochs: EpochCase[]; refused: object[] }> {
  const epochs: EpochCase[] = []
  for (const start of [startHardhatChain, startAnvil]) {
    const chain = await start({ initialTimestamp: GENESIS_TIMESTAMP })
    try {
      epochs.push(...(await epochsOf(chain)))
    } finally {
      await chain.stop()
    }
  }
  const refused = ['hardhat', 'anvil'].flatMap((client) => {
    const of = epochs.findIndex((epoch) => epoch.client === client) + 1
    const [base, later] = epochs.slice(of)
    if (base === undefined || later === undefined) throw new Error(`${client} made too few epochs`)
    return refusalsOf(base, later).map((refusal) => {
      const code = codeOf(base, refusal)
      if (code !== refusal.code) throw new Error(`"${refusal.name}" of ${client} gives ${code}, not ${refusal.code}`)
      return { ...refusal, name: `${refusal.name}, ${client}`, of }
    })
  })
  return {
    about:
      'epoch proofs of real chains and what they prove; then refused ones: the proof of epochs[of] with keys replaced (change) or removed (drop), or something else expected (expect), with the error code',
    epochs,
    refused,
  }
}

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  FileExistsError,
  FileMalformedError,
  FileTooLargeError,
  FileUnreadableError,
} from '../../../../cli/lib/input/errors.ts'
import { type QuorumActionFile, readAction, writeAction } from '../../../../cli/lib/quorum/actionFile.ts'
import { ProposalAlteredError } from '../../../../cli/lib/quorum/errors.ts'
import { digestOf, type Proposal, readProposal, writeProposal } from '../../../../cli/lib/quorum/proposalFile.ts'
import { readSignature, type SignatureFile, writeSignature } from '../../../../cli/lib/quorum/signatureFile.ts'
import { seededAccount, seededBlsKey, seededBytes } from '../../../../devnet/demo/seededKeys.ts'
import { blsPublicKey, blsSign } from '../../../../shared/signing/bls.ts'
import type { QuorumTerms } from '../../../../shared/signing/quorumDigest.ts'
import { runMuster } from '../../../helpers/runMuster.ts'

const SEED = 'quorum files'

const lower = (label: string) => seededAccount(SEED, label).address.toLowerCase() as `0x${string}`

const terms: QuorumTerms = {
  kind: 'remove',
  nodeId: 4_294_967_295,
  reason: 65_535,
  evidenceHash: seededBytes(SEED, 'evidence'),
  epoch: 444_444,
  reporter: lower('reporter'),
}

const proposal: Proposal = {
  // Beyond what a JSON number holds.
  chainId: 2n ** 63n + 1n,
  registry: lower('registry'),
  terms,
  epochSeconds: 3_600,
  members: 1_553,
  node: { status: 'Active', operator: lower('operator'), principal: 25_000n * 10n ** 18n + 1n },
  keys: { blsKey: blsPublicKey(seededBlsKey(SEED, 4)), ed25519Key: seededBytes(SEED, 'ed25519') },
}

const secretKey = seededBlsKey(SEED, 1)
const blsKey = blsPublicKey(secretKey)
const signature: SignatureFile = {
  digest: digestOf(proposal),
  nodeId: 7,
  blsKey,
  signature: blsSign(digestOf(proposal), secretKey),
}

const action: QuorumActionFile = {
  chainId: proposal.chainId,
  registry: proposal.registry,
  terms,
  blsKey,
  ed25519Key: seededBytes(SEED, 'ed25519'),
  nonSigners: [2, 3].map((nodeId) => ({ nodeId, blsKey: blsPublicKey(seededBlsKey(SEED, nodeId)) })),
  signature: signature.signature,
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

/** Values of no field: each differs in type or range from whatever stands there. */
const WRONG: readonly Json[] = [null, true, -1, 1.5, 2 ** 60, '', '0x', '0xZZ', ' 1', '01', 'suspend\u0000', [], {}]

/** Paths of every value in a JSON text, objects and lists included. */
const pathsOf = (value: Json, path: readonly (string | number)[] = []): (readonly (string | number)[])[] => {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, item]) =>
          pathsOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : []
  return path.length === 0 ? inner : [path, ...inner]
}

/** A copy in which one value is another, or gone. */
const changed = (value: Json, path: readonly (string | number)[], to: Json | undefined): Json => {
  const copy = structuredClone(value)
  let holder = copy as Record<string | number, Json>
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, Json>
  const last = path.at(-1) as string | number
  if (to === undefined) delete holder[last]
  else holder[last] = to
  return copy
}

describe('files of the quorum', () => {
  let folder: string
  const file = (name: string): string => join(folder, name)
  const files = [
    ['proposal.json', readProposal],
    ['signature.json', readSignature],
    ['action.json', readAction],
  ] as const

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-quorum-files-'))
    await writeProposal(file('proposal.json'), proposal)
    await writeSignature(file('signature.json'), signature)
    await writeAction(file('action.json'), action)
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('files of the quorum come back equal when they are read, also with numbers beyond 2^53', async () => {
    expect(await readProposal(file('proposal.json'))).toEqual(proposal)
    expect(await readSignature(file('signature.json'))).toEqual(signature)
    expect(await readAction(file('action.json'))).toEqual(action)
    const json = JSON.parse(readFileSync(file('proposal.json'), 'utf8'))
    expect(json.chainId).toBe('9223372036854775809')
    expect(json).toMatchObject({ expiresAt: '1600005600', expiresAtDate: '2020-09-13T14:00:00.000Z', missingMax: 517 })
  })

  it('readers throw with the field when a value is wrong, missing or unknown', async () => {
    let refused = 0
    for (const [name, read] of files) {
      const json = JSON.parse(readFileSync(file(name), 'utf8')) as Json
      const attempt = async (bad: Json): Promise<void> => {
        writeFileSync(file('bad.json'), JSON.stringify(bad))
        const error = await read(file('bad.json')).then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
        const isNamed = error instanceof FileMalformedError || error instanceof ProposalAlteredError
        expect(isNamed, `${name}: ${JSON.stringify(bad).slice(0, 300)}: ${String(error)}`).toBe(true)
        refused += 1
      }
      for (const path of pathsOf(json)) {
        const isItem = typeof path.at(-1) === 'number'
        // Fewer non-signers are another action, for the contract to refuse; no field may be missing.
        if (!isItem) await attempt(changed(json, path, undefined))
        for (const wrong of WRONG) {
          // No non-signers at all is a whole file.
          if (path.at(-1) === 'nonSigners' && Array.isArray(wrong)) continue
          await attempt(changed(json, path, wrong))
        }
      }
      await attempt({ ...(json as Record<string, Json>), comment: 'hello' })
      await attempt([json])
      await attempt(null)
    }
    // Three files of 24, 6 and 19 values.
    expect(refused).toBeGreaterThan(500)
  })

  it('readers throw when a file is of another version or kind, not JSON or not a file', async () => {
    const json = JSON.parse(readFileSync(file('proposal.json'), 'utf8')) as Record<string, Json>
    writeFileSync(file('newer.json'), JSON.stringify({ ...json, version: 2 }))
    await expect(readProposal(file('newer.json'))).rejects.toThrow('reads version 1 of muster-quorum-proposal only')
    await expect(readSignature(file('proposal.json'))).rejects.toThrow('it is not a muster-quorum-signature file')
    writeFileSync(file('cut.json'), JSON.stringify(json).slice(0, -1))
    await expect(readProposal(file('cut.json'))).rejects.toThrow('it is not JSON')
    await expect(readProposal(file('nowhere.json'))).rejects.toThrow(FileUnreadableError)
    mkdirSync(file('folder.json'))
    await expect(readProposal(file('folder.json'))).rejects.toThrow(FileUnreadableError)
  })

  it('readers throw when a file is too large, and writers throw when it exists', async () => {
    writeFileSync(file('large.json'), ' '.repeat(16_385))
    await expect(readProposal(file('large.json'))).rejects.toThrow(FileTooLargeError)
    await expect(writeProposal(file('large.json'), proposal)).rejects.toThrow(FileExistsError)
    expect(readFileSync(file('large.json'), 'utf8')).toHaveLength(16_385)
  })

  it('readProposal throws when a derived field does not follow from the rest', async () => {
    const json = JSON.parse(readFileSync(file('proposal.json'), 'utf8')) as Record<string, Json>
    const altered: Record<string, Json> = {
      digest: seededBytes(SEED, 'another digest'),
      expiresAt: '1600009200',
      expiresAtDate: '2020-09-13T15:00:00.000Z',
      missingMax: 518,
      members: 1_600,
      registry: json['registry'] as Json,
      action: { ...(json['action'] as Record<string, Json>), nodeId: 5 },
    }
    for (const [field, value] of Object.entries(altered)) {
      writeFileSync(file('altered.json'), JSON.stringify({ ...json, [field]: value }))
      const read = readProposal(file('altered.json'))
      // The registry alone is as it was: that proposal is whole.
      if (field === 'registry') await expect(read).resolves.toEqual(proposal)
      else await expect(read).rejects.toThrow(ProposalAlteredError)
    }
    const clearsScreen = { ...json, expiresAtDate: '\u001b[2J2020' }
    writeFileSync(file('escape.json'), JSON.stringify(clearsScreen))
    await expect(readProposal(file('escape.json'))).rejects.toThrow('?[2J2020')
  })

  it('requireInTime throws when the epoch is over by the clock of the machine', async () => {
    writeFileSync(file('node.key'), Buffer.from(secretKey).toString('hex'), { mode: 0o600 })
    const args = ['--proposal', file('proposal.json'), '--key-file', file('node.key'), '--out', file('late.json')]
    const { code, output } = await runMuster(['quorum', 'sign', ...args])
    expect(code).toBe(3)
    expect(output).toMatch(/counted until 2020-09-13 14:00:00 UTC, and it is 20\d\d-.* by this machine's clock\./)
    expect(output).toContain('[PROPOSAL_EXPIRED]')
  })
})

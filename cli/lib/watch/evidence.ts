import { createHash } from 'node:crypto'
import { mkdir, readdir, rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Hex } from '../../../shared/bytes.ts'
import { dueEpochAt } from '../../../shared/epoch/clock.ts'
import { UINT64_MAX } from '../../../shared/uint.ts'
import { FileUnreadableError } from '../input/errors.ts'
import { readBoundedFile } from '../input/readBoundedFile.ts'
import { readJsonFile, type StrictObject } from '../input/readJsonFile.ts'
import type { Kept, Round } from './checkRound.ts'
import { EvidenceDamagedError, EvidenceFullError } from './errors.ts'
import type { Exchange } from './exchange.ts'
import { FINDING_KINDS, type Finding } from './findings.ts'
import type { Target } from './target.ts'
import { syncFolder, writeSynced } from './writeWhole.ts'

const FORMAT = 'muster-evidence'
const VERSION = 1

/** Alarms and bytes that one folder keeps at most. A lying source must not be able to fill a disk. */
const ALARMS_MAX = 256
const FOLDER_BYTES_MAX = 1_073_741_824

/** Largest file in the folder: a recorded body, or a snapshot of the largest list. */
const FILE_BYTES_MAX = 33_554_432

const EXCHANGES_MAX = 4_096
const PARTIES_MAX = 16
const FINDINGS_MAX = 1_024

const INDEX_FILE = 'alarm.json'
const PREVIOUS_FILES = { accepted: 'previous-accepted.json', snapshot: 'previous-snapshot.json' } as const

/** Everything that was answered in a round with an alarm. It is enough to repeat the findings. */
export type Evidence = Pick<Round, 'chainTime' | 'previous'> & {
  readonly target: Target
  readonly findings: readonly Finding[]
  readonly exchanges: readonly Exchange[]
}

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
const originsOf = (urls: readonly string[]): string[] => [...new Set(urls.map((url) => new URL(url).origin))]

/** Counts the alarms and bytes of a folder. */
const measure = async (folder: string): Promise<{ count: number; bytes: number }> => {
  const alarms = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  let bytes = 0
  for (const { name } of alarms) {
    for (const file of await readdir(join(folder, name))) bytes += (await stat(join(folder, name, file))).size
  }
  return { count: alarms.length, bytes }
}

const indexOf = ({ target, chainTime, previous, findings, exchanges }: Evidence): string => {
  const { chainId, registry, epochSeconds, k, apis, rpcs } = target
  const index = {
    format: FORMAT,
    version: VERSION,
    at: new Date().toISOString(),
    chainId,
    registry,
    epochSeconds,
    chainTime: chainTime.toString(),
    k,
    sources: originsOf(apis).map((origin) => ({ origin })),
    endpoints: originsOf(rpcs).map((origin) => ({ origin })),
    findings,
    previous: previous === null ? 'none' : 'kept',
    exchanges: exchanges.map(({ body, isComplete, ...exchange }) => ({
      ...exchange,
      isComplete: isComplete ? 'yes' : 'no',
      bytes: body.length,
      sha256: `0x${digestOf(body)}`,
    })),
  }
  return `${JSON.stringify(index, null, 2)}\n`
}

/**
 * Writes evidence into a folder of its own below `folder`. The folder appears when all of it is on the disk. Bodies are files
 * named by their SHA-256, as they were served. `alarm.json` is their index.
 *
 * @returns the new folder
 * @throws EvidenceFullError
 */
export const writeEvidence = async (folder: string, evidence: Evidence): Promise<string> => {
  await mkdir(folder, { recursive: true })
  const held = await measure(folder)
  const { chainTime, previous, exchanges, target } = evidence
  const bytes = exchanges.reduce((sum, { body }) => sum + body.length, 0)
  if (held.count >= ALARMS_MAX || held.bytes + bytes > FOLDER_BYTES_MAX)
    throw new EvidenceFullError({ folder, ...held })
  const time = new Date().toISOString().replace(/[:.]/g, '-')
  const name = `epoch-${dueEpochAt(chainTime, target.epochSeconds)}-${time}`
  const half = join(folder, `${name}.half`)
  await mkdir(half)
  for (const { body } of exchanges) await writeSynced(join(half, `${digestOf(body)}.bin`), body)
  if (previous !== null) {
    await writeSynced(join(half, PREVIOUS_FILES.accepted), previous.accepted)
    await writeSynced(join(half, PREVIOUS_FILES.snapshot), previous.snapshot)
  }
  await writeSynced(join(half, INDEX_FILE), indexOf(evidence))
  await syncFolder(half)
  const whole = join(folder, name)
  await rename(half, whole)
  await syncFolder(folder)
  return whole
}

const readPrevious = async (folder: string): Promise<Kept> => {
  const read = async (file: string) => (await readBoundedFile(join(folder, file), FILE_BYTES_MAX)).toString('utf8')
  return { accepted: await read(PREVIOUS_FILES.accepted), snapshot: await read(PREVIOUS_FILES.snapshot) }
}

const readExchange = async (folder: string, fields: StrictObject): Promise<Exchange> => {
  const digest: Hex = fields.hex('sha256', 32)
  const file = join(folder, `${digest.slice(2)}.bin`)
  const body = await readBoundedFile(file, FILE_BYTES_MAX)
  if (digestOf(body) !== digest.slice(2)) throw new EvidenceDamagedError({ file })
  return {
    party: fields.text('party'),
    path: fields.text('path'),
    request: fields.text('request'),
    at: fields.text('at'),
    status: fields.integer('status', 0, 999),
    isComplete: fields.oneOf('isComplete', ['yes', 'no']) === 'yes',
    body,
  }
}

const readOrigins = (fields: StrictObject, name: string): string[] =>
  fields.objects(name, ['origin'], PARTIES_MAX).map((party) => {
    const origin = party.text('origin')
    if (!URL.canParse(origin)) throw party.wrong('origin', 'must be the origin of a URL')
    return origin
  })

/** @throws FileUnreadableError, FileTooLargeError, FileMalformedError, EvidenceDamagedError */
export const readEvidence = async (folder: string): Promise<Evidence> => {
  const kind = {
    format: FORMAT,
    version: VERSION,
    fields: [
      'at',
      'chainId',
      'registry',
      'epochSeconds',
      'chainTime',
      'k',
      'sources',
      'endpoints',
      'findings',
      'previous',
      'exchanges',
    ],
  }
  if (basename(folder).endsWith('.half'))
    throw new FileUnreadableError({ file: folder, cause: { code: 'not written to its end' } })
  const fields = await readJsonFile(join(folder, INDEX_FILE), FILE_BYTES_MAX, kind)
  const exchanges: Exchange[] = []
  const named = ['party', 'path', 'request', 'at', 'status', 'isComplete', 'bytes', 'sha256']
  for (const exchange of fields.objects('exchanges', named, EXCHANGES_MAX))
    exchanges.push(await readExchange(folder, exchange))
  return {
    target: {
      chainId: fields.integer('chainId', 0, Number.MAX_SAFE_INTEGER),
      registry: fields.hex('registry', 20),
      epochSeconds: fields.integer('epochSeconds', 1, Number.MAX_SAFE_INTEGER),
      k: fields.integer('k', 1, PARTIES_MAX),
      apis: readOrigins(fields, 'sources'),
      rpcs: readOrigins(fields, 'endpoints'),
    },
    chainTime: fields.bigint('chainTime', UINT64_MAX),
    previous: fields.oneOf('previous', ['none', 'kept']) === 'kept' ? await readPrevious(folder) : null,
    findings: fields.objects('findings', ['kind', 'party', 'code', 'message'], FINDINGS_MAX).map((finding) => ({
      kind: finding.oneOf('kind', FINDING_KINDS),
      party: finding.text('party'),
      code: finding.text('code'),
      message: finding.text('message'),
    })),
    exchanges,
  }
}

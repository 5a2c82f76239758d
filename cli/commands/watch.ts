import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openDataFolder } from '../../devnet/stack/dataFolder.ts'
import { printable } from '../../shared/format/printable.ts'
import { OptionInvalidError } from '../lib/input/errors.ts'
import { checkEvidence } from '../lib/watch/checkEvidence.ts'
import { readEvidence, writeEvidence } from '../lib/watch/evidence.ts'
import type { Finding } from '../lib/watch/findings.ts'
import { readTarget, TARGET_OPTIONS, type Target, wholeNumber } from '../lib/watch/target.ts'
import { type Alarm, type EpochReport, watchEpochs } from '../lib/watch/watchEpochs.ts'
import type { Command } from './command.ts'
import { EVIDENCE_FOLDER, EXIT_ALARM, EXIT_QUIET, GRACE_SECONDS_MAX, WAIT_EPOCHS } from './limits.ts'

/** All are asked at once. */
const SOURCES_MAX = 16

/** A source may be late by this part of an epoch. */
const GRACE_PER_EPOCH = 4

const WATCH_OPTIONS = {
  ...TARGET_OPTIONS,
  evidence: { type: 'string' },
  epochs: { type: 'string' },
  grace: { type: 'string' },
  wait: { type: 'string' },
  json: { type: 'boolean' },
  check: { type: 'string' },
} as const

const describeFinding = ({ kind, party, code, message }: Finding): string =>
  printable(`${kind} ${party}: ${message} [${code}]`)

const describeEpoch = (sources: number, { epoch, findings, result, missed }: EpochReport): string => {
  if (epoch === null) return 'no new epoch: ALARM'
  const list = result?.list
  const held = list ? `${list.records.length} nodes, root ${list.root}, block ${list.anchor.number}` : 'no list'
  const skipped = missed > 0n ? ` (${missed} epochs before it went by unseen)` : ''
  return `epoch ${epoch}: ${held}, ${sources} sources: ${findings.length === 0 ? 'all agree' : 'ALARM'}${skipped}`
}

const jsonOf = ({ epoch, findings, result, missed }: EpochReport): string =>
  JSON.stringify({
    at: new Date().toISOString(),
    epoch: epoch?.toString() ?? null,
    root: result?.list?.root ?? null,
    anchorHash: result?.list?.anchor.hash ?? null,
    nodes: result?.list?.records.length ?? null,
    missed: missed.toString(),
    findings,
  })

/** @throws OptionInvalidError where two sources could not be told apart, or are more than can be asked */
const checkSources = ({ apis }: Target): void => {
  if (apis.length > SOURCES_MAX)
    throw new OptionInvalidError({ option: '--api', reason: `may be given ${SOURCES_MAX} times at most` })
  const origins = apis.map((api) => {
    if (!URL.canParse(api)) throw new OptionInvalidError({ option: '--api', reason: 'must be a URL', value: api })
    return new URL(api).origin
  })
  const twice = origins.find((origin, i) => origins.indexOf(origin) !== i)
  if (twice !== undefined)
    throw new OptionInvalidError({ option: '--api', reason: 'names one server twice', value: twice })
}

/** Goes through kept evidence and says of each finding whether it follows. */
const runCheck = async (
  folder: string,
  rpcs: readonly string[] | undefined,
  k: number | undefined,
): Promise<number> => {
  const trusted = rpcs === undefined ? null : { rpcs, k: k ?? Math.floor(rpcs.length / 2) + 1 }
  const judged = await checkEvidence(await readEvidence(folder), trusted)
  const words = { shown: 'shown', 'not shown': 'NOT SHOWN', silence: 'only the watcher saw it' }
  for (const { finding, verdict } of judged) process.stdout.write(`${words[verdict]}: ${describeFinding(finding)}\n`)
  return judged.some(({ verdict }) => verdict === 'not shown') ? EXIT_ALARM : EXIT_QUIET
}

/** Keeps an alarm, a lasting one once. That it cannot be kept, as on a full disk, is said and ends nothing. */
const keepAlarm = async (folder: string, target: Target, alarm: Alarm): Promise<void> => {
  for (const finding of alarm.findings) process.stderr.write(`ALARM ${describeFinding(finding)}\n`)
  if (alarm.isOld) return
  try {
    process.stderr.write(`evidence: ${await writeEvidence(folder, { target, ...alarm })}\n`)
  } catch (error) {
    process.stderr.write(`NO EVIDENCE KEPT: ${error instanceof Error ? error.message : String(error)}\n`)
  }
}

/** Compares what several servers say, epoch by epoch, and keeps the evidence of what is wrong. */
export const watch: Command = async (args) => {
  const { values } = parseArgs({ args: [...args], options: WATCH_OPTIONS })
  if (values.check !== undefined) return runCheck(values.check, values.rpc, wholeNumber(values, 'k'))
  const target = readTarget(values)
  checkSources(target)
  const { epochSeconds, apis } = target
  const folder = values.evidence ?? join(openDataFolder(process.env['MUSTER_DATA']).root, EVIDENCE_FOLDER)
  const ending = new AbortController()
  const end = (): void => ending.abort()
  process.once('SIGINT', end).once('SIGTERM', end)
  let alarms = 0
  await watchEpochs({
    target,
    patience: {
      graceSeconds: wholeNumber(values, 'grace') ?? Math.min(GRACE_SECONDS_MAX, epochSeconds / GRACE_PER_EPOCH),
      epochSecondsMax: wholeNumber(values, 'wait') ?? WAIT_EPOCHS * epochSeconds,
    },
    epochs: wholeNumber(values, 'epochs') ?? Number.POSITIVE_INFINITY,
    signal: ending.signal,
    onAlarm: (alarm) => keepAlarm(folder, target, alarm),
    onEpoch: (report) => {
      alarms += report.findings.length
      if (report.epoch === null)
        for (const finding of report.findings) process.stderr.write(`ALARM ${describeFinding(finding)}\n`)
      process.stdout.write(`${values.json ? jsonOf(report) : describeEpoch(apis.length, report)}\n`)
    },
  })
  return alarms === 0 ? EXIT_QUIET : EXIT_ALARM
}

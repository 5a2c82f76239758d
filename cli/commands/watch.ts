import { join } from 'node:path'
import { type Call, defineAction } from '../frame/action.ts'
import { EXIT } from '../frame/exitCodes.ts'
import { OptionInvalidError } from '../lib/input/errors.ts'
import { stateFolder } from '../lib/profiles/folders.ts'
import { checkEvidence, type Judged } from '../lib/watch/checkEvidence.ts'
import { readEvidence, writeEvidence } from '../lib/watch/evidence.ts'
import type { Finding } from '../lib/watch/findings.ts'
import { quorumOf, readTarget, type Target } from '../lib/watch/target.ts'
import { type Alarm, type EpochReport, watchEpochs } from '../lib/watch/watchEpochs.ts'
import { type Block, paragraph } from '../output/blocks.ts'
import type { Output } from '../output/createOutput.ts'
import { originOf } from '../output/redactUrls.ts'
import { EVIDENCE_FOLDER, GRACE_SECONDS_MAX, WAIT_EPOCHS } from './limits.ts'

/** All of them are asked at once. */
const SOURCES_MAX = 16

/** A source may be late by this part of an epoch. */
const GRACE_PER_EPOCH = 4

/** Greatest number of seconds or epochs that an option takes. */
const COUNT_MAX = 999_999_999

const describeFinding = ({ kind, party, code, message }: Finding): string => `${kind} ${party}: ${message} [${code}]`

const describeEpoch = (sources: number, { epoch, findings, result, missed }: EpochReport): string => {
  if (epoch === null) return 'no new epoch: ALARM'
  const list = result?.list
  const held = list ? `${list.records.length} nodes, root ${list.root}, block ${list.anchor.number}` : 'no list'
  const skipped = missed > 0n ? ` (${missed} epochs before it went by unseen)` : ''
  return `epoch ${epoch}: ${held}, ${sources} sources: ${findings.length === 0 ? 'all agree' : 'ALARM'}${skipped}`
}

const epochData = ({ epoch, findings, result, missed }: EpochReport) => ({
  at: new Date().toISOString(),
  epoch,
  root: result?.list?.root ?? null,
  anchorHash: result?.list?.anchor.hash ?? null,
  nodes: result?.list?.records.length ?? null,
  missed,
  findings,
})

/** @throws OptionInvalidError if two sources are one server, or there are too many */
const checkSources = ({ apis }: Target): void => {
  if (apis.length > SOURCES_MAX) {
    throw new OptionInvalidError({ option: '--api', reason: `may be given ${SOURCES_MAX} times at most` })
  }
  const origins = apis.map(originOf)
  const twice = origins.find((origin, i) => origins.indexOf(origin) !== i)
  if (twice !== undefined) {
    throw new OptionInvalidError({ option: '--api', reason: 'names one server twice', value: twice })
  }
}

type Data = {
  /** Epochs that were seen; null if evidence was judged. */
  readonly epochs: number | null
  readonly alarms: number
  readonly judged: readonly Judged[]
}

/** Replays kept evidence and reports for each finding whether it follows. */
const judge = async ({ options, network }: Call, folder: string) => {
  // Only endpoints of this very call replace the recorded ones.
  const rpcs = network.found.rpc?.from === '--rpc' ? network.found.rpc.value : undefined
  const trusted = rpcs === undefined ? null : quorumOf(options, rpcs)
  const judged = await checkEvidence(await readEvidence(folder), trusted)
  const alarms = judged.filter(({ verdict }) => verdict === 'not shown').length
  const exitCode: number = alarms > 0 ? EXIT.notVerified : EXIT.ok
  return { data: { epochs: null, alarms, judged }, exitCode }
}

/** Keeps an alarm; an alarm that lasts is kept once. If it cannot be kept, as on a full disk, the watch goes on. */
const keepAlarm = async (output: Output, folder: string, target: Target, alarm: Alarm): Promise<void> => {
  for (const finding of alarm.findings) output.note(`ALARM ${describeFinding(finding)}`, [], { finding })
  if (alarm.isOld) return
  try {
    output.note(`evidence: ${await writeEvidence(folder, { target, ...alarm })}`)
  } catch (error) {
    output.note(`NO EVIDENCE KEPT: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Follows the epochs until their number is reached or a signal comes. */
const follow = async ({ options, network, output }: Call) => {
  const target = readTarget(options, network)
  checkSources(target)
  const { epochSeconds, apis } = target
  const folder = options.optionalText('evidence') ?? join(stateFolder(), EVIDENCE_FOLDER)
  const ending = new AbortController()
  let isInterrupted = false
  process.once('SIGINT', () => {
    isInterrupted = true
    ending.abort()
  })
  process.once('SIGTERM', () => ending.abort())
  const patience = {
    graceSeconds:
      options.optionalInteger('grace', 1, COUNT_MAX) ?? Math.min(GRACE_SECONDS_MAX, epochSeconds / GRACE_PER_EPOCH),
    epochSecondsMax: options.optionalInteger('wait', 1, COUNT_MAX) ?? WAIT_EPOCHS * epochSeconds,
  }
  let [epochs, alarms] = [0, 0]
  await watchEpochs({
    ...{ target, patience, signal: ending.signal },
    epochs: options.optionalInteger('epochs', 1, COUNT_MAX) ?? Number.POSITIVE_INFINITY,
    onAlarm: (alarm) => keepAlarm(output, folder, target, alarm),
    onEpoch: (report) => {
      epochs++
      alarms += report.findings.length
      if (report.epoch === null) {
        for (const finding of report.findings) output.note(`ALARM ${describeFinding(finding)}`, [], { finding })
      }
      const tone = report.findings.length === 0 ? 'plain' : 'bad'
      output.item('epoch', epochData(report), [paragraph(describeEpoch(apis.length, report), tone)])
    },
  })
  const quiet = isInterrupted ? EXIT.interrupted : EXIT.ok
  return { data: { epochs, alarms, judged: [] }, exitCode: alarms > 0 ? EXIT.notVerified : quiet }
}

const VERDICTS = { shown: 'shown', 'not shown': 'NOT SHOWN', silence: 'only the watcher saw it' } as const

const render = ({ epochs, judged }: Data): Block[] =>
  epochs === null
    ? judged.map(({ finding, verdict }) =>
        paragraph(`${VERDICTS[verdict]}: ${describeFinding(finding)}`, verdict === 'not shown' ? 'bad' : 'plain'),
      )
    : []

/** Compares servers epoch by epoch, and keeps the evidence of what is wrong. */
export const watch = defineAction<Data>({
  run: (call) => {
    const folder = call.options.optionalText('check')
    return folder === undefined ? follow(call) : judge(call, folder)
  },
  render,
})

import { boundaryOf, dueEpochAt, epochAt, secondsUntilNext, toEpoch } from '../../shared/epoch/clock.ts'
import { codeOf } from './codeOf.ts'

/** Epoch lengths in seconds: the shortest there is, the bounds of the registry, the demo network, production. */
const LENGTHS = [1, 10, 60, 3_600, 86_400] as const

/** Epochs around the first ones, in 2026, at the end of 32-bit epochs, and beyond 32 bits. */
const EPOCHS = [0n, 1n, 2n, 493_061n, 2n ** 32n - 2n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 40n] as const

/** Expected values follow from how a case is made: the time is `offset` seconds after the boundary of `epoch`. */
function clockCase(epochSeconds: number, epoch: bigint, offset: number, name: string): object {
  const boundary = epoch * BigInt(epochSeconds)
  const time = boundary + BigInt(offset)
  const untilNext = BigInt(epochSeconds - offset)
  const got = [
    epochAt(time, epochSeconds),
    dueEpochAt(time, epochSeconds),
    boundaryOf(toEpoch(epoch), epochSeconds),
    secondsUntilNext(time, epochSeconds),
  ]
  if (got.join() !== [epoch, epoch - 1n, boundary, untilNext].join())
    throw new Error(`time ${time} with epochs of ${epochSeconds} s gives ${got.join()}`)
  return {
    name,
    epochSeconds,
    time: time.toString(),
    epoch: epoch.toString(),
    due: epoch === 0n ? null : (epoch - 1n).toString(),
    boundary: boundary.toString(),
    untilNext: untilNext.toString(),
  }
}

function clockCases(): object[] {
  return LENGTHS.flatMap((epochSeconds) =>
    EPOCHS.flatMap((epoch) => {
      const at = `epoch ${epoch} of ${epochSeconds} s`
      const last = epochSeconds - 1
      const cases = [clockCase(epochSeconds, epoch, 0, `${at}, at its boundary`)]
      if (last > 1) cases.push(clockCase(epochSeconds, epoch, 1, `${at}, one second after its boundary`))
      if (last > 0) cases.push(clockCase(epochSeconds, epoch, last, `${at}, one second before its end`))
      return cases
    }),
  )
}

/** Input that has no answer. `time` is for `epochAt`, `epoch` for `boundaryOf`. */
const REFUSED = [
  { name: 'epochs of no length', epochSeconds: 0, time: '1', code: 'EPOCH_SECONDS_INVALID' },
  { name: 'epochs of negative length', epochSeconds: -3_600, time: '1', code: 'EPOCH_SECONDS_INVALID' },
  { name: 'epochs of half a second', epochSeconds: 0.5, time: '1', code: 'EPOCH_SECONDS_INVALID' },
  { name: 'a time below 0', epochSeconds: 3_600, time: '-1', code: 'TIME_INVALID' },
  { name: 'an epoch below 0', epochSeconds: 3_600, epoch: '-1', code: 'EPOCH_NUMBER_INVALID' },
] as const

function refusedCases(): object[] {
  for (const vector of REFUSED) {
    const { name, epochSeconds, code } = vector
    const got = codeOf(() =>
      'epoch' in vector
        ? boundaryOf(toEpoch(BigInt(vector.epoch)), epochSeconds)
        : epochAt(BigInt(vector.time), epochSeconds),
    )
    if (got !== code) throw new Error(`"${name}" gives ${got}, not ${code}`)
  }
  return [...REFUSED]
}

/** Times and the epochs they are in, for epochs of several lengths, then input that is refused. */
export function makeEpochClockVectors(): object {
  return {
    about:
      'the epoch clock: times in unix seconds, the epoch that runs, the epoch whose list is due (null: none), the boundary where the epoch began, the seconds until the next boundary; then input that is refused, with the error code',
    clocks: clockCases(),
    refused: refusedCases(),
  }
}

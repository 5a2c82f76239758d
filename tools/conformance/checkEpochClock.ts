import { boundaryOf, dueEpochAt, epochAt, secondsUntilNext, toEpoch } from '../../shared/epoch/clock.ts'
import { type Check, codeOf } from './check.ts'

const EPOCH_SECONDS_MAX = 2 ** 40

export const checkEpochClock: Check = {
  implementation: 'TypeScript',
  run({ vectors, begin, expectSame }) {
    const clocks = vectors.objects('clocks')
    for (const vector of clocks) {
      const { at } = vector
      begin(at)
      const [time, epochSeconds] = [vector.bigint('time'), vector.integer('epochSeconds', EPOCH_SECONDS_MAX)]
      const epoch = epochAt(time, epochSeconds)
      // In epoch 0 no list is due.
      const due = vector.raw('due') === null ? -1n : vector.bigint('due')
      expectSame(at, 'epoch', vector.bigint('epoch'), epoch)
      expectSame(at, 'due', due, dueEpochAt(time, epochSeconds))
      expectSame(at, 'boundary', vector.bigint('boundary'), boundaryOf(epoch, epochSeconds))
      expectSame(at, 'untilNext', vector.bigint('untilNext'), secondsUntilNext(time, epochSeconds))
    }
    const refused = vectors.objects('refused')
    for (const vector of refused) {
      begin(vector.at)
      const epochSeconds = Number(vector.raw('epochSeconds'))
      const run = vector.has('epoch')
        ? () => boundaryOf(toEpoch(BigInt(vector.text('epoch'))), epochSeconds)
        : () => epochAt(BigInt(vector.text('time')), epochSeconds)
      expectSame(vector.at, 'code', vector.text('code'), codeOf(run))
    }
    return clocks.length + refused.length
  },
}

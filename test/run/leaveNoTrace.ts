/**
 * Most test files run one after another in one process. This fails a file that leaves behind what the next one would
 * notice.
 */
import { afterAll, beforeAll, expect, vi } from 'vitest'

const stateOf = () => ({
  environment: { ...process.env },
  folder: process.cwd(),
  exceptionListeners: process.listenerCount('uncaughtException') + process.listenerCount('unhandledRejection'),
  fakeTimers: vi.isFakeTimers(),
})

let before: ReturnType<typeof stateOf>
beforeAll(() => {
  before = stateOf()
})
afterAll(() => {
  vi.unstubAllGlobals()
  expect(stateOf()).toEqual(before)
})

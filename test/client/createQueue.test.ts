import { expect, it } from 'vitest'
import { createQueue } from '../../client/createQueue.ts'
import { ClientBusyError } from '../../client/errors.ts'

it('createQueue runs one task at a time, in the order of the calls', async () => {
  const inQueue = createQueue()
  const seen: string[] = []
  const task = (name: string) => async () => {
    seen.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    seen.push(`${name} ends`)
    return name
  }
  expect(await Promise.all([inQueue(task('one')), inQueue(task('two'))])).toEqual(['one', 'two'])
  expect(seen).toEqual(['one begins', 'one ends', 'two begins', 'two ends'])
})

it('createQueue runs the next task when a task fails', async () => {
  const inQueue = createQueue()
  const failing = inQueue(() => Promise.reject(new Error('this one')))
  const next = inQueue(async () => 'next')
  await expect(failing).rejects.toThrow('this one')
  expect(await next).toBe('next')
})

it('createQueue refuses the 257th call and loses no other when the first task hangs', async () => {
  const inQueue = createQueue()
  const { promise, resolve: finish } = Promise.withResolvers<void>()
  const first = inQueue(() => promise)
  const waiting = Array.from({ length: 255 }, (_, index) => inQueue(async () => index))
  await expect(inQueue(async () => 256)).rejects.toThrow(ClientBusyError)
  finish()
  await first
  expect(await Promise.all(waiting)).toEqual(Array.from({ length: 255 }, (_, index) => index))
  expect(await inQueue(async () => 'again')).toBe('again')
})

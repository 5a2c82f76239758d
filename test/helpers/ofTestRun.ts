import { inject } from 'vitest'
import type { RunServices } from '../run/runServices.ts'

const known = new Map<keyof RunServices, Promise<unknown>>()

/** Gives what the test run makes once for all its files. The first call for a name makes it. */
export const ofTestRun = <Name extends keyof RunServices>(name: Name): Promise<RunServices[Name]> => {
  const answer = known.get(name) ?? ask(name)
  known.set(name, answer)
  return answer as Promise<RunServices[Name]>
}

const ask = async (name: string): Promise<unknown> => {
  const response = await fetch(`${inject('testRun')}/${name}`)
  if (!response.ok) throw new Error(`The test run has no "${name}": ${await response.text()}`)
  return response.json()
}

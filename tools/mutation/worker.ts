/** Judges mutants, one at a time, in its own process, which can be killed if a mutant never ends. */
import { createTestRunner, type TestRun } from './createTestRunner.ts'
import { judgeMutant, type MutantJob, type Verdict } from './judgeMutant.ts'
import { type Project, readProject } from './project.ts'

/** Request to the worker. `root` and `folder` come first. */
export type WorkerRequest =
  | { readonly kind: 'start'; readonly root: string; readonly folder: string }
  | { readonly kind: 'test'; readonly file: string }
  | { readonly kind: 'judge'; readonly job: MutantJob }

/** Answer of the worker. Any number of steps come before it. */
export type WorkerReply =
  | { readonly step: string }
  | { readonly started: true }
  | { readonly run: TestRun }
  | { readonly verdict: Verdict }
  | { readonly error: string }

const send = (reply: WorkerReply): void => void process.send?.(reply)

let bench: Parameters<typeof judgeMutant>[1] | undefined

const answer = async (request: WorkerRequest): Promise<WorkerReply> => {
  if (request.kind === 'start') {
    const project: Project = readProject(request.root)
    const runTests = await createTestRunner(project, request.folder)
    bench = { project, folder: request.folder, runTests, onStep: (step) => send({ step }) }
    return { started: true }
  }
  if (bench === undefined) return { error: 'it was asked before it was started' }
  if (request.kind === 'test') return { run: await bench.runTests(request.file) }
  return { verdict: await judgeMutant(request.job, bench) }
}

process.on('message', (request: WorkerRequest) => {
  answer(request).then(send, (error: unknown) =>
    send({ error: error instanceof Error ? error.message : String(error) }),
  )
})
// The parent has ended, so the answer has no receiver.
process.once('disconnect', () => process.exit(1))

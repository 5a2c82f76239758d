import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { createRunServices } from './runServices.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL at which test files ask for the things that a run makes once, see `test/helpers/ofTestRun.ts`. */
    testRun: string
  }
}

/**
 * Serves what all test files of a run share. A service is made when the first file asks for it, in this process, which
 * outlives the processes of the files. A run that needs none pays for none.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-tests-'))
  const services = createRunServices(folder)
  const server = createServer((request, response) => {
    services.of((request.url ?? '/').slice(1)).then(
      (value) => response.end(JSON.stringify(value)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve))
  project.provide('testRun', `http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  return async () => {
    server.closeAllConnections()
    server.close()
    await services.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

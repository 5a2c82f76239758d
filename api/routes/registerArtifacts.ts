import type { FastifyInstance } from 'fastify'
import { registerDeltas } from './registerDeltas.ts'
import { registerEpochs } from './registerEpochs.ts'
import { registerExtensions } from './registerExtensions.ts'
import { registerLeaves } from './registerLeaves.ts'
import { registerLists } from './registerLists.ts'
import type { ServiceContext } from './serviceContext.ts'

/** GET and HEAD of the artifacts that prove themselves: epoch proofs, lists, deltas, records and documents. */
export function registerArtifacts(app: FastifyInstance, context: ServiceContext): void {
  registerLists(app, context)
  registerDeltas(app, context)
  registerLeaves(app, context)
  registerExtensions(app, context)
  registerEpochs(app, context)
}

import type { FastifyInstance } from 'fastify'
import { registerDeltas } from './registerDeltas.ts'
import { registerEpochs } from './registerEpochs.ts'
import { registerLeaves } from './registerLeaves.ts'
import { registerLists } from './registerLists.ts'
import type { ServiceContext } from './serviceContext.ts'

/** GET and HEAD of the artifacts that prove themselves: epoch proofs, lists, deltas and single records. */
export function registerArtifacts(app: FastifyInstance, context: ServiceContext): void {
  registerLists(app, context)
  registerDeltas(app, context)
  registerLeaves(app, context)
  registerEpochs(app, context)
}

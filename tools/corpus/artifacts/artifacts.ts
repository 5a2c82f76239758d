import type { Artifact } from '../operators/operator.ts'
import { deltaParts } from './deltaParts.ts'
import { headers } from './headers.ts'
import { leafParts } from './leafParts.ts'
import { listParts } from './listParts.ts'
import { proofDocument } from './proofDocument.ts'
import { proofFields } from './proofFields.ts'
import { proofNodes } from './proofNodes.ts'
import { wholeAnswers } from './wholeAnswers.ts'

/** Artifacts that are tampered with. Add a line for a new one. */
export const artifacts: readonly Artifact[] = [
  ...proofFields,
  ...headers,
  ...proofNodes,
  proofDocument,
  ...listParts,
  wholeAnswers,
  ...deltaParts,
  ...leafParts,
]

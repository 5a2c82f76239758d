import type { Artifact } from '../operators/operator.ts'
import { deltaParts } from './deltaParts.ts'
import { headers } from './headers.ts'
import { leafParts } from './leafParts.ts'
import { listParts } from './listParts.ts'
import { proofDocument } from './proofDocument.ts'
import { proofFields } from './proofFields.ts'
import { proofNodes } from './proofNodes.ts'
import { wholeAnswers } from './wholeAnswers.ts'

/** All that is tampered with. Another artifact of the format is another line here. */
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

import type { Hex } from '../shared/bytes.ts'
import type { Fields, StorageFault } from './documentStore.ts'

export const DOCUMENT_VERSION = 1

/** Characters of a foreign version that an error quotes. */
const VERSION_LENGTH_MAX = 20

export const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? value : {})

/**
 * Reads a stored document and checks its version, chain and registry. The caller checks its other fields.
 *
 * @param expected.chainId decimal digits
 * @param expected.lengthMax characters
 * @throws the error that `fault` makes
 */
export function parseDocument(
  text: unknown,
  expected: { chainId: string; registry: Hex; lengthMax: number },
  fault: StorageFault,
): Fields {
  const { chainId, registry, lengthMax } = expected
  if (typeof text !== 'string' || text.length > lengthMax)
    throw fault({ reason: `its document is not a text of at most ${lengthMax} characters` })
  let document: unknown
  try {
    document = JSON.parse(text)
  } catch (cause) {
    throw fault({ reason: 'its document is not JSON', cause })
  }
  const fields = fieldsOf(document)
  if (fields['version'] !== DOCUMENT_VERSION)
    throw fault({
      reason: `its document has version ${String(fields['version']).slice(0, VERSION_LENGTH_MAX)}, not ${DOCUMENT_VERSION}`,
    })
  if (fields['chainId'] !== chainId || fields['registry'] !== registry)
    throw fault({ reason: 'its document is for another chain or registry' })
  return fields
}

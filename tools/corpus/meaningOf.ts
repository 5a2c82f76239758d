import type { Answers } from './world/answers.ts'

/** White space between JSON's tokens. Strings are left alone. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[^\s"]+|"/g

/**
 * Meaning of a proof's text, without the freedom of the format: white space between tokens and the order of keys. A
 * text that is not JSON, or has a double key or an escape, means only itself.
 */
const meaningOfProof = (bytes: Uint8Array): string => {
  const raw = Buffer.from(bytes).toString('latin1')
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    return `no JSON: ${raw}`
  }
  const tokens = raw.match(TOKENS)?.join('') ?? ''
  const isPlain = tokens === Buffer.from(JSON.stringify(value)).toString('latin1')
  if (!isPlain || typeof value !== 'object' || value === null || Array.isArray(value)) return `another form: ${tokens}`
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** Two answers mean the same if and only if these texts are equal. Lists have one form for each meaning. */
export const meaningOf = ({ proof, ...others }: Answers): string =>
  [
    proof === undefined ? 'no proof' : meaningOfProof(proof),
    ...Object.entries(others).map(([kind, bytes]) => `${kind} ${Buffer.from(bytes).toString('latin1')}`),
  ].join('\n')

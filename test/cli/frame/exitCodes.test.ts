import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { EXIT, exitCodeOf } from '../../../cli/frame/exitCodes.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** Errors that mean no more than a failure. */
const FAILED = [
  'DEVNET_REFUSED',
  'JOB_RUNNING',
  'EVIDENCE_FULL',
  'FILE_EXISTS',
  'FILE_MALFORMED',
  'FILE_TOO_LARGE',
  'FILE_UNREADABLE',
  'HOME_MISSING',
  'KEY_FILE_INVALID',
  'KEY_FILE_IS_KEYSTORE',
  'KEY_FILE_OPEN_TO_OTHERS',
  'LIFE_STEP_FAILED',
  'LIFE_STEP_LATE',
  'NOT_CONFIRMED',
  'PROFILE_OF_OTHER_USER',
  'PROFILE_OPEN_TO_OTHERS',
]

const filesBelow = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(ROOT, folder, name))

/** Codes of all errors that `cli/` defines. */
const codes = filesBelow('cli').flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/readonly code = '([A-Z0-9_]+)'/g)].map(([, code]) => code as string),
)

describe('exitCodeOf', () => {
  it('every error of the command has an exit code in the table when it is not a mere failure', () => {
    expect(codes.length).toBeGreaterThan(40)
    for (const code of codes) expect(exitCodeOf(code) === EXIT.failed, code).toBe(FAILED.includes(code))
  })

  it.each([
    ['USAGE', 2],
    ['VALUES_MISSING', 2],
    ['CALL_REVERTED', 3],
    ['TRANSACTION_REVERTED', 3],
    ['LIST_NOT_VERIFIED', 4],
    ['EVIDENCE_DAMAGED', 4],
    ['RPC_FAILED', 5],
    ['LIST_UNREACHABLE', 5],
    ['UNEXPECTED', 1],
  ])('exitCodeOf gives the exit code when the code is %s', (code, exitCode) => {
    expect(exitCodeOf(code)).toBe(exitCode)
  })
})

describe('cli/', () => {
  it('commands and library write through the output when they print', () => {
    for (const file of [...filesBelow('cli/commands'), ...filesBelow('cli/lib')]) {
      expect(readFileSync(file, 'utf8'), file).not.toMatch(/process\.(?:stdout|stderr)\.write|console\./)
    }
  })

  it('commands and library print follow-ups through printFollowUp when they offer any', () => {
    for (const file of [...filesBelow('cli/commands'), ...filesBelow('cli/lib')]) {
      if (file.includes('/definitions/')) continue
      const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      expect(code, file).not.toMatch(/npm run muster|muster (?:node|pool|quorum|admin|verify|snapshot|watch)\b/)
    }
  })
})

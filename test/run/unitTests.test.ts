import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { unitTests } from './unitTests.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

describe('unitTests', () => {
  const files = unitTests(ROOT)

  it('returns tests of shared/ and client/ that need neither chain nor database', () => {
    expect(files).toContain('test/shared/bytes.test.ts')
    expect(files.some((path) => path.startsWith('test/client/'))).toBe(true)
    expect(files.length).toBeGreaterThan(15)
  })

  it('leaves out a test when its imports reach a chain', () => {
    expect(files).not.toContain('test/shared/ethereum/header.test.ts')
  })

  it('leaves out the tests of the package, which build it', () => {
    expect(files.filter((path) => path.startsWith('test/client/package/'))).toEqual([])
  })
})

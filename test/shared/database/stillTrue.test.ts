import { globSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { STILL_TRUE } from '../../../shared/database/stillTrue.ts'

describe('STILL_TRUE', () => {
  it('equals the number in every migration', () => {
    const root = new URL('../../../', import.meta.url)
    const numbers = globSync('indexer/migrations/*.sql', { cwd: root }).flatMap(
      (file) => readFileSync(new URL(file, root), 'utf8').match(/\d{15,}/g) ?? [],
    )
    expect(numbers.length).toBeGreaterThanOrEqual(3)
    expect(new Set(numbers)).toEqual(new Set([STILL_TRUE.toString()]))
  })
})

import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { requireOwn } from '../../../devnet/postgres/ownership.mjs'

const isRoot = process.getuid?.() === 0

describe('requireOwn', () => {
  let folder: string
  let inner: string

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-own-'))
    inner = join(folder, 'a', 'b')
    mkdirSync(inner, { recursive: true, mode: 0o755 })
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('accepts a folder when this user made it below the sticky folder for temporary files', () => {
    expect(() => requireOwn(inner)).not.toThrow()
  })

  it('refuses a folder when other users can write to it', () => {
    chmodSync(inner, 0o777)
    expect(() => requireOwn(inner)).toThrow(`Other users can write to ${inner}`)
  })

  it('refuses a folder when it is sticky and open itself', () => {
    chmodSync(inner, 0o1777)
    expect(() => requireOwn(inner)).toThrow(`Other users can write to ${inner}`)
  })

  it('refuses a folder when other users can write to one above it', () => {
    chmodSync(join(folder, 'a'), 0o777)
    expect(() => requireOwn(inner)).toThrow(`Other users can write to ${join(folder, 'a')}`)
  })

  it('refuses a link when other users can write to its target', () => {
    chmodSync(inner, 0o777)
    const link = join(folder, 'link')
    symlinkSync(inner, link)
    expect(() => requireOwn(link)).toThrow(`Other users can write to ${inner}`)
  })

  it.runIf(isRoot)('refuses a folder when another user owns it or one above it', () => {
    chownSync(join(folder, 'a'), 65_534, 65_534)
    expect(() => requireOwn(inner)).toThrow(`${join(folder, 'a')} belongs to another user (id 65534)`)
  })

  it.runIf(isRoot)('refuses a folder when a group of others can write to it', () => {
    chownSync(inner, 0, 65_534)
    chmodSync(inner, 0o775)
    expect(() => requireOwn(inner)).toThrow(`Other users can write to ${inner}`)
  })
})

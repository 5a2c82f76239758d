import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const ROOT = fileURLToPath(new URL('../', import.meta.url))

const FORBIDDEN: readonly (readonly [file: string, imported: string])[] = [
  ['shared/list/a.ts', 'node:fs'],
  ['shared/b.ts', 'postgres'],
  ['shared/c.ts', '../indexer/x.ts'],
  ['shared/d.ts', '../scripts/lib/x.ts'],
  ['indexer/a.ts', '../api/x.ts'],
  ['indexer/sync/b.ts', '../../client/x.ts'],
  ['indexer/c.ts', 'hardhat'],
  ['indexer/d.ts', 'fastify'],
  ['api/a.ts', '../indexer/x.ts'],
  ['api/queries/b.ts', 'viem'],
  ['api/c.ts', '../client/index.ts'],
  ['api/d.ts', '../test/helpers/x.ts'],
  ['client/a.ts', '../api/x.ts'],
  ['client/b.ts', 'node:crypto'],
  ['client/c.ts', 'viem'],
  ['web/a.ts', '../api/x.ts'],
  ['shared/e.ts', './contracts/bytecode/StakingToken.json'],
  ['indexer/e.ts', '../shared/contracts/bytecode/StakingToken.json'],
  ['api/routes/e.ts', '../../shared/contracts/bytecode/StakingToken.json'],
  ['client/d.ts', '../shared/contracts/bytecode/StakingToken.json'],
  ['web/b.ts', '../shared/contracts/bytecode/StakingToken.json'],
]

const ALLOWED: readonly (readonly [file: string, imported: string])[] = [
  ['shared/list/ok.ts', '@noble/hashes/sha3.js'],
  ['indexer/ok.ts', '../shared/x.ts'],
  ['indexer/sync/ok.ts', 'viem'],
  ['api/ok.ts', '../shared/list/x.ts'],
  ['client/ok.ts', '../shared/list/x.ts'],
  ['web/ok.ts', '../client/index.ts'],
  ['scripts/ok.ts', '../indexer/x.ts'],
  ['indexer/abi.ts', '../shared/contracts/stakingTokenAbi.ts'],
  ['web/abi.ts', '../shared/contracts/stakingTokenAbi.ts'],
  ['scripts/lib/ok.ts', '../../shared/contracts/bytecode/StakingToken.json'],
]

describe('the import law', () => {
  let folder: string
  const broken = new Set<string>()

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'muster-law-'))
    copyFileSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'))
    for (const [file, imported] of [...FORBIDDEN, ...ALLOWED]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), `import { thing } from '${imported}'\n\nexport const other = thing\n`)
    }
    const args = [join(ROOT, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--max-diagnostics=none']
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' })
    for (const match of `${stdout}${stderr}`.matchAll(
      /^(\S+?):\d+:\d+ lint\/\w+\/(?:noRestrictedImports|noNodejsModules)/gm,
    )) {
      broken.add(match[1] as string)
    }
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(FORBIDDEN)('keeps %s from importing %s', (file) => {
    expect(broken).toContain(file)
  })

  it.each(ALLOWED)('lets %s import %s', (file) => {
    expect(broken).not.toContain(file)
  })
})

import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type ContractName, readArtifact } from '../../../deploy/artifact.ts'
import { findDifferent, findStale } from '../../../scripts/generate/committed.ts'
import { CompiledMissingError } from '../../../scripts/generate/errors.ts'
import { PRODUCT_CONTRACTS } from '../../../scripts/generate/productContracts.ts'
import { readSource } from '../../../scripts/generate/readSources.ts'
import { type RenderedFile, renderAll } from '../../../scripts/generate/renderFiles.ts'
import { readContracts } from '../../contracts/governance/contracts.ts'
import { readCompiled } from '../../helpers/readCompiled.ts'

const ROOT = new URL('../../../', import.meta.url)
const ARTIFACTS = fileURLToPath(new URL('artifacts', ROOT))

/** Part of `SignerSets`, which creates it. */
const CREATED_BY_OTHERS = ['BlsVerifier']

/** Runs the command of a project as npm does. */
const generate = (root: string | URL, ...args: string[]): { status: number | null; stderr: string } =>
  spawnSync(process.execPath, ['scripts/generate.ts', ...args], { cwd: root, encoding: 'utf8' })

describe('shared/contracts', () => {
  let rendered: readonly RenderedFile[]
  let copy: string
  let root: URL
  beforeAll(() => {
    rendered = renderAll(ARTIFACTS)
  })
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'muster-committed-'))
    root = pathToFileURL(`${copy}/`)
    cpSync(new URL('shared/contracts', ROOT), join(copy, 'shared/contracts'), { recursive: true })
  })
  afterEach(() => rmSync(copy, { recursive: true, force: true }))

  const edit = (path: string, change: (text: string) => string): void => {
    const file = join(copy, path)
    writeFileSync(file, change(readFileSync(file, 'utf8')))
  }

  it('equal the compiled contracts byte for byte (trap 33)', () => {
    expect(findDifferent(ROOT, rendered)).toEqual([])
  })

  it.each(PRODUCT_CONTRACTS)(
    'gives readArtifact what it returns of $contractName',
    async ({ contractName, sourceName }) => {
      const { abi, bytecode, deployedBytecode } = await readCompiled(`${sourceName}:${contractName}`)
      expect(await readArtifact(contractName as ContractName)).toEqual({ abi, bytecode, deployedBytecode })
    },
  )

  it('has every contract that can be deployed', async () => {
    const names = (await readContracts()).map(({ name }) => name).filter((name) => !CREATED_BY_OTHERS.includes(name))
    expect(PRODUCT_CONTRACTS.map(({ contractName }) => contractName)).toEqual(names.sort())
  })

  it.each([
    ['shared/contracts/stakingTokenAbi.ts', 'view', 'pure'],
    ['shared/contracts/bytecode/StakingToken.json', '"bytecode": "0x61', '"bytecode": "0x62'],
    ['shared/contracts/bytecode/RewardsPool.json', '"deployedBytecode": "0x60', '"deployedBytecode": "0x61'],
    ['shared/contracts/bytecode/SignerSets.json', '"offset": 0', '"offset": 1'],
  ])('differs from what the contracts compile to when %s has %s as %s', (path, was, is) => {
    edit(path, (text) => text.replace(was, is))
    expect(findDifferent(root, rendered)).toEqual([path])
  })

  it('differs from what the contracts compile to when a file is absent or belongs to no contract', () => {
    rmSync(join(copy, 'shared/contracts/bytecode/RegistryLens.json'))
    writeFileSync(join(copy, 'shared/contracts/oldAbi.ts'), '')
    expect(findDifferent(root, rendered)).toEqual([
      'shared/contracts/bytecode/RegistryLens.json',
      'shared/contracts/oldAbi.ts',
    ])
  })

  it('cannot be compared when the contracts are not compiled', () => {
    expect(() => renderAll(copy)).toThrow(CompiledMissingError)
  })

  it('passes findStale when no source changed', () => {
    expect(findStale(ROOT)).toEqual([])
  })

  it('fails findStale when a source changed', () => {
    const path = 'contracts/libraries/Emission.sol'
    const changed = readSource(path).replace('library Emission {', 'library Emission { uint256 private constant A = 1;')
    expect(changed).not.toBe(readSource(path))
    expect(findStale(ROOT, (name) => (name === path ? changed : readSource(name)))).toEqual([
      'RewardsPool',
      'ServiceNodeRegistry',
    ])
  })

  it('fails findStale when a file is absent or has another digest', () => {
    rmSync(join(copy, 'shared/contracts/bytecode/AccessManager.json'))
    edit('shared/contracts/bytecode/StakingToken.json', (text) =>
      text.replace(/"inputDigest": "\w+"/, '"inputDigest": "0"'),
    )
    expect(findStale(root)).toEqual(['AccessManager', 'StakingToken'])
  })
})

describe('scripts/generate.ts', () => {
  it('succeeds with --check when the digests are current', () => {
    expect(generate(ROOT, '--check')).toMatchObject({ status: 0, stderr: '' })
  })

  it('fails with --check, names the contract and says what to run when a source changed', () => {
    const copy = mkdtempSync(join(tmpdir(), 'muster-generate-'))
    try {
      for (const path of [
        'contracts',
        'scripts/bootstrap',
        'scripts/generate',
        'scripts/generate.ts',
        'shared',
        'package.json',
      ]) {
        cpSync(new URL(path, ROOT), join(copy, path), { recursive: true })
      }
      symlinkSync(new URL('node_modules', ROOT), join(copy, 'node_modules'))
      const lens = join(copy, 'contracts/RegistryLens.sol')
      writeFileSync(lens, readFileSync(lens, 'utf8').replace('200', '201'))
      expect(generate(copy, '--check')).toMatchObject({
        status: 1,
        stderr: 'The committed bytecode of RegistryLens is out of date. Run npm run generate.\n',
      })
    } finally {
      rmSync(copy, { recursive: true, force: true })
    }
  })

  it('fails and names its modes when it does not know an argument', () => {
    expect(generate(ROOT, '--chekc')).toMatchObject({
      status: 1,
      stderr: 'Use npm run generate alone, or with --check or --verify.\n',
    })
  })
})

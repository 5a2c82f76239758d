import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import vm from 'node:vm'
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core'
import { ed25519 } from '@noble/curves/ed25519.js'
import { transform } from 'esbuild'
import { publint } from 'publint'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bytesToHex } from '../../../shared/bytes.ts'
import { type PackedClient, packClient } from './packClient.ts'
import { vectorWorld } from './vectorWorld.ts'

const run = promisify(execFile)

/** Problems reported for resolvers that are older than ES modules and `exports`. */
const ESM_ONLY = ['CJSResolvesToESM node16-cjs', 'NoResolution node10']

/** Enough for a swarm, and for a path that keeps every rule. */
const NODES = 12

/** Building, packing and compiling take seconds on an idle machine. Half of the cores may be busy. */
const TIMEOUT_MS = 180_000

const PROGRAM = `
import { readFileSync } from 'node:fs'
import { createMusterClient, NodeListRefusedError, pinnedHash } from 'ENTRY'
const world = JSON.parse(readFileSync('world.json', 'utf8'))
const ask = (list) =>
  createMusterClient({
    sources: ['http://mirror.test'],
    chainId: BigInt(world.chainId),
    registry: world.registry,
    epochSeconds: world.epochSeconds,
    trust: pinnedHash(world.childHash),
    fetch: async (url) => new Response(url.endsWith('latest') ? world.proof : list),
  }).getNodeList()
const { records } = await ask(Buffer.from(world.list, 'base64'))
const refusal = await ask(Buffer.from(world.list, 'base64').subarray(1)).catch((error) => error)
console.log(JSON.stringify({
  records: records.length,
  key: records[0].ed25519Key,
  refusal: [refusal instanceof NodeListRefusedError, refusal.name, refusal.failures[0].error.name],
}))
`

const TYPED_PROGRAM = `
import {
  createMusterClient, type MusterClientArgs, NodeListRefusedError, pinnedHash, rpcQuorum, type Trust, type VerifiedNodeList,
} from '@muster/client'
import { createMusterClient as standalone } from '@muster/client/standalone'

const trust: Trust = rpcQuorum({ urls: ['https://a.example', 'https://b.example', 'https://c.example'], k: 2 })
const args: MusterClientArgs = {
  sources: ['https://muster.example'], chainId: 1n, registry: '0x00', epochSeconds: 3600, trust, maxEpochLag: 2,
}
export const list: Promise<VerifiedNodeList> = createMusterClient(args).getNodeList()
export const keys: Promise<\`0x\${string}\`[]> = list.then(({ records }) => records.map(({ ed25519Key }) => ed25519Key))
export const refusals = (error: NodeListRefusedError): string[] => error.failures.map((failure) => failure.error.code)
export const same: typeof createMusterClient = standalone
// @ts-expect-error: trust has no default
createMusterClient({ sources: [], chainId: 1n, registry: '0x00', epochSeconds: 3600 })
// @ts-expect-error: a hash is hex
pinnedHash('abc')
`

describe('the client package', () => {
  let packed: PackedClient
  beforeAll(async () => {
    packed = await packClient()
    await writeFile(join(packed.project, 'world.json'), JSON.stringify(vectorWorld()))
  }, TIMEOUT_MS)
  afterAll(() => packed?.remove())

  it('npm pack includes only the build, its types, the licence and the README', () => {
    const others = packed.files.filter((file) => !/^dist\/types\/(client|shared)\/.+\.d\.ts$/.test(file))
    expect(others).toEqual(['README.md', 'dist/LICENSE', 'dist/index.js', 'dist/standalone.js', 'package.json'])
    const types = packed.files.filter((file) => file.startsWith('dist/types'))
    expect(types).toContain('dist/types/client/index.d.ts')
    expect(types.filter((file) => /abi|indexer|api\//.test(file))).toEqual([])
  })

  it('buildClient imports only the named dependencies, and no module in the standalone form', async () => {
    const importsOf = async (name: string) =>
      [...(await readFile(packed.path(name), 'utf8')).matchAll(/^import .* from "([^"]+)"/gm)].map(([, from]) => from)
    expect((await importsOf('dist/index.js')).sort()).toEqual(['@noble/curves/ed25519.js', '@noble/hashes/sha3.js'])
    expect(await importsOf('dist/standalone.js')).toEqual([])
    expect(await readFile(packed.path('dist/standalone.js'), 'utf8')).not.toMatch(/\bimport\b\s*[({"']/)
  })

  it.each(['@muster/client', '@muster/client/standalone'])(
    'createMusterClient verifies a real list in a program without types, as %s',
    async (entry) => {
      await writeFile(join(packed.project, 'use.js'), PROGRAM.replace('ENTRY', entry))
      const { stdout } = await run(process.execPath, ['use.js'], { cwd: packed.project })
      const { records } = vectorWorld()
      const refusal = [true, 'NodeListRefusedError', 'ListHeaderInvalidError']
      expect(JSON.parse(stdout)).toEqual({ records, key: expect.stringMatching(/^0x[0-9a-f]{64}$/), refusal })
    },
    TIMEOUT_MS,
  )

  it.each([
    ['nodenext', 'nodenext'],
    ['bundler', 'esnext'],
  ])(
    'package types compile in a strict program with module resolution %s',
    async (moduleResolution, module) => {
      const compilerOptions = {
        strict: true,
        noEmit: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        target: 'es2022',
        lib: ['es2022', 'dom'],
        types: [],
        module,
        moduleResolution,
      }
      await writeFile(join(packed.project, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }))
      await writeFile(join(packed.project, 'use.ts'), TYPED_PROGRAM)
      const require = createRequire(import.meta.url)
      const tsc = join(dirname(require.resolve('typescript/package.json')), 'bin', 'tsc')
      const report = await run(process.execPath, [tsc, '-p', '.'], { cwd: packed.project }).then(
        ({ stdout }) => stdout,
        ({ stdout }: { stdout: string }) => stdout,
      )
      expect(report).toBe('')
    },
    TIMEOUT_MS,
  )

  it('publint reports no problem with the package', async () => {
    const { messages } = await publint({ pkgDir: packed.path('.'), strict: true })
    expect(messages).toEqual([])
  })

  it('package types resolve in each resolver that can import an ES module', async () => {
    const analysis = await checkPackage(createPackageFromTarballData(await readFile(packed.tarball)))
    if (analysis.types === false) throw new Error('The package has no types.')
    // There is no CommonJS form, by decision. So problems that only `require` in old resolvers meets do not count.
    const problems = analysis.problems.filter(
      ({ kind, ...rest }) => !('resolutionKind' in rest && ESM_ONLY.includes(`${kind} ${rest.resolutionKind}`)),
    )
    expect(problems).toEqual([])
  })

  describe('in a bare context', () => {
    const world = vectorWorld()
    const answer = (url: string) =>
      new Response(url.endsWith('latest') ? world.proof : Buffer.from(world.list, 'base64'))

    /** Runs a program with the package in a context that has only the language and these globals. */
    async function runBare(globals: Record<string, unknown>, program: string): Promise<unknown> {
      const code = await readFile(packed.path('dist/standalone.js'), 'utf8')
      const script = await transform(code, { format: 'iife', globalName: 'muster' })
      const context = vm.createContext(globals)
      vm.runInContext(script.code, context)
      return vm.runInContext(program, context)
    }

    it('createMusterClient verifies a real list when `fetch` is the only global', async () => {
      const { chainId, registry, epochSeconds, childHash } = world
      const program = `muster.createMusterClient({
        sources: ['http://mirror.test'], chainId: BigInt('${chainId}'), registry: '${registry}',
        epochSeconds: ${epochSeconds}, trust: muster.pinnedHash('${childHash}'),
      }).getNodeList().then(({ records }) => records.length)`
      expect(await runBare({ fetch: async (url: string) => answer(url) }, program)).toBe(world.records)
    })

    it('createPathBuilder and createSwarms work when `getRandomValues` is the only global', async () => {
      const keys = Array.from({ length: NODES }, (_, i) =>
        bytesToHex(ed25519.getPublicKey(new Uint8Array(32).fill(i + 1))),
      )
      const program = `(async (keys) => {
        const records = keys.map((ed25519Key, i) => ({
          nodeId: i + 1, operator: '0x' + String(i).padStart(40, '0'), ed25519Key, ip: '198.' + i + '.0.1',
          rpcPort: 443, quicPort: 0, activatedAt: 0, seed: BigInt(i), blsKeyHash: '0x', leafIndex: i,
        }))
        const builder = muster.createPathBuilder({
          chainId: 1n, registry: '0x' + '1'.repeat(40), storage: { get: () => null, set: () => {} },
          now: () => 0,
        })
        await builder.update({ epoch: 1n, anchor: { timestamp: 10n ** 9n }, records, headTimestamp: null })
        const { hops } = await builder.buildPath()
        const swarm = muster.createSwarms(records).swarm(new Uint8Array(32))
        return [new Set(hops.map(({ nodeId }) => nodeId)).size, swarm.length]
      })(${JSON.stringify(keys)})`
      const getRandomValues = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes)
      expect([...((await runBare({ crypto: { getRandomValues } }, program)) as number[])]).toEqual([3, 7])
    })
  })
})

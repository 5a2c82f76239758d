import { execFile, spawn, spawnSync } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, readFile, rm, symlink } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { superviseChild } from '../../../devnet/process/superviseChild.ts'
import type { Answers } from '../../../tools/corpus/world/answers.ts'
import { createWorld, type Epoch, type World } from '../../../tools/corpus/world/createWorld.ts'
import { recordedRpc } from '../../../tools/corpus/world/recordedRpc.ts'
import { startServer, type TestServer } from '../servers.ts'
import { type PackedClient, packClient } from './packClient.ts'

const EXAMPLES = fileURLToPath(new URL('../../../examples/', import.meta.url))
const PAGE = join(EXAMPLES, 'browser.html')

const SEED = 'browser 1'
const LINES_MAX = 60

/** The tests take seconds on an idle machine. Half of the cores may be busy. */
const TIMEOUT_MS = 180_000

/** Longest wait for the browser to end after a signal. */
const STOP_MS_MAX = 5_000

/** Added to the page by the test's server. Loads the page as often as its URL says, then sends the last document back. */
const REPORTER = `<script>
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-verified]')) return
    observer.disconnect()
    const url = new URL(location)
    const left = Number(url.searchParams.get('loads')) - 1
    url.searchParams.set('loads', left)
    if (left > 0) setTimeout(() => location.assign(url))
    else setTimeout(() => fetch('/report', { method: 'POST', body: document.documentElement.outerHTML }))
  }).observe(document, { subtree: true, childList: true, attributes: true })
</script>`

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome']
const browser = BROWSERS.find((name) => spawnSync(name, ['--version'], { encoding: 'utf8' }).status === 0)

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

describe('the examples', () => {
  let packed: PackedClient
  let world: World
  let server: TestServer
  let profile: string
  let answers: Answers
  /** Target of the source's redirect, null if it answers itself. */
  let elsewhere: string | null = null
  /** Each request for an artifact, with the tag that it sent back. */
  const asked: { path: string; tag: string | undefined }[] = []
  let report: (html: string) => void

  /** Serves page, package, artifacts and block hashes. */
  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '', 'http://here').pathname
    const send = (type: string, body: Uint8Array | string) => response.setHeader('content-type', type).end(body)
    if (path.startsWith('/v1/')) {
      asked.push({ path, tag: request.headers['if-none-match'] })
      response.setHeader('etag', '"a-visitor"').setHeader('cache-control', 'max-age=3600')
    }
    if (path === '/examples/browser.html') send('text/html', `${await readFile(PAGE, 'utf8')}${REPORTER}`)
    else if (path === '/report') {
      report(await bodyOf(request))
      response.end()
    } else if (path.startsWith('/client/')) send('text/javascript', await readFile(packed.path(path.slice(8))))
    else if (path === '/v1/epochs/latest' && elsewhere !== null) response.writeHead(302, { location: elsewhere }).end()
    else if (path === '/v1/epochs/latest' && answers.proof) send('application/json', answers.proof)
    else if (path.startsWith('/v1/lists/') && answers.list) send('application/octet-stream', answers.list)
    else if (path === '/rpc') {
      const { chainId, blocks } = world
      const rpc = recordedRpc({ chainId, blocks, latest: world.latestAt(world.tampered[0] as number) })
      send('application/json', await (await rpc('', { body: await bodyOf(request) })).text())
    } else {
      response.statusCode = 404
      response.end()
    }
  }

  /** Loads the page several times. Returns the last document after it shows the result. */
  const open = async (loads = 1): Promise<string> => {
    const { registry, chainId, epochSeconds } = world
    const query = `api=${server.url}&rpc=${server.url}/rpc&chain=${chainId}&registry=${registry}&seconds=${epochSeconds}&loads=${loads}`
    const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--remote-debugging-port=0']
    const url = `${server.url}/examples/browser.html?${query}`
    const reported = new Promise<string>((resolve) => {
      report = resolve
    })
    const child = spawn(browser as string, [...flags, `--user-data-dir=${profile}`, url], {
      stdio: 'ignore',
      detached: true,
    })
    const { exited, stop } = superviseChild(child, { stopMsMax: STOP_MS_MAX, lastSignal: 'SIGKILL' })
    try {
      const ended = exited.then(() => 'the browser ended before the page was done')
      return await Promise.race([reported, ended])
    } finally {
      await stop()
    }
  }

  beforeAll(async () => {
    packed = await packClient()
    world = await createWorld({ seed: SEED, records: 'small' })
    profile = await mkdtemp(join(tmpdir(), 'muster-browser-'))
    server = await startServer(handle)
  }, TIMEOUT_MS)
  afterAll(async () => {
    await server?.stop()
    await packed?.remove()
    await rm(profile, { recursive: true, force: true })
  })

  const truth = () => world.epochs[world.tampered[0] as number] as Epoch

  it('examples/browser.html is a short page', async () => {
    expect((await readFile(PAGE, 'utf8')).trimEnd().split('\n').length).toBeLessThanOrEqual(LINES_MAX)
  })

  it(
    'examples/paths.mjs builds a thousand paths and describes them',
    async () => {
      const { registry, chainId, epochSeconds } = world
      await mkdir(join(packed.project, 'examples'))
      await copyFile(join(EXAMPLES, 'paths.mjs'), join(packed.project, 'examples/paths.mjs'))
      await symlink(packed.path('.'), join(packed.project, 'client'))
      answers = truth().answers
      const env = { API: server.url, RPC: `${server.url}/rpc`, CHAIN: `${chainId}`, REGISTRY: registry }
      const { stdout } = await promisify(execFile)(process.execPath, [join(packed.project, 'examples/paths.mjs')], {
        env: { ...process.env, ...env, SECONDS: `${epochSeconds}` },
      })
      expect(stdout).toContain(`nodes of epoch ${truth().epoch}, all verified`)
      expect(stdout).toMatch(/^different guards {6}1$/m)
      expect(Number(/^different last hops +(\d+)$/m.exec(stdout)?.[1])).toBeGreaterThan(1)
      expect(stdout).toMatch(/^with a rule given up +\d+ of 1000$/m)
      expect(stdout).toMatch(/^Nodes \d+, \d+, \d+, from the list of epoch \d+\.$/m)
    },
    TIMEOUT_MS,
  )

  describe.skipIf(browser === undefined)(
    browser === undefined ? 'in a browser (skipped: no Chromium here)' : `in ${browser}`,
    () => {
      it(
        'examples/browser.html shows a verified list and a path',
        async () => {
          const at = world.tampered[0] as number
          answers = (world.epochs[at] as Epoch).answers
          const html = await open()
          expect(html).toContain('data-verified="yes"')
          expect(html).toContain(`nodes of epoch ${world.epochs[at]?.epoch}`)
          expect(html).toMatch(/<td>0x[0-9a-f]{64}<\/td>/)
          expect(html).toMatch(/<li>Nodes \d+, \d+, \d+, from the list/)
        },
        TIMEOUT_MS,
      )

      it(
        'examples/browser.html asks the source at each load and sends no tag back when it allows caching',
        async () => {
          answers = truth().answers
          asked.length = 0
          expect(await open(2)).toContain('data-verified="yes"')
          const paths = ['/v1/epochs/latest', expect.stringMatching(/^\/v1\/lists\/0x/)]
          expect(asked.map(({ path }) => path)).toEqual([...paths, ...paths])
          expect(asked.map(({ tag }) => tag)).toEqual([undefined, undefined, undefined, undefined])
        },
        TIMEOUT_MS,
      )

      it(
        'examples/browser.html shows SERVER_REDIRECTED and asks no other server when the source redirects',
        async () => {
          answers = truth().answers
          elsewhere = `${server.url}/v1/epochs/1`
          asked.length = 0
          const html = await open().finally(() => {
            elsewhere = null
          })
          expect(html).toContain('data-verified="no"')
          expect(html).toContain('SERVER_REDIRECTED')
          expect(asked.map(({ path }) => path)).toEqual(['/v1/epochs/latest'])
        },
        TIMEOUT_MS,
      )

      it(
        'examples/browser.html shows the reason and no rows when the list is tampered with',
        async () => {
          const { proof, list } = (world.epochs[world.tampered[0] as number] as Epoch).answers
          answers = { proof, list: list.with(-1, (list.at(-1) as number) ^ 1) }
          const html = await open()
          expect(html).toContain('data-verified="no"')
          expect(html).toContain('ROOT_MISMATCH')
          expect(html).not.toContain('<td>')
          expect(html).not.toContain('<li>')
        },
        TIMEOUT_MS,
      )
    },
  )
})

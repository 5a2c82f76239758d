import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { chromium } from 'playwright-core'
import type { Subject, Timing } from './measureList.ts'

const SOURCE = fileURLToPath(new URL('measureList.ts', import.meta.url))

/** Hang guard of one measurement, not a target. */
const MEASURE_MS_MAX = 120_000

/** Path of the system's package. `CHROMIUM` names another. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

/** Nothing goes out, and it runs as root in a container. */
const CHROMIUM_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync']

/** Something that runs JavaScript; each measurement has a new process of it. */
export type Runtime = {
  readonly name: string
  readonly measure: (subject: Subject, count: number) => Promise<Timing>
}

export const node: Runtime = {
  name: `Node ${process.versions.node}`,
  measure: async (subject, count) => {
    const script = `import { measureList } from ${JSON.stringify(SOURCE)}
      process.stdout.write(JSON.stringify(measureList(${JSON.stringify(subject)}, ${count})))`
    const args = ['--input-type=module', '--eval', script]
    const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: MEASURE_MS_MAX })
    return JSON.parse(stdout) as Timing
  },
}

/** @returns undefined where there is no Chromium */
export const openChromium = async (): Promise<Runtime | undefined> => {
  if (!existsSync(CHROMIUM)) return undefined
  const bundle = await build({
    entryPoints: [SOURCE],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bench',
    target: 'es2024',
  })
  const [script] = bundle.outputFiles
  if (script === undefined) throw new Error('The bundler made no file.')
  const launch = () => chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_ARGS, timeout: MEASURE_MS_MAX })
  const probe = await launch()
  const version = probe.version()
  await probe.close()
  return {
    name: `Chromium ${version.split('.')[0]}`,
    measure: async (subject, count) => {
      const browser = await launch()
      try {
        const page = await browser.newPage()
        await page.addScriptTag({ content: script.text })
        const call = `bench.measureList(${JSON.stringify(subject)}, ${count})`
        return (await page.evaluate(call)) as Timing
      } finally {
        await browser.close()
      }
    },
  }
}

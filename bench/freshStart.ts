/**
 * How long a stranger waits: from a fresh clone with an empty npm cache to a network that is up and a list that is
 * verified, and how long the second start takes.
 *
 *     node bench/freshStart.ts [rounds]
 *
 * Run it on a quiet machine. Nothing is removed before the end: on ext4 a file that is made soon after many were removed
 * costs a millisecond. The floor is `cp -r` of the installed packages, in the same round.
 */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ROUNDS = Number(process.argv[2] ?? 3)

/** Hang guard of one start. */
const START_MS_MAX = 300_000
const POLL_MS = 25

const ROWS = [
  'install Node',
  'install packages',
  'network',
  'first verify',
  'all of it',
  'second start',
  'cp -r node_modules',
] as const
type Row = (typeof ROWS)[number]

const secondsSince = (startedAt: number): number => (performance.now() - startedAt) / 1_000

type Network = { readonly child: ChildProcess; readonly output: () => string }

const untilUp = async (folder: string, env: NodeJS.ProcessEnv): Promise<Network> => {
  const child = spawn('npm', ['start'], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const deadline = performance.now() + START_MS_MAX
  while (!output.includes('Muster is up.')) {
    if (child.exitCode !== null || performance.now() > deadline)
      throw new Error(`npm start did not come up:\n${output}`)
    await sleep(POLL_MS)
  }
  return { child, output: () => output }
}

const stop = async ({ child }: Network): Promise<void> => {
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  await closed
}

/** Seconds that the bootstrap says a step took; 0 if there was nothing to do. */
const stepSeconds = (output: string, label: string): number =>
  Number(new RegExp(`${label}[^\\n]*: done in ([\\d.]+) s`).exec(output)?.[1] ?? 0)

const measureRound = async (folder: string, cache: string): Promise<Record<Row, number>> => {
  execFileSync('git', ['clone', '--quiet', ROOT, folder])
  const kept = Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name))
  const env = { ...Object.fromEntries(kept), npm_config_cache: cache, API_PORT: '0', RPC_PORT: '0' }
  const startedAt = performance.now()
  const first = await untilUp(folder, env)
  const up = secondsSince(startedAt)
  const verify = spawnSync('npm', ['run', '-s', 'muster', '--', 'verify'], { cwd: folder, env, encoding: 'utf8' })
  if (verify.status !== 0) throw new Error(`verify ended with ${verify.status}:\n${verify.stdout}${verify.stderr}`)
  const all = secondsSince(startedAt)
  await stop(first)
  const againAt = performance.now()
  const second = await untilUp(folder, env)
  const again = secondsSince(againAt)
  await stop(second)
  const copiedAt = performance.now()
  execFileSync('cp', ['-r', join(folder, 'node_modules'), `${folder}-copy`])
  const node = stepSeconds(first.output(), 'Installing Node')
  const packages = stepSeconds(first.output(), 'Installing packages')
  return {
    'install Node': node,
    'install packages': packages,
    network: up - node - packages,
    'first verify': all - up,
    'all of it': all,
    'second start': again,
    'cp -r node_modules': secondsSince(copiedAt),
  }
}

const folder = mkdtempSync(join(tmpdir(), 'muster-fresh-'))
// As most clones are: root's database would be kept elsewhere otherwise.
chmodSync(folder, 0o755)
const rounds: Record<Row, number>[] = []
try {
  for (let round = 0; round < ROUNDS; round++) {
    rounds.push(await measureRound(join(folder, `clone${round}`), join(folder, `cache${round}`)))
    process.stderr.write(`round ${round + 1} of ${ROUNDS}: ${rounds.at(-1)?.['all of it'].toFixed(1)} s\n`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number
process.stdout.write(
  `${`seconds, ${ROUNDS} rounds`.padEnd(22)}${'least'.padStart(8)}${'median'.padStart(8)}${'most'.padStart(8)}\n`,
)
for (const row of ROWS) {
  const values = rounds.map((round) => round[row])
  const cells = [Math.min(...values), median(values), Math.max(...values)]
  process.stdout.write(`${row.padEnd(22)}${cells.map((value) => value.toFixed(1).padStart(8)).join('')}\n`)
}

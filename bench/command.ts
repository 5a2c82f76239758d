/**
 * How long a call of the `muster` command takes, beside calls that do nothing:
 *
 *     node bench/command.ts
 *
 * The commands take turns, so that a busy machine slows all of them. Times are wall-clock and processor milliseconds.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const ROUNDS = 10

const empty = mkdtempSync(join(tmpdir(), 'muster-empty-'))
writeFileSync(join(empty, 'package.json'), JSON.stringify({ private: true, scripts: { empty: 'exec true' } }))

/** Lines of shell, by what the table calls them. */
const COMMANDS = {
  'node --eval 0': { line: 'exec node --eval 0', cwd: ROOT },
  'npm run -s (empty script)': { line: 'exec npm run -s empty', cwd: empty },
  'node scripts/bootstrap.mjs muster --help': { line: 'exec node scripts/bootstrap.mjs muster --help', cwd: ROOT },
  'npm run -s muster -- --help': { line: 'exec npm run -s muster -- --help', cwd: ROOT },
  'npm run -s muster -- pool open --help': { line: 'exec npm run -s muster -- pool open --help', cwd: ROOT },
} as const

type Call = { readonly wallMs: number; readonly cpuMs: number }

/** Runs a line in a shell, which then says how much processor time its children took. */
const call = ({ line, cwd }: { line: string; cwd: string }): Call => {
  const startedAt = performance.now()
  const options = { cwd, encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync('/bin/sh', ['-c', `(${line}) > /dev/null && times`], options)
  const wallMs = performance.now() - startedAt
  if (status !== 0) throw new Error(`"${line}" ended with ${status}: ${stderr}`)
  const [, ofChildren = ''] = stdout.split('\n')
  const seconds = [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].map(
    ([, minutes, rest]) => Number(minutes) * 60 + Number(rest),
  )
  return { wallMs, cpuMs: seconds.reduce((sum, one) => sum + one, 0) * 1_000 }
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number

const calls = new Map<string, Call[]>(Object.keys(COMMANDS).map((name) => [name, []]))
try {
  // The first round makes the bundle and fills the caches of compiled code.
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, command] of Object.entries(COMMANDS)) {
      const result = call(command)
      if (round >= 0) calls.get(name)?.push(result)
    }
  }
} finally {
  rmSync(empty, { recursive: true, force: true })
}

process.stdout.write(`${'median of 10'.padEnd(44)}${'wall ms'.padStart(10)}${'CPU ms'.padStart(10)}\n`)
for (const [name, results] of calls) {
  const [wall, cpu] = [medianOf(results.map(({ wallMs }) => wallMs)), medianOf(results.map(({ cpuMs }) => cpuMs))]
  process.stdout.write(`${name.padEnd(44)}${wall.toFixed(0).padStart(10)}${cpu.toFixed(0).padStart(10)}\n`)
}

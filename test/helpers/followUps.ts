import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { type MusterBundle, musterBundle, type Ran } from './runMuster.ts'

/** The commands that a text offers to run next, as they are printed. */
export const followUpsOf = (output: string): string[] => {
  const lines = output.split('\n')
  return lines.flatMap((line, index) => {
    if (line !== 'Next') return []
    const after = lines.slice(index + 1)
    const end = after.findIndex((each) => !each.startsWith('  '))
    return after.slice(0, end < 0 ? undefined : end).map((each) => each.trim())
  })
}

/** Defines `muster` for a shell, as an installation would. */
const shellOf = ({ script }: MusterBundle): string => `muster() { "${process.execPath}" "${script}" "$@"; }`

/**
 * Runs a printed command in a shell, as a reader does who pastes it.
 *
 * @param options.more further words, such as `--dry-run`
 */
export const pasteFollowUp = async (
  command: string,
  options: { readonly env?: Record<string, string>; readonly cwd?: string; readonly more?: string } = {},
): Promise<Ran> => {
  const { env = {}, cwd = tmpdir(), more = '' } = options
  const bundle = await musterBundle()
  const line = `${shellOf(bundle)}\n${command} ${more}`
  return new Promise((resolve) => {
    execFile('/bin/sh', ['-c', line], { cwd, env: { ...bundle.env, ...env } }, (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr, output: stdout + stderr }),
    )
  })
}

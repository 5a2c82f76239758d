import { vi } from 'vitest'
import type { CommandTable } from '../../../cli/frame/definition.ts'
import { main } from '../../../cli/frame/main.ts'

/** Runs a command line in this process, and gives its exit code and its output. */
export const runMain = async (table: CommandTable, ...args: string[]) => {
  const written = { stdout: '', stderr: '' }
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      written[name] += String(chunk)
      return true
    }),
  )
  try {
    const program = { title: 'muster', description: 'Does things.', table }
    return { code: await main(program, args), ...written }
  } finally {
    for (const spy of spies) spy.mockRestore()
    process.removeAllListeners('SIGINT')
  }
}

import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Commands, Entry, Group } from '../../../cli/commands/command.ts'
import { COMMANDS } from '../../../cli/commands/commands.ts'
import { dispatch } from '../../../cli/commands/dispatch.ts'

const never = (): never => {
  throw new Error('The help loaded a command.')
}

const entry = (usage: string, load: Entry['load'] = never): Entry => ({ summary: 'does one thing', usage, load })

/** Runs a command and gives its exit code and what it wrote to standard output. */
const call = async (commands: Commands, ...args: string[]): Promise<{ code: number; output: string }> => {
  let output = ''
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    output += String(chunk)
    return true
  })
  try {
    return { code: await dispatch('muster', commands, args), output }
  } finally {
    write.mockRestore()
  }
}

/** Every command with the words that call it. */
const leaves = (commands: Commands, words: readonly string[] = []): [words: readonly string[], entry: Entry][] =>
  Object.entries(commands).flatMap(([name, found]: [string, Entry | Group]) =>
    'commands' in found ? leaves(found.commands, [...words, name]) : [[[...words, name], found]],
  )

describe('dispatch', () => {
  afterEach(() => vi.unstubAllEnvs())

  it('prints the list of commands and their help when asked, and loads no command', async () => {
    const commands = {
      one: entry('muster one --flag\n'),
      more: { summary: 'several', commands: { two: entry('two\n') } },
    }
    expect(await call(commands, '--help')).toEqual({
      code: 0,
      output: [
        'muster <command> [arguments]',
        '',
        '  one       does one thing',
        '  more      several',
        '',
        'muster <command> --help says more.',
        '',
      ].join('\n'),
    })
    expect(await call(commands, 'one', '--help')).toEqual({ code: 0, output: 'muster one --flag\n' })
    expect((await call(commands, 'more')).code).toBe(1)
    expect(await call(commands, 'more', 'two', '-h')).toEqual({ code: 0, output: 'two\n' })
  })

  it('gives the arguments to the command and its exit code to the caller', async () => {
    const seen: (readonly string[])[] = []
    const load: Entry['load'] = async () => async (args) => seen.push(args) + 4
    expect(await call({ one: entry('', load) }, 'one', '--x', 'y')).toEqual({ code: 5, output: '' })
    expect(seen).toEqual([['--x', 'y']])
  })

  it('refuses an unknown command, and names of every object', async () => {
    for (const name of ['nothing', 'constructor', '__proto__', 'toString']) {
      await expect(call(COMMANDS, name)).rejects.toThrow(`There is no command "${name}".`)
    }
  })

  it.each([
    ['dry-run', 'true'],
    ['rpc', 'http://127.0.0.1:8545'],
    ['registry', '0x0000000000000000000000000000000000000001'],
  ])('refuses to run when npm took --%s for its own (S8)', async (option, value) => {
    vi.stubEnv('npm_lifecycle_event', 'muster')
    vi.stubEnv(`npm_config_${option.replace('-', '_')}`, value)
    const commands = { one: entry(`muster one [--${option}]\n  --${option} VALUE\n`) }
    await expect(call(commands, 'one')).rejects.toThrow(
      `npm took --${option} for an option of its own. Write "--" before`,
    )
  })

  it('runs when the variable of npm is a setting of npm, another option, or none of npm', async () => {
    const commands = { one: entry('muster one --registry ADDRESS [--json]\n', async () => async () => 0) }
    vi.stubEnv('npm_lifecycle_event', 'muster')
    vi.stubEnv('npm_config_registry', 'https://example.org/')
    vi.stubEnv('npm_config_fresh', 'true')
    expect((await call(commands, 'one')).code).toBe(0)
    vi.stubEnv('npm_config_json', 'true')
    expect((await call(commands, 'one', '--json')).code).toBe(0)
    vi.stubEnv('npm_lifecycle_event', 'test')
    expect((await call(commands, 'one')).code).toBe(0)
  })
})

describe('COMMANDS', () => {
  it.each(leaves(COMMANDS))('%j is called as its help says, and can be loaded', async (words, { usage, load }) => {
    expect(usage).toMatch(new RegExp(`^(?:DATABASE_URL=… )?npm run muster -- ${words.join(' ')}\\b`))
    expect(await load()).toBeTypeOf('function')
  })
})

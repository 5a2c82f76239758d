import { afterEach, describe, expect, it, vi } from 'vitest'
import { COMMANDS } from '../../../cli/commands/table.ts'
import { type Call, defineAction } from '../../../cli/frame/action.ts'
import { optionsOf } from '../../../cli/frame/createProgram.ts'
import type { CommandDefinition, CommandTable } from '../../../cli/frame/definition.ts'
import { runMain } from './runMain.ts'

const never = (): never => {
  throw new Error('The help loaded a command.')
}

const define = (rest: Partial<CommandDefinition> & Pick<CommandDefinition, 'name'>): CommandDefinition => ({
  summary: 'does one thing',
  description: 'Does one thing.',
  load: never,
  ...rest,
})

/** A command that keeps its calls. */
const recorder = (rest: Partial<CommandDefinition> = {}) => {
  const calls: Call[] = []
  const action = defineAction({
    run: async (call) => {
      calls.push(call)
      return { data: { count: 2n ** 70n } }
    },
    render: () => [],
  })
  return { calls, definition: define({ name: 'one', load: async () => action, ...rest }) }
}

/** Every command with the words that call it. */
const leaves = (table: CommandTable): [path: string, definition: CommandDefinition][] =>
  table.flatMap((entry): [string, CommandDefinition][] =>
    'commands' in entry
      ? entry.commands.map((command) => [`${entry.name} ${command.name}`, command])
      : [[entry.name, entry]],
  )

const FLAG = { name: 'flag', text: 'a flag' }
const VALUE = { name: 'value', value: 'TEXT', text: 'a value' }

afterEach(() => vi.unstubAllEnvs())

describe('main', () => {
  const table: CommandTable = [
    define({ name: 'one', options: [FLAG] }),
    { name: 'more', summary: 'several', commands: [define({ name: 'two' })] },
  ]

  it('main prints the list of commands and loads none when help is asked for', async () => {
    const { code, stdout } = await runMain(table, '--help')
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Usage: muster COMMAND \[options\]\n\nDoes things\.\n/)
    expect(stdout).toMatch(/ {2}one +does one thing\n {2}more +several\n/)
  })

  it('main prints the help of a command when the command line names it in any way', async () => {
    for (const args of [
      ['one', '--help'],
      ['one', '-h'],
      ['help', 'one'],
      ['one', '--flag', '--help'],
    ]) {
      const { code, stdout } = await runMain(table, ...args)
      expect(code).toBe(0)
      expect(stdout).toMatch(/^Usage: muster one \[options\]\n\nDoes one thing\.\n[\s\S]* {2}--flag +a flag\n/)
    }
    expect((await runMain(table, 'more', 'two', '--help')).stdout).toMatch(/^Usage: muster more two \[options\]\n/)
  })

  it('main exits with 2 when no command is named', async () => {
    expect((await runMain(table)).code).toBe(2)
    expect((await runMain(table, 'more')).code).toBe(2)
  })

  it('main prints one line of JSON with schema and version when --json is given', async () => {
    const { definition } = recorder({ version: 3 })
    const group: CommandTable = [{ name: 'more', summary: 'several', commands: [definition] }]
    const { code, stdout, stderr } = await runMain(group, 'more', 'one', '--json')
    expect([code, stderr]).toEqual([0, ''])
    expect(JSON.parse(stdout)).toEqual({ schema: 'muster.more.one', version: 3, count: String(2n ** 70n), next: [] })
  })

  it('main hands words and values to the command when they are valid', async () => {
    const { calls, definition } = recorder({
      arguments: [{ name: 'WORD', text: 'words', isRepeated: true }],
      options: [
        FLAG,
        VALUE,
        { ...VALUE, name: 'several', count: 'repeated' },
        { ...VALUE, name: 'rest', count: 'list' },
      ],
    })
    const args = ['one', 'a', '--several', 'x', '--flag', '--several=y', '--value', '-1', 'b', '--rest', 'm', 'n']
    expect((await runMain([definition], ...args)).code).toBe(0)
    const [call] = calls
    expect(call?.words).toEqual(['a', 'b'])
    expect(call?.options.flag('flag')).toBe(true)
    expect(call?.options.text('value')).toBe('-1')
    expect(call?.options.texts('several')).toEqual(['x', 'y'])
    expect(call?.options.texts('rest')).toEqual(['m', 'n'])
  })

  it('main names everything that is missing at once when words, options and network are missing', async () => {
    vi.stubEnv('XDG_CONFIG_HOME', '/nowhere/config')
    vi.stubEnv('MUSTER_DATA', '/nowhere/data')
    const { code, stderr } = await runMain(COMMANDS, 'pool', 'contribute')
    expect(code).toBe(2)
    expect(stderr).toContain(
      'POOL, --amount TOKENS, --terms-hash HASH, --rpc URL, --registry ADDRESS, --account-key-file FILE are missing.',
    )
    expect(stderr).toContain('[VALUES_MISSING]')
  })
})

describe('usage errors', () => {
  const table: CommandTable = [
    recorder({ options: [FLAG, VALUE, { ...VALUE, name: 'several', count: 'repeated' }] }).definition,
  ]
  const cases: [args: string[], ...parts: string[]][] = [
    [['oen'], 'There is no command "oen".', 'Did you mean one?'],
    [['constructor'], 'There is no command "constructor".'],
    [['__proto__'], 'There is no command "__proto__".'],
    [['one', '--flga'], 'There is no option "--flga" here.', 'Did you mean --flag?', 'muster one --help'],
    [['one', '--secret=abc'], 'There is no option "--secret" here.'],
    [['one', '--value'], '--value TEXT needs a value.'],
    [['one', '--value', '--flag'], '--value needs a value, and "--flag" is an option.'],
    [['one', '--value=--flag'], '--value needs a value, and "--flag" is an option.'],
    [['one', '--value', 'a', '--value', 'b'], '--value is given twice.'],
    [['one', 'a', 'b'], 'There are more words than the command takes: a, b.'],
  ]

  it.each(cases)(
    'main answers %j with a sentence and exit code 2 when the call is wrong (S6)',
    async (args, ...parts) => {
      const { code, stdout, stderr } = await runMain(table, ...args)
      for (const part of parts) expect(stderr).toContain(part)
      expect(stderr).toContain('[USAGE]')
      expect(stderr).not.toMatch(/error:|commander/)
      expect([code, stdout]).toEqual([2, ''])
    },
  )

  it('main prints the error as JSON on standard error when --json is given', async () => {
    const { code, stdout, stderr } = await runMain(table, 'one', '--flga', '--json')
    expect([code, stdout]).toEqual([2, ''])
    expect(JSON.parse(stderr)).toMatchObject({ schema: 'muster.error', version: 1, code: 'USAGE', exitCode: 2 })
  })

  it('main shows origins only when an error repeats a URL', async () => {
    const action = defineAction({
      run: async () => {
        throw new Error('https://user:pass@rpc.example:8545/v2/KEY?token=TOKEN, and http://[::1]:1/KEY.')
      },
      render: () => [],
    })
    const failing = [define({ name: 'one', load: async () => action })]
    for (const args of [['one'], ['one', '--json']]) {
      const { code, stderr } = await runMain(failing, ...args)
      expect(code).toBe(1)
      expect(stderr).toContain('https://rpc.example:8545, and http://[::1]:1.')
      expect(stderr).not.toMatch(/user|pass|KEY|TOKEN/)
    }
  })
})

describe('requireNothingSwallowed', () => {
  it.each([
    ['dry-run', 'true'],
    ['rpc', 'http://127.0.0.1:8545'],
    ['registry', '0x0000000000000000000000000000000000000001'],
    ['yes', 'true'],
    ['profile', 'main'],
  ])('main refuses the call when npm took --%s for its own (S8)', async (option, value) => {
    vi.stubEnv('npm_lifecycle_event', 'muster')
    vi.stubEnv(`npm_config_${option.replace('-', '_')}`, value)
    const { code, stderr } = await runMain(COMMANDS, 'node', 'activate', '1')
    expect(stderr).toContain(`npm took --${option} for an option of its own`)
    expect(stderr).toContain('Write "--" before the command: muster node activate')
    expect(code).toBe(2)
  })

  it('main runs when the variable is a setting of npm, belongs to another option or npm runs another script', async () => {
    const table = [
      recorder({
        options: [
          { ...VALUE, name: 'registry' },
          { ...FLAG, name: 'dry-run' },
        ],
      }).definition,
    ]
    vi.stubEnv('npm_lifecycle_event', 'muster')
    vi.stubEnv('npm_config_registry', 'https://example.org/')
    vi.stubEnv('npm_config_fresh', 'true')
    expect((await runMain(table, 'one')).code).toBe(0)
    vi.stubEnv('npm_config_dry_run', 'true')
    expect((await runMain(table, 'one', '--dry-run')).code).toBe(0)
    expect((await runMain(table, 'one')).code).toBe(2)
    vi.stubEnv('npm_lifecycle_event', 'test')
    expect((await runMain(table, 'one')).code).toBe(0)
  })
})

describe('COMMANDS', () => {
  it.each(leaves(COMMANDS))(
    'the help of %s fits 80 columns and names every option and word',
    async (path, definition) => {
      const { stdout } = await runMain(COMMANDS, ...path.split(' '), '--help')
      expect(stdout).toMatch(new RegExp(`^Usage: muster ${path} `))
      for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80)
      for (const { name, value } of optionsOf(definition)) {
        expect(stdout).toMatch(
          new RegExp(`^ {2}--${name}${value === undefined ? '' : ` ${value.replace('|', '\\|')}`}`, 'm'),
        )
      }
      for (const { name } of definition.arguments ?? []) expect(stdout).toContain(name)
    },
  )

  it.each(leaves(COMMANDS))('%s takes --json and can be loaded', async (_, definition) => {
    expect(optionsOf(definition).map(({ name }) => name)).toContain('json')
    expect(await definition.load()).toBeTypeOf('function')
  })

  it('every option of a command has one meaning when options of several sources are joined', () => {
    for (const [path, definition] of leaves(COMMANDS)) {
      const names = optionsOf(definition).map(({ name }) => name)
      expect(new Set(names).size, path).toBe(names.length)
    }
  })
})

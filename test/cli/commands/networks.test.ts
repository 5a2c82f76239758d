import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { COMMANDS } from '../../../cli/commands/table.ts'
import { optionsOf } from '../../../cli/frame/createProgram.ts'
import { type Deployment, deploy } from '../../../deploy/deploy.ts'
import { signLocalRound } from '../../../deploy/localBeacon.ts'
import { createChainClient, fundGas } from '../../../devnet/chain/chainClient.ts'
import { seededAccount, seededBytes } from '../../../devnet/demo/seededKeys.ts'
import { compressG1 } from '../../../shared/signing/beacon.ts'
import { startAnvil, type TestChain } from '../../../tools/support/chain.ts'
import { startRpcProxy, startServer, type TestServer } from '../../client/servers.ts'
import { type Ran, runMuster } from '../../helpers/runMuster.ts'
import { runMain } from '../frame/runMain.ts'
import { hasTerminals, runOnTerminal } from './runOnTerminal.ts'

const SEED = 'two networks by the command line'

/** 2090-01-01: the same dates in every run. */
const GENESIS = 3_786_912_000

/** Keys of a terminal that interrupt a program and end its input. */
const CTRL_C = '\u0003'
const CTRL_D = '\u0004'

/** A public chain, by its id. */
const SEPOLIA = 11_155_111

type CommandWords = [path: string, args: readonly string[]]

/** A network whose endpoints count their requests. */
type Counted = {
  readonly chain: TestChain
  readonly deployment: Deployment
  readonly rpc: TestServer
  readonly api: TestServer
  readonly stop: () => Promise<void>
}

const startCounted = async (): Promise<Counted> => {
  const chain = await startAnvil({ initialTimestamp: GENESIS })
  const client = createChainClient(chain.url)
  const governor = seededAccount(SEED, 'governor').address
  const deployment = await deploy(client, { epochSeconds: 3_600, governor })
  await fundGas(client, governor)
  const rpc = await startRpcProxy(chain.url, (answer) => answer)
  const api = await startServer((_, response) => {
    response.statusCode = 404
    response.end()
  })
  const stop = async (): Promise<void> => {
    for (const part of [rpc, api, chain]) await part.stop()
  }
  return { chain, deployment, rpc, api, stop }
}

const countOf = ({ rpc, api }: Counted): number => rpc.requests.length + api.requests.length

const forget = ({ rpc, api }: Counted): void => {
  rpc.requests.length = 0
  api.requests.length = 0
}

describe('two networks side by side', () => {
  let folder: string
  let first: Counted
  let second: Counted
  const key = (): string => join(folder, 'governor.key')
  const env = () => ({ XDG_CONFIG_HOME: join(folder, 'config') })
  const muster = (args: readonly string[], more: Record<string, string> = {}): Promise<Ran> =>
    runMuster(args, { ...env(), ...more })
  const settingsOf = ({ rpc, api, deployment, chain }: Counted): string[] =>
    [
      ...[`rpcUrls=${rpc.url}`, `apiUrl=${api.url}`, `chainId=${chain.chainId}`, 'epochSeconds=3600'],
      ...[`registry=${deployment.registry}`, `account=${key()}`],
    ].flatMap((setting) => ['--set', setting])
  const countSent = async ({ chain }: Counted): Promise<number> =>
    Number(await chain.request<string>('eth_getTransactionCount', [seededAccount(SEED, 'governor').address, 'latest']))

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-networks-'))
    writeFileSync(key(), seededBytes(SEED, 'account', 'governor'), { mode: 0o600 })
    first = await startCounted()
    second = await startCounted()
    // Both chains have the same id and the same registry: only the endpoint tells them apart.
    expect(second.deployment.registry).toBe(first.deployment.registry)
    for (const [name, network] of Object.entries({ second, first })) {
      const written = await muster(['use', name, ...settingsOf(network)])
      expect(written.code, written.output).toBe(0)
    }
  })
  beforeEach(() => {
    forget(first)
    forget(second)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await first?.stop()
    await second?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Arguments of every command that has a network. */
  const wordsOf: Readonly<Record<string, readonly string[]>> = {
    verify: [],
    snapshot: ['--out', '/nowhere/list.json'],
    watch: ['--epochs', '1', '--wait', '1', '--grace', '1', '--evidence', '/nowhere/evidence'],
    'node show': ['1'],
    'node activate': ['1'],
    'node exit': ['1'],
    'node claim': ['1'],
    'beacon status': [],
    'beacon publish': ['5', '--signature', compressG1(signLocalRound(5))],
    'pool open': [
      ...['--fee-bps', '5', '--ip', '45.1.2.3', '--rpc-port', '5'],
      ...['--bls-key-file', 'KEY', '--ed25519-key-file', 'KEY'],
    ],
    'pool show': ['1'],
    'pool contribute': ['1', '--amount', '5', '--terms-hash', `0x${'12'.repeat(32)}`],
    'pool withdraw': ['1'],
    'pool cancel': ['1'],
    'pool replace-registration': [
      ...['1', '--ip', '45.1.2.3', '--rpc-port', '5', '--bls-key-file', 'KEY', '--ed25519-key-file', 'KEY'],
    ],
    'pool finalize': ['1'],
    'pool claim': [],
    'pool beneficiary': ['1', '--to', `0x${'12'.repeat(20)}`],
    'pool offer-place': ['1', '--to', `0x${'12'.repeat(20)}`],
    'pool take-place': ['1'],
    'pool request-exit': ['1'],
    'rpc check': [],
    'quorum propose': ['--node', '1', '--action', 'suspend', '--reason', '1', '--evidence', `0x${'12'.repeat(32)}`],
    'quorum sign': ['--proposal', 'FILE', '--key-file', 'KEY'],
    'quorum aggregate': ['--proposal', 'FILE', '--signatures', 'FILE'],
    'quorum submit': ['--action', 'FILE'],
    'admin schedule': ['--set', 'minQuorum=12'],
    'admin execute': [],
    'admin cancel': [],
    'admin status': [],
    'admin pause': ['--dry-run'],
    'admin unpause': ['--dry-run'],
    'admin fund': ['5'],
    'admin absorb': [],
  }
  /** Commands that stop at a file that is not there, before they ask an endpoint. */
  const stopEarly = ['quorum sign', 'quorum aggregate', 'quorum submit', 'pool open', 'pool replace-registration']

  const withNetwork = COMMANDS.flatMap((entry): CommandWords[] => {
    const leaves =
      'commands' in entry ? entry.commands.map((each) => [`${entry.name} ${each.name}`, each] as const) : []
    const all = 'commands' in entry ? leaves : ([[entry.name, entry]] as const)
    return all.flatMap(([path, definition]): CommandWords[] =>
      optionsOf(definition).some(({ name }) => name === 'rpc') && path !== 'use' ? [[path, wordsOf[path] ?? []]] : [],
    )
  })

  it('the arguments above cover every command when the table has another one', () => {
    expect(withNetwork.map(([path]) => path).sort()).toEqual(Object.keys(wordsOf).sort())
  })

  it.each(withNetwork)('%s reaches the named network only when another one is chosen', async (path, args) => {
    vi.stubEnv('XDG_CONFIG_HOME', join(folder, 'config'))
    vi.stubEnv('MUSTER_PROFILE', 'first')
    vi.stubEnv('MUSTER_DATA', join(folder, 'data'))
    await runMain(COMMANDS, ...path.split(' '), ...args, '--profile', 'second')
    expect(countOf(first)).toBe(0)
    expect(countOf(second) > 0).toBe(!stopEarly.includes(path))
    forget(second)
    const { registry } = second.deployment
    const byFlags = [
      '--rpc',
      second.rpc.url,
      ...(path.startsWith('quorum') && path !== 'quorum propose' ? [] : ['--registry', registry]),
    ]
    await runMain(COMMANDS, ...path.split(' '), ...args, ...byFlags)
    expect(countOf(first)).toBe(0)
  })

  it('use names the chosen profile and the source of each value when several exist', async () => {
    const { stdout } = await muster(['use'])
    expect(stdout).toMatch(/profile +first \(muster use\)\n/)
    expect(stdout).toContain('profiles  first, second')
    expect(stdout).toMatch(new RegExp(`rpcUrls +${first.rpc.url} {2}from profile first \\(muster use\\)`))
    const json = JSON.parse((await muster(['use', '--json', '--profile', 'second', '--rpc', first.rpc.url])).stdout)
    expect(json).toMatchObject({ schema: 'muster.use', version: 1, choice: 'first', profile: { name: 'second' } })
    expect(json.values).toContainEqual({ name: 'rpcUrls', value: [first.rpc.url], from: '--rpc' })
    expect(json.values).toContainEqual({ name: 'chainId', value: 31_337, from: 'profile second (--profile)' })
    expect(countOf(first) + countOf(second)).toBe(0)
  })

  it('use repairs the choice when the chosen profile is gone', async () => {
    const other = { XDG_CONFIG_HOME: join(folder, 'other') }
    expect((await muster(['use', 'gone', '--set', 'rpcUrls=http://a', '--set', 'chainId=1'], other)).code).toBe(0)
    await rm(join(folder, 'other', 'muster', 'profiles', 'gone.json'))
    const lost = await muster(['node', 'show', '1'], other)
    expect([lost.code, lost.output]).toEqual([2, expect.stringContaining('There is no profile "gone"')])
    expect((await muster(['use', '--none'], other)).stdout).toContain('No profile is chosen now.')
    expect((await muster(['use'], other)).code).toBe(0)
  })

  describe('sending to a chain that is not local', () => {
    const pause = (args: readonly string[], more?: Record<string, string>) => muster(['admin', 'pause', ...args], more)
    /** Transactions that the account had sent before. */
    const before = new Map<Counted, number>()
    const sentBy = async (network: Counted): Promise<number> =>
      (await countSent(network)) - (before.get(network) ?? Number.NaN)
    beforeAll(async () => {
      for (const network of [first, second]) before.set(network, await countSent(network))
      await second.chain.request('anvil_setChainId', [SEPOLIA])
      const written = await muster(['use', 'public', ...settingsOf(second), '--set', `chainId=${SEPOLIA}`])
      expect(written.code, written.output).toBe(0)
    })

    it('the command sends nothing when the chain has another id than the profile', async () => {
      const { code, output } = await pause(['--profile', 'second', '--yes'])
      expect(output).toContain('The endpoint serves chain 11155111, and profile second (--profile) names chain 31337.')
      expect([code, await sentBy(second)]).toEqual([2, 0])
      const byFlag = await pause(['--profile', 'public', '--chain-id', '5', '--yes'])
      expect(byFlag.output).toContain('and --chain-id names chain 5')
    })

    it('the command sends nothing when there is no terminal and no --yes', async () => {
      const { code, output } = await pause(['--profile', 'public'])
      expect(output).toContain('Sending to Sepolia (chain 11155111) must be confirmed')
      expect([code, await sentBy(second)]).toEqual([2, 0])
    })

    it.each([[{}], [{ MUSTER_PROFILE: 'public' }]])(
      'the command sends nothing when --yes comes without --profile and --rpc, environment %j',
      async (more) => {
        const { code, output } = await pause(['--yes'], more)
        expect(output).toContain('Add --profile public, or --rpc URL.')
        expect([code, await sentBy(second)]).toEqual([2, 0])
      },
    )

    it('the summary begins with profile, chain, account and registry when a transaction is tried out', async () => {
      const { code, stdout, stderr } = await pause(['--dry-run'])
      const account = seededAccount(SEED, 'governor').address.toLowerCase()
      expect(stderr.replaceAll(/ +/g, ' ')).toContain(
        `Transaction\n\n profile public (muster use)\n chain Sepolia (chain 11155111)\n account ${account}\n` +
          ` registry ${second.deployment.registry.toLowerCase()}\n does stop registrations and activations for 7 days\n`,
      )
      expect(stdout).toMatch(
        /^It would stop registrations and activations for 7 days, for about [\d,]+ gas\. Nothing was sent\.\n$/,
      )
      expect([code, await sentBy(second)]).toEqual([0, 0])
    })

    it('the command prints its result and every note as JSON when --json is given', async () => {
      const { stdout, stderr } = await pause(['--dry-run', '--json'])
      expect(JSON.parse(stdout)).toMatchObject({
        ...{ schema: 'muster.admin.pause', version: 1, transaction: null, pause: null },
        dryRun: { would: 'stop registrations and activations for 7 days' },
      })
      const notes = stderr
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(notes).toMatchObject([{ schema: 'muster.note', summary: { chain: 'Sepolia (chain 11155111)' } }])
      const refused = await pause(['--yes', '--json'])
      expect(refused.stdout).toBe('')
      expect(JSON.parse(refused.stderr.trimEnd().split('\n').at(-1) ?? '')).toMatchObject({
        ...{ schema: 'muster.error', code: 'NETWORK_NOT_NAMED', exitCode: 2 },
      })
    })

    it.skipIf(!hasTerminals())('the command asks on a terminal and sends only when the answer is yes', async () => {
      const schedule = ['admin', 'schedule', '--set', 'minQuorum=12']
      const interrupted = await runOnTerminal(schedule, { answer: CTRL_C, env: env() })
      expect(interrupted.output).toContain('[INTERRUPTED]')
      expect([interrupted.code, await sentBy(second)]).toEqual([130, 0])
      for (const answer of ['n', '', 'yes please', CTRL_D]) {
        const { code, output } = await runOnTerminal(schedule, { answer, env: env() })
        expect(output).toMatch(
          /chain +Sepolia \(chain 11155111\)[\s\S]*Send it\? \[y\/N\][\s\S]*You did not confirm\. Nothing was sent\. \[NOT_CONFIRMED\]/,
        )
        expect([code, await sentBy(second)]).toEqual([1, 0])
      }
      const { code, output } = await runOnTerminal(schedule, { answer: 'y', env: env() })
      expect(output).toContain('Scheduled.')
      expect([code, await sentBy(second)]).toEqual([0, 1])
    })

    it('the command sends once when --yes and --profile stand in the same call', async () => {
      const sent = await sentBy(second)
      const { code, output } = await pause(['--profile', 'public', '--yes'])
      expect(output).toContain('Registrations and activations are stopped.')
      expect([code, await sentBy(second), await sentBy(first)]).toEqual([0, sent + 1, 0])
    })
  })
})

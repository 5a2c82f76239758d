/** `npm start`: runs all of Muster on this machine, with a demo network, until Ctrl-C. */

import { demoProfileFile, removeDemoProfile, writeDemoProfile } from '../cli/lib/profiles/demoProfile.ts'
import { createProgress, type Progress } from '../cli/output/createProgress.ts'
import { createJobs } from '../devnet/control/createJobs.ts'
import { type ControlPort, startControlPort } from '../devnet/control/startControlPort.ts'
import { writeOperatorKeys } from '../devnet/demo/writeOperatorKeys.ts'
import { clearDataFolder, type DataFolder, lockDataFolder, openDataFolder } from '../devnet/stack/dataFolder.ts'
import { type Stack, startStack } from '../devnet/stack/startStack.ts'
import { isHangUpIgnored } from './bootstrap/parent.mjs'

const USAGE = `npm start [-- --fresh]

  --fresh   remove the data of earlier starts and make a new demo network

Environment: API_PORT (8080), RPC_PORT (8545), DATABASE_PORT (0: any free port), MUSTER_DATA (.muster/data)
`

const print = (text: string): void => void process.stdout.write(text)

const describe = ({ apiUrl, rpcUrl, databaseUrl, indexerUrl, deployment }: Stack, folder: DataFolder): string => `
Muster is up.

  GraphQL      ${apiUrl}/graphql
  node list    ${apiUrl}/v1/epochs/latest
  chain RPC    ${rpcUrl}   (chain ${deployment.chainId}, registry ${deployment.registry})
  database     ${databaseUrl}
  indexer      ${indexerUrl}/metrics
  control      ${folder.control}   (address and token)
  keys         ${folder.operatorKeys}   (a file of each operator, for --account-key-file)

Try:

  npm run muster -- verify
  curl -s ${apiUrl}/graphql -H 'content-type: application/json' \\
    -d '{"query":"{ serviceNodes(first: 3) { totalCount nodes { id operator ip rpcPort status } } }"}'
  npm run muster -- demo life

The last one shows the life of a node, from its registration to its exit, in less than ten minutes.
Ctrl-C stops all of it. The next npm start goes on from here.
`

/** The running network, for the `muster` command in another terminal. */
const profileOf = ({ apiUrl, rpcUrl, deployment: { chainId, registry, epochSeconds } }: Stack) => ({
  ...{ rpcUrls: [rpcUrl], beaconUrls: [], apiUrl, chainId, epochSeconds, account: null },
  registry: registry.toLowerCase() as `0x${string}`,
})

const main = async (args: readonly string[]): Promise<number> => {
  if (args.includes('--help') || args.includes('-h')) {
    print(USAGE)
    return 0
  }
  const unknown = args.find((arg) => arg !== '--fresh')
  if (unknown !== undefined) throw new Error(`Unknown argument "${unknown}".\n\n${USAGE}`)

  forgetOtherServers()
  const folder = openDataFolder(process.env['MUSTER_DATA'])
  const unlock = lockDataFolder(folder)
  const profile = demoProfileFile(process.env['MUSTER_DATA'])
  const progress = createProgress(process.stderr)
  const interruption = listenForInterruption(() => progress.say('stopping …'))
  try {
    if (args.includes('--fresh')) clearDataFolder(folder)
    const stack = await startStack(folder, { progress, signal: interruption })
    const control = await openControl(stack, folder, progress)
    await writeDemoProfile(profile, profileOf(stack))
    writeOperatorKeys(folder.root)
    print(describe(stack, folder))
    const interrupted = new Promise<undefined>((resolve) =>
      interruption.addEventListener('abort', () => resolve(undefined)),
    )
    const failure = interruption.aborted ? undefined : await Promise.race([stack.failed, interrupted])
    if (failure !== undefined) progress.say(`${failure}\nstopping the rest …`)
    // Side by side: a job has parts of its own.
    await Promise.all([control.stop(), stack.stop()])
    progress.say('stopped')
    return failure === undefined ? 0 : 1
  } catch (error) {
    if (!interruption.aborted) throw error
    progress.say('stopped before it was up')
    return 0
  } finally {
    await removeDemoProfile(profile)
    unlock()
  }
}

/** Opens the control port. Stops the stack if it cannot be opened. */
const openControl = async (stack: Stack, folder: DataFolder, { say }: Progress): Promise<ControlPort> => {
  const context = { stack, startedAt: Math.floor(Date.now() / 1_000), jobs: createJobs(), say }
  try {
    return await startControlPort({ file: folder.control, context })
  } catch (error) {
    await stack.stop()
    throw error
  }
}

/** PGSSL, PGOPTIONS and their like belong to other servers of the user. All processes started here would get them. */
const forgetOtherServers = (): void => {
  for (const name of Object.keys(process.env)) if (/^PG[A-Z]/.test(name)) delete process.env[name]
}

/**
 * Aborts on the first signal, and when the process that started this one is gone, which closes the IPC channel. Later
 * signals change nothing.
 */
const listenForInterruption = (onInterrupt: () => void): AbortSignal => {
  const controller = new AbortController()
  controller.signal.addEventListener('abort', onInterrupt)
  const interrupt = (): void => controller.abort()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, interrupt)
  // A network that `nohup` started outlives the terminal.
  if (!isHangUpIgnored()) process.on('SIGHUP', interrupt)
  process.once('disconnect', interrupt)
  return controller.signal
}

// If a terminal or a pipe is gone, the network still stops in order.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
// Timers of clients must not keep the terminal.
process.exit()

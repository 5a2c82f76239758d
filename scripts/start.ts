/** `npm start`: a whole Muster on this machine, with a demo network, until Ctrl-C. */
import { createProgress } from './lib/stack/createProgress.ts'
import { clearDataFolder, lockDataFolder, openDataFolder, writeEndpoints } from './lib/stack/dataFolder.ts'
import { type Stack, startStack } from './lib/stack/startStack.ts'

const USAGE = `npm start [-- --fresh]

  --fresh   forget the data of earlier starts and make a new demo network

Environment: API_PORT (8080), RPC_PORT (8545), DATABASE_PORT (0: any free one), MUSTER_DATA (.muster/data)
`

const print = (text: string): void => void process.stdout.write(text)

const describe = ({ apiUrl, rpcUrl, databaseUrl, indexerUrl, deployment }: Stack): string => `
Muster is up.

  GraphQL      ${apiUrl}/graphql
  node list    ${apiUrl}/v1/epochs/latest
  chain RPC    ${rpcUrl}   (chain ${deployment.chainId}, registry ${deployment.registry})
  database     ${databaseUrl}
  indexer      ${indexerUrl}/metrics

Try:

  npm run muster -- verify
  curl -s ${apiUrl}/graphql -H 'content-type: application/json' \\
    -d '{"query":"{ serviceNodes(first: 3) { totalCount nodes { id operator ip rpcPort status } } }"}'

Ctrl-C stops all of it; the next npm start goes on from here.
`

const main = async (args: readonly string[]): Promise<number> => {
  if (args.includes('--help') || args.includes('-h')) {
    print(USAGE)
    return 0
  }
  const unknown = args.find((arg) => arg !== '--fresh')
  if (unknown !== undefined) throw new Error(`Unknown argument "${unknown}".\n\n${USAGE}`)

  const folder = openDataFolder(process.env['MUSTER_DATA'])
  const unlock = lockDataFolder(folder)
  const progress = createProgress(process.stderr)
  // From here on a signal is a wish to stop cleanly; a second one while stopping changes nothing.
  const interrupted = new Promise<string>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
  })
  try {
    if (args.includes('--fresh')) clearDataFolder(folder)
    const starting = startStack(folder, progress)
    const stack = await Promise.race([starting, interrupted])
    if (typeof stack === 'string') {
      progress.say('stopping (what is being started ends first) …')
      await starting.then(({ stop }) => stop()).catch(() => undefined)
      return 0
    }
    writeEndpoints(folder, stack)
    print(describe(stack))
    const failure = await Promise.race([stack.failed, interrupted.then(() => undefined)])
    progress.say(failure === undefined ? 'stopping …' : `${failure}\nstopping the rest …`)
    await stack.stop()
    progress.say('stopped')
    return failure === undefined ? 0 : 1
  } finally {
    unlock()
  }
}

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
// Nothing is left to wait for: timers of clients must not keep the terminal.
process.exit()

import { createWriteStream, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { parseEther, parseGwei } from 'viem'
import { type Keeper, startKeeper } from '../../cli/lib/keeper/startKeeper.ts'
import type { Deployment } from '../../deploy/deploy.ts'
import { signLocalRound } from '../../deploy/localBeacon.ts'
import { createChainClient, fundGas } from '../chain/chainClient.ts'
import { seededAccount } from '../demo/seededKeys.ts'

/** The account has gas money for years. It gets more if it has less than this. */
const BALANCE_MIN = parseEther('10')

/** The demo chain begins at 1 gwei and falls. */
const GAS_PRICE_MAX = parseGwei('100')

/** Starts the keeper of a local chain. It makes the rounds itself, and activates every node. */
export const startDemoKeeper = async (options: {
  readonly rpcUrl: string
  readonly deployment: Deployment
  readonly logFile: string
}): Promise<Keeper> => {
  const { rpcUrl, deployment, logFile } = options
  const client = createChainClient(rpcUrl)
  const account = seededAccount('muster keeper', 'demo')
  const balance = await client.getBalance({ address: account.address })
  if (balance < BALANCE_MIN) await fundGas(client, account.address)
  mkdirSync(dirname(logFile), { recursive: true })
  const log = createWriteStream(logFile, { flags: 'a' })
  // A full disk costs lines of the log, not the network.
  log.on('error', () => undefined)
  const keeper = startKeeper({
    ...{ rpcUrl, registry: deployment.registry, account, gasPriceMax: GAS_PRICE_MAX },
    signatureOf: async (round) => signLocalRound(round),
    log: (line) => void log.write(`${new Date().toISOString()} ${line}\n`),
  })
  return {
    stop: async () => {
      await keeper.stop()
      // The last lines are on the disk when this resolves.
      await new Promise<void>((resolve) => log.end(() => resolve()))
    },
  }
}

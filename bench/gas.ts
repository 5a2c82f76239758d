/**
 * Gas of every operation, by receipt, on a network of 1,000 nodes with real signatures.
 *
 *     node bench/gas.ts [--write] [--profile]
 *
 * Prints one table. `--write` keeps it in bench/gas/snapshot.json, which a test compares exactly. `--profile` prints where
 * the gas of some transactions goes, by class of opcode, by contract and by storage access.
 */
import { writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { createChainClient } from '../devnet/chain/chainClient.ts'
import { startHardhatChain } from '../tools/support/chain.ts'
import { formatGasReport } from './gas/formatGasReport.ts'
import { formatSnapshot } from './gas/formatSnapshot.ts'
import { GENESIS_TIMESTAMP, measureGas } from './gas/measureGas.ts'
import { profileTransaction } from './gas/profileTransaction.ts'

const SNAPSHOT = new URL('./gas/snapshot.json', import.meta.url)

/** Rows, and transactions without a row of their own, that are profiled. */
const PROFILED: ReadonlySet<string> = new Set([
  'register',
  'publish',
  'activate',
  'updateEndpoint, Active',
  'exit, Active',
  'remove, Active, 0 non-signers',
  'remove, Active, 30 non-signers',
])

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { write: { type: 'boolean' }, profile: { type: 'boolean' } } })
  const startedAt = performance.now()
  const say = (line: string): void => {
    process.stderr.write(`${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s  ${line}\n`)
  }
  const profiles: string[] = []
  const chain = await startHardhatChain({ initialTimestamp: GENESIS_TIMESTAMP })
  try {
    const report = await measureGas({
      client: createChainClient(chain.url),
      onProgress: say,
      look: async (world, name, hash) => {
        if (values.profile && PROFILED.has(name)) profiles.push(await profileTransaction(world, name, hash))
      },
    })
    say('measured: all')
    process.stdout.write(`${formatGasReport(report)}\n${profiles.join('\n')}`)
    if (values.write) await writeFile(SNAPSHOT, formatSnapshot(report))
  } finally {
    await chain.stop()
  }
}

await main()

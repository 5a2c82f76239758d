import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { operatorKeyFile } from '../../cli/lib/demo/dataFolder.ts'
import { OPERATORS } from './demoPlans.ts'
import { DEMO_SEED } from './seedDemoNetwork.ts'
import { seededAccountKey } from './seededKeys.ts'

/**
 * Writes the secret key of each demo operator to a file of its own, which `--account-key-file` reads. The keys follow
 * from the demo's seed, so they are not secret. The modes are those that the command asks of every key.
 */
export const writeOperatorKeys = (dataFolder: string): void => {
  for (let operator = 1; operator <= OPERATORS; operator++) {
    const file = operatorKeyFile(dataFolder, operator)
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${seededAccountKey(DEMO_SEED, 'operator', operator - 1).slice(2)}\n`, { mode: 0o600 })
    // An older file keeps its mode when it is written again.
    chmodSync(file, 0o600)
  }
}

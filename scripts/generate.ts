/**
 * Writes `shared/abi.ts` from the compiled contracts, so that no ABI is ever copied by hand. With `--check` it writes
 * nothing, and fails where the file is not what it would write.
 */
import { readFile, writeFile } from 'node:fs/promises'

const ROOT = new URL('../', import.meta.url)

const CONTRACTS: readonly (readonly [exportName: string, artifact: string])[] = [
  ['serviceNodeRegistryAbi', 'contracts/ServiceNodeRegistry.sol/ServiceNodeRegistry.json'],
  ['stakingTokenAbi', 'contracts/StakingToken.sol/StakingToken.json'],
  ['signerSetsAbi', 'contracts/SignerSets.sol/SignerSets.json'],
  ['rewardsPoolAbi', 'contracts/RewardsPool.sol/RewardsPool.json'],
  ['contributionPoolsAbi', 'contracts/ContributionPools.sol/ContributionPools.json'],
  ['registryLensAbi', 'contracts/RegistryLens.sol/RegistryLens.json'],
  ['accessManagerAbi', '@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager.json'],
]

const HEADER = '// Generated from the compiled contracts by `npm run generate`. Do not edit.\n'

const chunks = await Promise.all(
  CONTRACTS.map(async ([exportName, artifact]) => {
    const { abi } = JSON.parse(await readFile(new URL(`artifacts/${artifact}`, ROOT), 'utf8')) as { abi: unknown }
    return `export const ${exportName} = ${JSON.stringify(abi, null, 2)} as const\n`
  }),
)
const generated = [HEADER, ...chunks].join('\n')
const target = new URL('shared/abi.ts', ROOT)

if (!process.argv.includes('--check')) {
  await writeFile(target, generated)
  process.stdout.write('wrote shared/abi.ts\n')
} else if ((await readFile(target, 'utf8')) !== generated) {
  process.stderr.write('shared/abi.ts is not what the contracts compile to: npm run generate\n')
  process.exitCode = 1
}

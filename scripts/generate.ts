/** Writes `shared/abi.ts` from the compiled contracts, so that no ABI is ever copied by hand. */
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const ROOT = new URL('../', import.meta.url)

const CONTRACTS: readonly (readonly [exportName: string, artifact: string])[] = [
  ['serviceNodeRegistryAbi', 'contracts/ServiceNodeRegistry.sol/ServiceNodeRegistry.json'],
  ['stakingTokenAbi', 'contracts/StakingToken.sol/StakingToken.json'],
  ['registryLensAbi', 'contracts/RegistryLens.sol/RegistryLens.json'],
  ['accessManagerAbi', '@openzeppelin/contracts/access/manager/AccessManager.sol/AccessManager.json'],
]

const HEADER = '// Generated from the compiled contracts by `npm run generate`. Do not edit.\n'

const chunks = await Promise.all(
  CONTRACTS.map(async ([exportName, artifact]) => {
    const { abi } = JSON.parse(await readFile(new URL(`artifacts/${artifact}`, ROOT), 'utf8')) as {
      abi: unknown
    }
    return `export const ${exportName} = ${JSON.stringify(abi, null, 2)} as const\n`
  }),
)
const target = new URL('shared/abi.ts', ROOT)
await writeFile(target, [HEADER, ...chunks].join('\n'))
process.stdout.write(`wrote ${fileURLToPath(target)}\n`)

import { globSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createHardhatRuntimeEnvironment } from 'hardhat/hre'
import { describe, expect, it } from 'vitest'
import userConfig from '../../../hardhat.config.ts'
import { compileTogether } from '../../../scripts/generate/hardhatPlugins.ts'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

describe('compileTogether', () => {
  it('gives tests, mocks and harnesses one settings object when the project is configured', async () => {
    const { config } = await createHardhatRuntimeEnvironment(userConfig, {}, ROOT)
    const { compilers, overrides } = config.solidity.profiles['default'] ?? { compilers: [], overrides: {} }
    expect(Object.keys(overrides).sort()).toEqual(globSync('test/**/*.sol', { cwd: ROOT }).sort())
    // Identity, because equal objects would be separate jobs.
    expect(new Set(Object.values(overrides)).size).toBe(1)
    expect(Object.values(overrides)[0]?.settings).toMatchObject({ viaIR: false, optimizer: { enabled: false } })
    expect(compilers.map(({ settings }) => settings)).toMatchObject([{ viaIR: true }])
  })

  it('keeps settings apart when they differ', async () => {
    const solc = (runs: number) => ({ version: '0.8.37', settings: { optimizer: { enabled: true, runs } } })
    const overrides = { 'A.sol': solc(1), 'B.sol': solc(2), 'C.sol': solc(1) }
    const solidity = { compilers: [solc(3)], overrides }
    const { config } = await createHardhatRuntimeEnvironment({ plugins: [compileTogether], solidity }, {}, ROOT)
    const resolved = config.solidity.profiles['default']?.overrides ?? {}
    expect(resolved['C.sol']).toBe(resolved['A.sol'])
    expect(resolved['B.sol']?.settings).toMatchObject({ optimizer: { runs: 2 } })
  })
})

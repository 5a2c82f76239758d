import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

const EVM_VERSION = 'prague'

/** Leaves the hash of the sources out of the bytecode. A changed comment changes no byte. */
const METADATA = { bytecodeHash: 'none', appendCBOR: false } as const

/** The outputs that Hardhat selects itself. A selection of our own replaces them all. */
const HARDHAT_OUTPUTS = [
  'abi',
  'evm.bytecode.linkReferences',
  'evm.bytecode.object',
  'evm.bytecode.opcodes',
  'evm.bytecode.sourceMap',
  'evm.deployedBytecode.immutableReferences',
  'evm.deployedBytecode.linkReferences',
  'evm.deployedBytecode.object',
  'evm.deployedBytecode.opcodes',
  'evm.deployedBytecode.sourceMap',
  'evm.methodIdentifiers',
]

/** Version of the compiler that is installed. */
export const { version: SOLC_VERSION } = require('solc/package.json') as { version: string }

/** Settings that decide the bytecode of the deployed contracts. Their digest is committed with the bytecode. */
export const PRODUCT_SETTINGS = {
  evmVersion: EVM_VERSION,
  metadata: METADATA,
  // `runs` weighs the cost of calls over the size of the code. 10,000 runs save 0.3–0.5 % of the gas of a call. They cost
  // the registry a quarter of the code that a contract may have.
  optimizer: { enabled: true, runs: 100 },
  viaIR: true,
} as const

/**
 * Settings of tests, mocks and harnesses, and of mutants: quick to compile. The optimizer would double the time of a
 * build and take a sixth off the run.
 */
export const TEST_SETTINGS = {
  evmVersion: EVM_VERSION,
  metadata: METADATA,
  optimizer: { enabled: false },
  viaIR: false,
} as const

/** The compiler comes from npm. Nothing is downloaded from outside the registry. */
const solc = { version: SOLC_VERSION, path: require.resolve('solc/soljson.js') }

export const productCompiler = {
  ...solc,
  settings: {
    ...PRODUCT_SETTINGS,
    outputSelection: { '*': { '': ['ast'], '*': [...HARDHAT_OUTPUTS, 'storageLayout'] } },
  },
}

export const testCompiler = { ...solc, settings: TEST_SETTINGS }

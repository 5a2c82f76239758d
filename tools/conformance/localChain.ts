import { type Abi, decodeFunctionResult, encodeFunctionData, type Hex } from 'viem'
import { LocalChainError } from './errors.ts'

/** Below the cap of EIP-7825 and above the gas of any operation of a harness. */
const GAS: Hex = '0xf42400'

/** A deployed contract of the local chain. */
type LocalContract = {
  /** Calls without a transaction. @throws LocalChainError when it fails */
  read<T>(functionName: string, args?: readonly unknown[]): Promise<T>
  /** Sends a transaction. @throws LocalChainError when it fails */
  write(functionName: string, args: readonly unknown[]): Promise<void>
}

/** An EVM in this process (Hardhat's), for the Solidity sources. */
export type LocalChain = {
  /** Compiles and deploys a contract by source path and name, as in `test/mocks/ListTreeHarness.sol:ListTreeHarness`. */
  deploy(path: string): Promise<LocalContract>
  close(): Promise<void>
}

type Request = (method: string, params: readonly unknown[]) => Promise<unknown>

function contractAt(request: Request, from: Hex, to: Hex, abi: Abi): LocalContract {
  return {
    async read<T>(functionName: string, args: readonly unknown[] = []) {
      const data = encodeFunctionData({ abi, functionName, args })
      try {
        const result = (await request('eth_call', [{ to, data, gas: GAS }, 'latest'])) as Hex
        return decodeFunctionResult({ abi, functionName, data: result }) as T
      } catch (cause) {
        throw new LocalChainError({ reason: `${functionName} failed`, cause })
      }
    },
    async write(functionName, args) {
      const data = encodeFunctionData({ abi, functionName, args })
      try {
        await request('eth_sendTransaction', [{ from, to, data, gas: GAS }])
      } catch (cause) {
        throw new LocalChainError({ reason: `${functionName} failed`, cause })
      }
    },
  }
}

/** Starts an empty chain. A transaction is mined, or throws, before its answer arrives. */
export async function createLocalChain(): Promise<LocalChain> {
  const { hardhatNetwork } = await import('../support/hardhatNetwork.ts')
  const network = await hardhatNetwork()
  const connection = await network.create('default')
  const request: Request = (method, params) => connection.provider.request({ method, params: [...params] })
  const [from] = (await request('eth_accounts', [])) as Hex[]
  if (from === undefined) throw new LocalChainError({ reason: 'the local chain has no account' })
  return {
    async deploy(path) {
      // The compiler takes a second to load.
      const { compileHarness } = await import('./compileHarness.ts')
      const { abi, bytecode } = compileHarness(path)
      const hash = await request('eth_sendTransaction', [{ from, data: bytecode, gas: GAS }])
      const receipt = (await request('eth_getTransactionReceipt', [hash])) as { contractAddress: Hex | null }
      if (receipt.contractAddress === null) throw new LocalChainError({ reason: `${path} was not deployed` })
      return contractAt(request, from, receipt.contractAddress, abi)
    },
    close: () => connection.close(),
  }
}

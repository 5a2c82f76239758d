import { encodeFunctionData, type Hex } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import type { QuorumActionFile } from './actionFile.ts'

/** Call data of an action: the registry has one function of the kind's name for each. */
export const quorumCall = ({ terms, blsKey, ed25519Key, nonSigners, signature }: QuorumActionFile): Hex => {
  const { kind, ...signed } = terms
  const action = { ...signed, blsKey, nonSigners, signature }
  const abi = serviceNodeRegistryAbi
  if (kind === 'resume') return encodeFunctionData({ abi, functionName: kind, args: [action, ed25519Key] })
  return encodeFunctionData({ abi, functionName: kind, args: [action] })
}

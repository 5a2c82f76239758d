import { readdir } from 'node:fs/promises'
import type { Abi } from 'viem'
import type { Artifact } from '../../../deploy/artifact.ts'
import { readCompiled } from '../../helpers/readCompiled.ts'

const ACCESS_MANAGER = '@openzeppelin/contracts/access/manager/AccessManager.sol:AccessManager'

/** A deployable contract. */
export type NamedArtifact = Artifact & { readonly name: string }

/** Every deployable contract of `contracts/`, and the manager of its roles. The list is made from the artifacts. */
export const readContracts = async (): Promise<NamedArtifact[]> => {
  const files = await readdir(new URL('../../../contracts/', import.meta.url))
  const names = files.filter((file) => file.endsWith('.sol')).map((file) => file.slice(0, -'.sol'.length))
  const paths = [...names.map((name) => `contracts/${name}.sol:${name}`), ACCESS_MANAGER]
  const artifacts = await Promise.all(
    paths.map(async (path) => ({ name: path.split(':')[1] as string, ...(await readCompiled(path)) })),
  )
  // Abstract contracts have no code of their own.
  return artifacts.filter(({ bytecode }) => bytecode !== '0x')
}

/** Names of the functions that change state, as `Contract.function`. Overloads would need names of their own. */
export const changingFunctions = (contracts: readonly NamedArtifact[]): string[] =>
  contracts.flatMap(({ name, abi }) =>
    abi
      .filter((item) => item.type === 'function')
      .filter(({ stateMutability }) => stateMutability === 'nonpayable' || stateMutability === 'payable')
      .map((item) => `${name}.${item.name}`),
  )

/** Every error of every contract. */
export const allErrors = (contracts: readonly NamedArtifact[]): Abi =>
  contracts.flatMap(({ abi }) => abi.filter(({ type }) => type === 'error'))

import { getAbiItem, type Hex, toFunctionSelector } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'

/** Administers all others. OpenZeppelin's number. */
export const ADMIN_ROLE = 0n

/** May change the parameters. */
export const PARAMETER_ROLE = 1n

/** May stop registrations. */
export const GUARDIAN_ROLE = 2n

/** Every account has it. OpenZeppelin's number. */
export const PUBLIC_ROLE = 2n ** 64n - 1n

/** Selector of a restricted function of the registry. */
export const selectorOf = (name: 'setParameters' | 'pauseRegistration'): Hex =>
  toFunctionSelector(getAbiItem({ abi: serviceNodeRegistryAbi, name }))

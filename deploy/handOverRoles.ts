import { getAbiItem, type Hex, isAddressEqual, toFunctionSelector, zeroAddress } from 'viem'
import { accessManagerAbi } from '../shared/contracts/accessManagerAbi.ts'
import { serviceNodeRegistryAbi } from '../shared/contracts/serviceNodeRegistryAbi.ts'
import { EXIT_DELAY_EPOCHS_MAX } from '../shared/epoch/bounds.ts'
import type { Deployer } from './deployer.ts'
import { GovernanceTooFastError, RoleHolderInvalidError } from './errors.ts'

/** OpenZeppelin's name for the role that administers all others. */
const ADMIN_ROLE = 0n

/** Role that may change parameters and the source of randomness, after `GOVERNANCE_DELAY_SECONDS`. */
const PARAMETER_ROLE = 1n

/** Role that may stop registrations and activations at once. It can neither keep a node from leaving nor take tokens. */
const GUARDIAN_ROLE = 2n

/** 61 days: 30 + the longest exit delay of the longest epochs (30 days) + 1. Operators can leave before a change. */
const GOVERNANCE_DELAY_SECONDS = 61 * 86_400

/** Holders of the roles after the deployer has given its own up. */
export type RoleHolders = {
  /** Holds the ADMIN and PARAMETER roles, both behind the governance delay. Never the deployer. */
  readonly governor: Hex
  /** Holds the GUARDIAN role. Never the deployer. Default: the governor. */
  readonly guardian?: Hex
}

/** Throws `RoleHolderInvalidError` if the deployer or the zero address would hold a role. Call it before a deployment. */
export const checkRoleHolders = (deployer: Hex, { governor, guardian }: RoleHolders): void => {
  const check = (role: 'governor' | 'guardian', address: Hex): void => {
    const invalid = (reason: string) => new RoleHolderInvalidError({ role, address, reason })
    if (isAddressEqual(address, zeroAddress)) throw invalid('it is the zero address')
    if (isAddressEqual(address, deployer)) throw invalid('it is the deployer')
  }
  check('governor', governor)
  check('guardian', guardian ?? governor)
}

/**
 * Throws if a change could come before an operator who leaves because of it is out. Call it before a deployment.
 *
 * @throws GovernanceTooFastError
 */
export const checkGovernanceDelay = (epochSeconds: number): void => {
  const exitDelayMax = EXIT_DELAY_EPOCHS_MAX * epochSeconds
  if (exitDelayMax >= GOVERNANCE_DELAY_SECONDS) {
    throw new GovernanceTooFastError({ epochSeconds, exitDelayMax, governanceDelay: GOVERNANCE_DELAY_SECONDS })
  }
}

/**
 * Hands the roles over. Afterwards no account can change anything without the delay. The deployer gives its own,
 * immediate ADMIN role up last.
 *
 * Delays of the roles alone would leave a gap. ADMIN could grant a role with delay 0, and the holder of that role would
 * then need no notice. So grants of ADMIN and PARAMETER take effect only after another delay. Operations that
 * rewire the registry have a delay of their own, and an ADMIN without a delay has to wait for it too. The manager lets
 * these three settings begin 5 days after they are made (its `minSetback`). No operation of the governor is ready by then.
 *
 * No role has a guardian that cancels operations. ADMIN may cancel any, and each scheduler its own.
 */
export const handOverRoles = async (
  client: Deployer,
  contracts: { readonly accessManager: Hex; readonly registry: Hex },
  { governor, guardian = governor }: RoleHolders,
): Promise<void> => {
  const { accessManager, registry } = contracts
  const selectorOf = (name: 'setParameters' | 'setRandomness' | 'pauseRegistration' | 'unpauseRegistration'): Hex =>
    toFunctionSelector(getAbiItem({ abi: serviceNodeRegistryAbi, name }))
  const write = async (functionName: string, args: readonly unknown[]): Promise<void> => {
    const hash = await client.writeContract({
      address: accessManager,
      abi: accessManagerAbi,
      functionName: functionName as 'grantRole',
      args: args as [bigint, Hex, number],
    })
    const { status } = await client.waitForTransactionReceipt({ hash })
    if (status !== 'success') throw new Error(`AccessManager.${functionName} reverted.`)
  }
  const ofParameters = [selectorOf('setParameters'), selectorOf('setRandomness')]
  const ofGuardian = [selectorOf('pauseRegistration'), selectorOf('unpauseRegistration')]
  await write('labelRole', [PARAMETER_ROLE, 'PARAMETER'])
  await write('labelRole', [GUARDIAN_ROLE, 'GUARDIAN'])
  await write('setTargetFunctionRole', [registry, ofParameters, PARAMETER_ROLE])
  await write('setTargetFunctionRole', [registry, ofGuardian, GUARDIAN_ROLE])
  await write('grantRole', [PARAMETER_ROLE, governor, GOVERNANCE_DELAY_SECONDS])
  await write('grantRole', [GUARDIAN_ROLE, guardian, 0])
  await write('grantRole', [ADMIN_ROLE, governor, GOVERNANCE_DELAY_SECONDS])
  await write('setGrantDelay', [PARAMETER_ROLE, GOVERNANCE_DELAY_SECONDS])
  await write('setGrantDelay', [ADMIN_ROLE, GOVERNANCE_DELAY_SECONDS])
  await write('setTargetAdminDelay', [registry, GOVERNANCE_DELAY_SECONDS])
  await write('renounceRole', [ADMIN_ROLE, client.account.address])
}

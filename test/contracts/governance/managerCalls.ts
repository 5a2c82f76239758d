import { type Hex, zeroAddress } from 'viem'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { announcementOf } from './announcementOf.ts'
import { type CallMaker, callsOf } from './callMaker.ts'
import { ADMIN_ROLE, GUARDIAN_ROLE, PARAMETER_ROLE, PUBLIC_ROLE, selectorOf } from './roles.ts'
import type { Call } from './sendAs.ts'
import { DAY, type World } from './world.ts'

const manager = callsOf('AccessManager')
const registry = callsOf('ServiceNodeRegistry')

/** The present parameters with twice the exit delay. */
const otherParameters = async ({ client, deployment }: World) => {
  const parameters = await client.readContract({
    address: deployment.registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'parameters',
  })
  return { ...parameters, exitDelay: 2 * DAY }
}

const newMember = ({ who }: World): Hex => who.stranger

/** Calls of governance on the registry itself, and the operations that others schedule, execute and cancel. */
export const governanceCalls = {
  setParameters: registry('setParameters', async (world) => [await otherParameters(world)]),
  pauseRegistration: registry('pauseRegistration', () => []),
  /** PARAMETER for a stranger, without a delay: the most dangerous grant there is. */
  grantParameter: manager('grantRole', (world) => [PARAMETER_ROLE, newMember(world), 0]),
  setAuthority: registry('setAuthority', ({ otherManager }) => [otherManager]),
} as const

type Operation = keyof typeof governanceCalls

const operation =
  (name: Operation) =>
  (world: World): Promise<Call> =>
    governanceCalls[name](world, zeroAddress)

const scheduling =
  (name: Operation): CallMaker['call'] =>
  async (world) =>
    announcementOf(world.deployment.accessManager, await operation(name)(world))

const executing = (name: Operation): CallMaker => ({
  call: manager('execute', async (world) => {
    const { to, data } = await operation(name)(world)
    return [to, data]
  }),
  operation: operation(name),
})

const cancelling = (name: Operation, by: 'admin' | 'parameter'): CallMaker => ({
  prepare: async (world) => world.must(world.who[by], await scheduling(name)(world, world.who[by])),
  call: manager('cancel', async (world) => {
    const { to, data } = await operation(name)(world)
    return [world.who[by], to, data]
  }),
})

/** Calls of the access manager, by `Contract.function`; variants in brackets. */
export const managerCalls: Readonly<Record<string, CallMaker>> = {
  'AccessManager.labelRole': { call: manager('labelRole', () => [PARAMETER_ROLE, 'numbers']) },
  'AccessManager.grantRole [ADMIN]': { call: manager('grantRole', (world) => [ADMIN_ROLE, newMember(world), 0]) },
  'AccessManager.grantRole [PARAMETER]': { call: governanceCalls.grantParameter },
  'AccessManager.grantRole [PARAMETER, less delay]': {
    call: manager('grantRole', ({ who }) => [PARAMETER_ROLE, who.parameter, 0]),
  },
  'AccessManager.grantRole [GUARDIAN]': { call: manager('grantRole', (world) => [GUARDIAN_ROLE, newMember(world), 0]) },
  'AccessManager.revokeRole [PARAMETER]': {
    call: manager('revokeRole', ({ who }) => [PARAMETER_ROLE, who.parameter]),
  },
  'AccessManager.revokeRole [GUARDIAN]': { call: manager('revokeRole', ({ who }) => [GUARDIAN_ROLE, who.guardian]) },
  'AccessManager.renounceRole [their own]': { call: manager('renounceRole', (_, from) => [PARAMETER_ROLE, from]) },
  'AccessManager.renounceRole [of another]': {
    call: manager('renounceRole', ({ deployment }) => [PARAMETER_ROLE, deployment.token]),
  },
  'AccessManager.setRoleAdmin': { call: manager('setRoleAdmin', () => [PARAMETER_ROLE, PUBLIC_ROLE]) },
  'AccessManager.setRoleGuardian': { call: manager('setRoleGuardian', () => [PARAMETER_ROLE, GUARDIAN_ROLE]) },
  'AccessManager.setGrantDelay': { call: manager('setGrantDelay', () => [PARAMETER_ROLE, 0]) },
  'AccessManager.setTargetFunctionRole': {
    call: manager('setTargetFunctionRole', ({ deployment }) => [
      deployment.registry,
      [selectorOf('setParameters')],
      PUBLIC_ROLE,
    ]),
  },
  'AccessManager.setTargetAdminDelay': {
    call: manager('setTargetAdminDelay', ({ deployment }) => [deployment.registry, 0]),
  },
  'AccessManager.setTargetClosed': {
    call: manager('setTargetClosed', ({ deployment }) => [deployment.registry, true]),
  },
  'AccessManager.updateAuthority': {
    call: manager('updateAuthority', ({ deployment, otherManager }) => [deployment.registry, otherManager]),
  },
  'AccessManager.multicall': {
    call: manager('multicall', async (world) => [[(await operation('grantParameter')(world)).data]]),
    operation: operation('grantParameter'),
  },
  'AccessManager.schedule [setParameters]': { call: scheduling('setParameters') },
  'AccessManager.schedule [grantRole]': { call: scheduling('grantParameter') },
  'AccessManager.schedule [pauseRegistration]': { call: scheduling('pauseRegistration') },
  'AccessManager.execute [setParameters]': executing('setParameters'),
  'AccessManager.execute [grantRole]': executing('grantParameter'),
  'AccessManager.execute [pauseRegistration]': executing('pauseRegistration'),
  'AccessManager.execute [setAuthority]': executing('setAuthority'),
  'AccessManager.cancel [setParameters]': cancelling('setParameters', 'parameter'),
  'AccessManager.cancel [grantRole]': cancelling('grantParameter', 'admin'),
  'AccessManager.consumeScheduledOp': {
    call: manager('consumeScheduledOp', async (world) => {
      const { data } = await operation('setParameters')(world)
      return [world.who.parameter, data]
    }),
  },
}

import { readFileSync } from 'node:fs'
import { encodeFunctionData, type Hex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { deploy } from '../../deploy/deploy.ts'
import { serviceNodeRegistryAbi } from '../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../shared/contracts/stakingTokenAbi.ts'
import { announcementOf } from './governance/announcementOf.ts'
import type { CallMaker } from './governance/callMaker.ts'
import { changingFunctions } from './governance/contracts.ts'
import { managerCalls } from './governance/managerCalls.ts'
import { moneyCalls } from './governance/moneyCalls.ts'
import { nodeCalls } from './governance/nodeCalls.ts'
import { daysOf, NOTICE_PATHS, NOWHERE } from './governance/noticePaths.ts'
import { opcodesOf } from './governance/opcodesOf.ts'
import { outcomeOf } from './governance/outcomeOf.ts'
import { poolCalls } from './governance/poolCalls.ts'
import { printMatrix } from './governance/printMatrix.ts'
import { roleHolders } from './governance/roleHolders.ts'
import { expectedOf, PEOPLE, RULES, type Rule, rolesOf } from './governance/rules.ts'
import { ALLOWED } from './governance/sendAs.ts'
import { startWorld } from './governance/startWorld.ts'
import { DAY, HOUR, NOTICE, type Role, type World } from './governance/world.ts'

const CALLS: Readonly<Record<string, CallMaker>> = { ...nodeCalls, ...moneyCalls, ...poolCalls, ...managerCalls }

/** Calls of one role, made by the others without powers of their own. */
const FOR_ANY_ROLE: readonly string[] = ['schedule', 'execute', 'cancel']

const DELEGATECALL = 0xf4

let world: World
beforeAll(async () => {
  world = await startWorld()
}, 120_000)
afterAll(() => world?.chain.stop())

const callOf = (name: string): CallMaker => {
  const maker = CALLS[name]
  if (!maker) throw new Error(`No call is known for "${name}".`)
  return maker
}

/** Sends a call of the table as a role, and keeps its effects. */
const send = async (name: string, role: Role, as: World = world): Promise<string> => {
  await callOf(name).prepare?.(as, as.who[role])
  return as.send(as.who[role], await callOf(name).call(as, as.who[role]))
}

/** Announces a call as ADMIN, waits, and makes it. */
const afterNotice = async (name: string): Promise<void> => {
  const call = await callOf(name).call(world, world.who.admin)
  await world.must(world.who.admin, announcementOf(world.deployment.accessManager, call))
  await world.at((await world.now()) + NOTICE)
  await world.must(world.who.admin, call)
}

/** Every call of registry, pool and token that needs no role, and one role that may make it. */
const withoutRoles = RULES.filter(({ call, allowed, notice }) => {
  const restricted = notice !== undefined || /pauseRegistration|setAuthority|^AccessManager/.test(call)
  return !restricted && allowed !== 'nobody'
}).map((rule) => ({ call: rule.call, role: someoneAllowed(rule) }))

function someoneAllowed({ allowed }: Rule): Role {
  return typeof allowed === 'string' ? 'stranger' : (allowed[0] as Role)
}

/** Outcome of each of them now, undone each time. */
const outcomesWithoutRoles = async (): Promise<Record<string, string>> => {
  const outcomes: Record<string, string> = {}
  for (const { call, role } of withoutRoles) outcomes[call] = await outcomeOf(world, callOf(call), world.who[role])
  return outcomes
}

const allAllowed = Object.fromEntries(withoutRoles.map(({ call }) => [call, ALLOWED]))

describe('table of permissions', () => {
  const rows: { call: string; outcomes: Partial<Record<Role, string>> }[] = []
  afterAll(() => printMatrix(rows))

  it.each(RULES)('$call: $says', async (rule) => {
    const roles = rolesOf(rule)
    const outcomes: Partial<Record<Role, string>> = {}
    for (const role of roles) outcomes[role] = await outcomeOf(world, callOf(rule.call), world.who[role])
    rows.push({ call: rule.call, outcomes })
    expect(outcomes).toEqual(Object.fromEntries(roles.map((role) => [role, expectedOf(rule, role)])))
  })

  it('has a rule for every function that changes state, and for no other', () => {
    const ruled = RULES.map(({ call }) => call.split(' ')[0])
    expect([...new Set(ruled)].sort()).toEqual(changingFunctions(world.contracts).sort())
    expect(RULES.map(({ call }) => call).sort()).toEqual(Object.keys(CALLS).sort())
  })
})

describe('docs/security.md', () => {
  const page = readFileSync(new URL('../../docs/security.md', import.meta.url), 'utf8')
  const restricted = RULES.filter(({ allowed, notice }) => {
    const roles: readonly Role[] = ['admin', 'parameter', 'guardian']
    return notice !== undefined || (typeof allowed !== 'string' && allowed.every((role) => roles.includes(role)))
  }).map(({ call }) => call.split(' ')[0]?.split('.')[1] ?? '')

  it.each([...new Set(restricted)].filter((name) => !FOR_ANY_ROLE.includes(name)))(
    'lists the callers of %s',
    (name) => {
      const rule = RULES.find(({ call }) => call.split(' ')[0]?.endsWith(`.${name}`))
      if (!rule) throw new Error(`There is no rule for ${name}.`)
      const cells = (['admin', 'parameter', 'guardian', 'stranger'] as const).map((role) => {
        const outcome = expectedOf(rule, role)
        if (outcome === ALLOWED) return 'at once'
        return outcome.startsWith('after ') ? outcome.slice('after '.length) : '–'
      })
      expect(page).toContain(`| \`${name}\` | ${cells.join(' | ')} |`)
    },
  )

  it.each(NOTICE_PATHS)('lists the days of notice when $name', ({ name, steps }) => {
    expect(page).toContain(`| ${name} | ${steps.at(-1)?.day} |`)
  })
})

describe('the deployer', () => {
  const options = { epochSeconds: HOUR }
  const zero: Hex = `0x${'00'.repeat(20)}`

  it('holds no role after the deployment, and only governor and guardian hold any', () =>
    world.undone(async () => {
      const { admin: governor, guardian } = world.who
      const { accessManager } = await deploy(world.client, { ...options, governor, guardian })
      expect(await roleHolders(world, accessManager)).toEqual({
        0: [[governor, NOTICE]],
        1: [[governor, NOTICE]],
        2: [[guardian, 0]],
      })
    }))

  it('cannot be governor or guardian, nor can the zero address', async () => {
    const { deployer, admin: governor } = world.who
    const before = await world.client.getBlockNumber()
    for (const invalid of [deployer, zero]) {
      const code = 'ROLE_HOLDER_INVALID'
      await expect(deploy(world.client, { ...options, governor: invalid })).rejects.toMatchObject({ code })
      await expect(deploy(world.client, { ...options, governor, guardian: invalid })).rejects.toMatchObject({ code })
    }
    expect(await world.client.getBlockNumber()).toBe(before)
  })
})

describe('trap 12, a pause that blocks more than it says:', () => {
  it('the pause stops register and activate, for pools too, and nothing else', () =>
    world.undone(async () => {
      expect(await outcomesWithoutRoles()).toEqual(allAllowed)
      expect(await send('ServiceNodeRegistry.pauseRegistration', 'guardian')).toBe(ALLOWED)
      expect(await outcomesWithoutRoles()).toEqual({
        ...allAllowed,
        'ServiceNodeRegistry.register': 'RegistrationIsPaused',
        'ServiceNodeRegistry.register [unsigned]': 'RegistrationIsPaused',
        'ServiceNodeRegistry.activate': 'RegistrationIsPaused',
        'ContributionPools.open': 'PoolsArePaused',
        'ContributionPools.contribute': 'PoolsArePaused',
        'ContributionPools.finalize': 'RegistrationIsPaused',
      })
    }))

  it('a pause ends after 7 days and cannot be renewed for 7 more', () =>
    world.undone(async () => {
      await send('ServiceNodeRegistry.pauseRegistration', 'guardian')
      const pausedAt = await world.now()
      const at = async (seconds: number, name: string, role: Role) => {
        await world.at(pausedAt + seconds)
        return send(name, role)
      }
      expect(await at(7 * DAY - 1, 'ServiceNodeRegistry.register', 'operator')).toBe('RegistrationIsPaused')
      expect(await at(7 * DAY, 'ServiceNodeRegistry.register', 'operator')).toBe(ALLOWED)
      expect(await at(14 * DAY - 1, 'ServiceNodeRegistry.pauseRegistration', 'guardian')).toBe('PauseTooSoon')
      expect(await at(14 * DAY, 'ServiceNodeRegistry.pauseRegistration', 'guardian')).toBe(ALLOWED)
    }))

  it('a pause that ends early stops nothing, and the next waits for 7 days', () =>
    world.undone(async () => {
      expect(await send('ServiceNodeRegistry.unpauseRegistration', 'guardian')).toBe(ALLOWED)
      const endedAt = await world.now()
      expect(await outcomesWithoutRoles()).toEqual(allAllowed)
      await world.at(endedAt + 7 * DAY - 1)
      expect(await send('ServiceNodeRegistry.pauseRegistration', 'guardian')).toBe('PauseTooSoon')
      expect(await send('ServiceNodeRegistry.pauseRegistration', 'guardian')).toBe(ALLOWED)
    }))

  it('a registry that ADMIN closed refuses its four restricted functions, and nothing else', () =>
    world.undone(async () => {
      await afterNotice('AccessManager.setTargetClosed')
      expect(await outcomesWithoutRoles()).toEqual(allAllowed)
      const { registry } = world.deployment
      for (const role of PEOPLE) {
        expect(await send('ServiceNodeRegistry.setParameters', role)).toBe('AccessManagedUnauthorized')
        expect(await send('ServiceNodeRegistry.setRandomness', role)).toBe('AccessManagedUnauthorized')
        expect(await send('ServiceNodeRegistry.pauseRegistration', role)).toBe('AccessManagedUnauthorized')
        // Without the pause that `send` would begin first.
        const data = encodeFunctionData({ abi: serviceNodeRegistryAbi, functionName: 'unpauseRegistration' })
        expect(await world.send(world.who[role], { to: registry, data })).toBe('AccessManagedUnauthorized')
      }
    }))
})

describe('trap 19, an admin who redirects emission or replaces code at once:', () => {
  it('no contract can run foreign code as its own or destroy itself', () => {
    for (const { name, deployedBytecode } of world.contracts) {
      // The manager calls itself this way, for `multicall`. The matrix has the outcome.
      const found = [...opcodesOf(deployedBytecode)].filter((opcode) => FOREIGN_CODE.includes(opcode))
      expect([name, found]).toEqual([name, name === 'AccessManager' ? [DELEGATECALL] : []])
    }
  })

  it('another manager, 61 days later, changes numbers within bounds, but not principal, rewards and exits', () =>
    world.undone(async () => {
      const before = await holdings()
      await afterNotice('AccessManager.updateAuthority')
      expect(await holdings()).toEqual(before)
      expect(await outcomesWithoutRoles()).toEqual(allAllowed)
      for (const name of ['[principal]', '[rewards]']) {
        expect(await send(`StakingToken.transferFrom ${name}`, 'stranger')).toBe('ERC20InsufficientAllowance')
      }
      const parameters = { ...(await parametersNow()), penaltyBps: 10_000 }
      const abi = serviceNodeRegistryAbi
      const data = encodeFunctionData({ abi, functionName: 'setParameters', args: [parameters] })
      const outcome = await world.send(world.who.stranger, { to: world.deployment.registry, data })
      expect(outcome).toBe('ParameterOutOfBounds')
      expect(await send('ServiceNodeRegistry.setParameters', 'stranger')).toBe(ALLOWED)
    }))

  it('rewards still go to the owner after the change of manager', () =>
    world.undone(async () => {
      await afterNotice('AccessManager.updateAuthority')
      const before = await balancesOf(PEOPLE)
      expect(await send('RewardsPool.claim', 'stranger')).toBe(ALLOWED)
      const after = await balancesOf(PEOPLE)
      expect(after.owner).toBeGreaterThan(before.owner ?? 0n)
      expect({ ...after, owner: before.owner }).toEqual(before)
    }))
})

describe('trap 58, a role granted with delay 0 that undoes every delay:', () => {
  it('roles and parameters cannot change within 61 days of the deployment', () =>
    world.undone(async () => {
      const { admin: governor, guardian } = world.who
      const deployment = await deploy(world.client, { epochSeconds: HOUR, governor, guardian })
      const who = { ...world.who, parameter: governor }
      const fresh: World = { ...world, deployment, who }
      const delayed = RULES.filter(({ notice }) => notice !== undefined)
      const firstAnnouncedAt = (await fresh.now()) + 60
      await fresh.at(firstAnnouncedAt)
      for (const { call } of delayed.filter((rule) => !/execute|multicall/.test(rule.call))) {
        await fresh.must(governor, announcementOf(deployment.accessManager, await callOf(call).call(fresh, governor)))
      }
      for (const { call } of delayed) {
        const outcome = await fresh.undone(async () => {
          await fresh.at(firstAnnouncedAt + NOTICE - 1)
          return send(call, 'admin', fresh)
        })
        // Announced as `updateAuthority`. A separate call would have needed a separate notice.
        const expected = call.endsWith('[setAuthority]') ? 'AccessManagerNotScheduled' : 'AccessManagerNotReady'
        expect([call, outcome]).toEqual([call, expected])
      }
    }))

  it.each(NOTICE_PATHS)('$name', async (path) => {
    const days = await daysOf(world, CALLS, path)
    expect(days).toBe(path.steps.at(-1)?.day)
    expect(days).toBeGreaterThanOrEqual(61)
  })

  it.each(NOWHERE)('%s brings no caller nearer to a change of parameters', (call) =>
    world.undone(async () => {
      const before = await outcomesOfSetParameters()
      await afterNotice(call)
      const after = await outcomesOfSetParameters()
      const closed = Object.fromEntries(PEOPLE.map((role) => [role, 'AccessManagedUnauthorized']))
      expect(after).toEqual(call.endsWith('setTargetClosed') ? closed : before)
    }),
  )

  it('the lists cover every function that ADMIN may call', () => {
    const slow = RULES.filter(({ allowed, notice }) => notice !== undefined && allowed[0] === 'admin')
    const known = [...NOTICE_PATHS.flatMap(({ steps }) => steps.map(({ announces }) => announces)), ...NOWHERE]
    const unknown = slow.map(({ call }) => call).filter((call) => !known.includes(call))
    // Other ways to make the same calls. The matrix has them behind the same delay.
    expect(unknown).toEqual([
      'AccessManager.multicall',
      'AccessManager.execute [grantRole]',
      'AccessManager.execute [setAuthority]',
    ])
  })
})

/** CALLCODE, DELEGATECALL, SELFDESTRUCT. */
const FOREIGN_CODE: readonly number[] = [0xf2, DELEGATECALL, 0xff]

const parametersNow = () =>
  world.client.readContract({
    address: world.deployment.registry,
    abi: serviceNodeRegistryAbi,
    functionName: 'parameters',
  })

const balanceOf = (account: Hex): Promise<bigint> =>
  world.client.readContract({
    address: world.deployment.token,
    abi: stakingTokenAbi,
    functionName: 'balanceOf',
    args: [account],
  })

const balancesOf = async (roles: readonly Role[]): Promise<Partial<Record<Role, bigint>>> =>
  Object.fromEntries(await Promise.all(roles.map(async (role) => [role, await balanceOf(world.who[role])])))

/** Balances and code that governance must not touch. */
const holdings = async () => {
  const { registry, rewardsPool, signerSets, token } = world.deployment
  return {
    balances: await Promise.all([registry, rewardsPool].map(balanceOf)),
    code: await Promise.all(
      [registry, rewardsPool, signerSets, token].map((address) => world.client.getCode({ address })),
    ),
  }
}

const outcomesOfSetParameters = async (): Promise<Record<string, string>> => {
  const outcomes: Record<string, string> = {}
  for (const role of PEOPLE) {
    outcomes[role] = await outcomeOf(world, callOf('ServiceNodeRegistry.setParameters'), world.who[role])
  }
  return outcomes
}

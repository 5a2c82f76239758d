import { parseUnits } from 'viem'
import { describeTokens, TOKEN_DECIMALS } from '../../../shared/format/amounts.ts'
import { describeSeconds } from '../../../shared/format/times.ts'
import { UINT96_MAX } from '../../../shared/uint.ts'
import { ParameterRefusedError } from './errors.ts'

/** Unit of each parameter, in the contract's order. */
const UNITS = {
  stakingRequirement: 'amount',
  activationDelay: 'time',
  exitDelay: 'time',
  removalLock: 'time',
  penaltyBps: 'count',
  minQuorum: 'count',
  removalReward: 'amount',
} as const

export type ParameterName = keyof typeof UNITS

export const PARAMETER_NAMES = Object.keys(UNITS) as readonly ParameterName[]

/** The registry's parameters: base units, seconds, basis points, nodes. */
export type Parameters = Readonly<Record<ParameterName, bigint>>

/** Least and greatest value that the contract takes. */
export type Bounds = Readonly<Record<ParameterName, readonly [min: bigint, max: bigint]>>

const SECONDS_OF: Readonly<Record<string, bigint>> = {
  '': 1n,
  s: 1n,
  seconds: 1n,
  h: 3_600n,
  hours: 3_600n,
  d: 86_400n,
  days: 86_400n,
}

/** Bounds of the two amounts. Those of the others are constants of the contract. */
export const amountBounds = (stakingRequirement: bigint): Pick<Bounds, 'stakingRequirement' | 'removalReward'> => {
  // The rule of `setParameters`: half of the value up or down, at least 1.
  const max = stakingRequirement + (stakingRequirement + 1n) / 2n
  return {
    stakingRequirement: [stakingRequirement - stakingRequirement / 2n, max < UINT96_MAX ? max : UINT96_MAX],
    removalReward: [0n, UINT96_MAX],
  }
}

/** A value in the contract's unit and in a common one: "1209600 (14.0 days)". */
export const describeParameter = (name: ParameterName, value: bigint): string => {
  if (UNITS[name] === 'amount') return `${value} (${describeTokens(value)})`
  if (UNITS[name] === 'time') return `${value} (${describeSeconds(Number(value))})`
  return String(value)
}

/** Reads one `name=value`. A number is in the contract's unit, or has a unit as in "14days" or "30000tokens". */
const parseSetting = (setting: string): { name: ParameterName; value: bigint } => {
  const refuse = (reason: string) => new ParameterRefusedError({ setting, reason })
  const [, given = '', digits = '', fraction = '', unit = ''] =
    /^(\w+)=(\d{1,40})(\.\d{1,18})?([a-z]*)$/.exec(setting) ?? []
  if (given === '')
    throw refuse('write name=number, or with a unit as in exitDelay=14days or stakingRequirement=30000tokens')
  const name = PARAMETER_NAMES.find((candidate) => candidate === given)
  if (!name) throw refuse(`there is no such parameter; there are ${PARAMETER_NAMES.join(', ')}`)
  if (UNITS[name] === 'amount' && unit === 'tokens') {
    return { name, value: parseUnits(`${digits}${fraction}`, TOKEN_DECIMALS) }
  }
  if (fraction !== '') throw refuse('only tokens have a fraction')
  if (UNITS[name] === 'time' && Object.hasOwn(SECONDS_OF, unit)) {
    return { name, value: BigInt(digits) * (SECONDS_OF[unit] ?? 1n) }
  }
  if (unit !== '') throw refuse(`"${unit}" is not a unit of it`)
  return { name, value: BigInt(digits) }
}

/**
 * The parameters with some of them changed.
 *
 * @param settings texts `name=value`, each name once
 * @throws ParameterRefusedError if a name is unknown or given twice, a value is out of its hard bounds, nothing changes,
 *   or the removal lock would be shorter than the exit delay
 */
export const applySettings = (current: Parameters, bounds: Bounds, settings: readonly string[]): Parameters => {
  const changed = new Map<ParameterName, bigint>()
  for (const setting of settings) {
    const { name, value } = parseSetting(setting)
    if (changed.has(name)) throw new ParameterRefusedError({ setting, reason: `${name} is set twice` })
    const [min, max] = bounds[name]
    if (value < min || value > max) {
      const range = `${describeParameter(name, min)} to ${describeParameter(name, max)}`
      throw new ParameterRefusedError({ setting, reason: `the contract takes ${range}` })
    }
    if (value === current[name]) throw new ParameterRefusedError({ setting, reason: 'it is that already' })
    changed.set(name, value)
  }
  const next = { ...current, ...Object.fromEntries(changed) }
  if (next.removalLock < next.exitDelay) {
    const [lock, exit] = [next.removalLock, next.exitDelay].map((value) => describeParameter('removalLock', value))
    const reason = `the contract takes a removal lock of at least the exit delay; got ${lock} for an exit delay of ${exit}`
    throw new ParameterRefusedError({ setting: settings.join(' '), reason })
  }
  return next
}

/** Old and new value of each parameter that changes. */
export const changeRows = (before: Parameters, after: Parameters) =>
  PARAMETER_NAMES.filter((name) => before[name] !== after[name]).map(
    (name) => [name, `${describeParameter(name, before[name])} -> ${describeParameter(name, after[name])}`] as const,
  )

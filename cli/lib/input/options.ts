import { type Hex, isHash } from 'viem'
import { checkAddress } from './address.ts'
import { OptionInvalidError } from './errors.ts'

/** Values of the options that were given, by name. A repeated option has a list. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** Reads the options of a command one by one. Each error names the option. */
export type Options = {
  /** Text of an option that the command requires. */
  readonly text: (name: string) => string
  /** Text of an option; undefined if it was not given. */
  readonly optionalText: (name: string) => string | undefined
  /** All texts of an option, in order; none if it was not given. */
  readonly texts: (name: string) => readonly string[]
  readonly flag: (name: string) => boolean
  /** An address in lower case. */
  readonly address: (name: string) => Hex
  /** A whole number from `min` to `max`. */
  readonly integer: (name: string, min: number, max: number) => number
  /** A whole number from `min` to `max`; undefined if the option was not given. */
  readonly optionalInteger: (name: string, min: number, max: number) => number | undefined
}

/** Makes a reader of parsed options. */
export const createOptions = (values: OptionValues): Options => {
  const optionalText = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const text = (name: string): string => {
    const value = optionalText(name)
    if (value === undefined || value === '') throw new OptionInvalidError({ option: `--${name}`, reason: 'is missing' })
    return value
  }
  const integer = (name: string, min: number, max: number): number => {
    const value = text(name)
    if (!/^(?:0|[1-9]\d{0,14})$/.test(value) || Number(value) < min || Number(value) > max) {
      const reason = `must be a whole number from ${min} to ${max}`
      throw new OptionInvalidError({ option: `--${name}`, reason, value })
    }
    return Number(value)
  }
  return {
    text,
    optionalText,
    texts: (name) => {
      const value = values[name]
      if (typeof value === 'string') return [value]
      return Array.isArray(value) ? value : []
    },
    flag: (name) => values[name] === true,
    address: (name) => checkAddress(`--${name}`, text(name)),
    integer,
    optionalInteger: (name, min, max) => (values[name] === undefined ? undefined : integer(name, min, max)),
  }
}

/** Whether a text is a 32-byte hash. */
export const isHashText = (text: string): text is Hex => isHash(text)

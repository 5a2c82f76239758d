import { type Hex, isAddress, isHash } from 'viem'
import { OptionInvalidError } from './errors.ts'

/** Options of commands by which an account sends something to a registry's contracts, for `parseArgs`. */
export const SENDING_OPTIONS = {
  rpc: { type: 'string' },
  registry: { type: 'string' },
  'account-key-file': { type: 'string' },
  'dry-run': { type: 'boolean' },
} as const

/** Values of options, as `parseArgs` of Node gives them. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

/** Reads the options of a command one by one; each failure names the option. */
export type Options = {
  /** The text of an option that must be given. */
  readonly text: (name: string) => string
  /** The text of an option, where it is given. */
  readonly optionalText: (name: string) => string | undefined
  readonly flag: (name: string) => boolean
  /** An address, in lower case. */
  readonly address: (name: string) => Hex
  /** A whole number from `min` to `max`. */
  readonly integer: (name: string, min: number, max: number) => number
  /** As `integer`, where it is given. */
  readonly optionalInteger: (name: string, min: number, max: number) => number | undefined
}

/** @param values of `parseArgs` */
export const createOptions = (values: OptionValues): Options => {
  const optionalText = (name: string): string | undefined => {
    const value = values[name]
    return typeof value === 'string' ? value : undefined
  }
  const text = (name: string): string => {
    const value = optionalText(name)
    if (value === undefined || value === '') {
      throw new OptionInvalidError({ option: `--${name}`, reason: 'is needed; --help says more' })
    }
    return value
  }
  const integer = (name: string, min: number, max: number): number => {
    const value = text(name)
    if (!/^(?:0|[1-9]\d{0,14})$/.test(value) || Number(value) < min || Number(value) > max) {
      throw new OptionInvalidError({
        option: `--${name}`,
        reason: `must be a whole number from ${min} to ${max}`,
        value,
      })
    }
    return Number(value)
  }
  return {
    text,
    optionalText,
    flag: (name) => values[name] === true,
    address: (name) => {
      const value = text(name)
      if (!isAddress(value, { strict: value !== value.toLowerCase() })) {
        throw new OptionInvalidError({ option: `--${name}`, reason: 'must be an address, 0x and 40 hex digits', value })
      }
      return value.toLowerCase() as Hex
    },
    integer,
    optionalInteger: (name, min, max) => (values[name] === undefined ? undefined : integer(name, min, max)),
  }
}

/** Whether a text is a 32-byte hash. */
export const isHashText = (text: string): text is Hex => isHash(text)

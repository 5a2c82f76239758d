import { redactUrls } from './redactUrls.ts'

/** Values that `--json` can print. A bigint becomes a decimal string. */
export type Json = string | number | boolean | bigint | null | undefined | readonly Json[] | JsonObject

/** An object that `--json` can print. A field that is undefined is left out. */
export type JsonObject = { readonly [field: string]: Json }

const replace = (_: string, value: unknown): unknown => {
  if (typeof value === 'bigint') return value.toString()
  return typeof value === 'string' ? redactUrls(value) : value
}

/** One line of JSON without a line end. URLs in it show their origins only. */
export const encodeJson = (value: JsonObject): string => JSON.stringify(value, replace)

import type { PrintedCommand } from '../../output/createOutput.ts'
import { originOf } from '../../output/redactUrls.ts'
import { NEED_NAMES, NEEDS, type Need, URL_NEEDS } from './needs.ts'
import type { Network, Sourced } from './network.ts'

/** A command that can be run next. Its network is written when it is printed. */
export type FollowUp = {
  /** Words after `muster`, without network and account. */
  readonly words: readonly string[]
  /** Values of the network that it needs. */
  readonly needs: readonly Need[]
  /** Another person runs it, with a profile and an account of their own. */
  readonly isForOthers?: boolean
  /** Options whose values only the reader knows. */
  readonly variables?: readonly FollowUpVariable[]
}

/** An option that is printed as a variable of the shell, with a line that tells its meaning. */
export type FollowUpVariable = { readonly flag: string; readonly variable: string; readonly note: string }

/** Meaning of each variable in a printed command. */
const NOTES: Readonly<Record<Need, string>> = {
  rpc: '$MUSTER_RPC: an RPC endpoint of the chain. Its URL may hold a key, so it is not printed.',
  beacon: '$MUSTER_BEACON: an endpoint of the randomness beacon. Its URL may hold a key, so it is not printed.',
  api: '$MUSTER_API: a server of the node list. Its URL may hold a key, so it is not printed.',
  chainId: '$MUSTER_CHAIN_ID: the id of the chain.',
  registry: '$MUSTER_REGISTRY: the address of the registry.',
  epochSeconds: '$MUSTER_EPOCH_SECONDS: the length of an epoch in seconds.',
  account: '$MUSTER_ACCOUNT_KEY_FILE: the key file of the account that sends.',
}

/** A word for a POSIX shell. Variables of `NOTES` are written by `variableOf`. */
const quote = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

type Part = { readonly text: string; readonly note?: string }

const variableOf = (need: Need): Part => ({
  text: `--${NEEDS[need].flag} "$${NEEDS[need].variable}"`,
  note: NOTES[need],
})

/** Whether a URL is its origin and nothing more. */
const isOrigin = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const origin = originOf(url)
  return url === origin || url === `${origin}/`
}

/** Flags for one value, as it was given in this call. */
const flagsOf = (need: Need, { value, from }: Sourced<unknown>): Part[] => {
  const { flag, variable } = NEEDS[need]
  if (from === variable) return [variableOf(need)]
  const values = Array.isArray(value) ? value.map(String) : [String(value)]
  if (URL_NEEDS.has(need) && !values.every(isOrigin)) return [variableOf(need)]
  return values.map((each) => ({ text: `--${flag} ${quote(each)}` }))
}

const partsForOthers = ({ found }: Network, needs: readonly Need[]): Part[] =>
  needs.flatMap((need) => {
    const value = found[need]
    const isPublic = need === 'registry' || need === 'chainId' || need === 'epochSeconds'
    return isPublic && value !== undefined ? [{ text: `--${NEEDS[need].flag} ${value.value}` }] : [variableOf(need)]
  })

const partsForSelf = ({ profile, found }: Network, needs: readonly Need[]): Part[] => {
  const named = profile?.isNamed === true ? [{ text: `--profile ${profile.name}` }] : []
  const rest = needs.flatMap((need) => {
    const value = found[need]
    if (value === undefined) return [variableOf(need)]
    return value.from.startsWith('profile ') ? [] : flagsOf(need, value)
  })
  return [...named, ...rest]
}

/**
 * A follow-up as it can be pasted into a shell.
 *
 * @param program how the command is called, such as `npm run muster --`
 */
export const printFollowUp = (program: string, network: Network, followUp: FollowUp): PrintedCommand => {
  const { words, isForOthers = false, variables = [] } = followUp
  const needs = NEED_NAMES.filter((need) => followUp.needs.includes(need))
  const asked = variables.map(({ flag, variable, note }) => ({ text: `--${flag} "$${variable}"`, note }))
  const parts = [...asked, ...(isForOthers ? partsForOthers(network, needs) : partsForSelf(network, needs))]
  return {
    command: [program, ...words.map(quote), ...parts.map(({ text }) => text)].join(' '),
    notes: parts.flatMap(({ note }) => note ?? []),
  }
}

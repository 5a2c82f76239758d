import { createOptions, type OptionValues } from '../lib/input/options.ts'
import { type FollowUp, printFollowUp } from '../lib/network/followUp.ts'
import { NEEDS, type Need } from '../lib/network/needs.ts'
import { type Network, NO_NETWORK } from '../lib/network/network.ts'
import { resolveNetwork } from '../lib/network/resolveNetwork.ts'
import type { Output } from '../output/createOutput.ts'
import type { ParsedCall } from './createProgram.ts'
import type { CommandDefinition, OptionDefinition } from './definition.ts'
import { ValuesMissingError } from './errors.ts'
import { EXIT } from './exitCodes.ts'

/** The command that writes profiles. */
const HELP_OF_USE: FollowUp = { words: ['use', '--help'], needs: [] }

const needsOf = ({ needs = [] }: CommandDefinition, values: OptionValues): readonly Need[] =>
  typeof needs === 'function' ? needs((option) => values[option] !== undefined) : needs

const nameOption = ({ name, value, count }: OptionDefinition): string =>
  value === undefined ? `--${name}` : `--${name} ${value}${count === 'list' ? '...' : ''}`

const isEmpty = (value: OptionValues[string]): boolean => value === undefined || value === ''

/** An address in a profile says who the account is, and not where its key is. */
const lacks = (need: Need, { found }: Network): boolean =>
  found[need] === undefined || (need === 'account' && /^0x[0-9a-f]{40}$/.test(found.account?.value ?? ''))

/** Lines that say how the network could be named. */
const adviseNetwork = ({ profile, passedOver }: Network): string[] => {
  if (passedOver !== undefined) {
    return [`A flag names a network, so profile "${passedOver}" was not read. To complete it: --profile ${passedOver}`]
  }
  if (profile !== undefined) return [`Profile "${profile.name}" does not have it. Give the flag, or set the value.`]
  return ['A profile holds these values. Without one, npm start in a clone runs a demo network.']
}

/** @throws ValuesMissingError that names every missing word, option and value of the network */
const requireValues = ({ definition, words, values }: ParsedCall, network: Network): void => {
  const missingWords = (definition.arguments ?? []).filter(
    ({ isOptional }, index) => !isOptional && words[index] === undefined,
  )
  const missingOptions = (definition.options ?? []).filter(
    ({ isRequired, name }) => isRequired && isEmpty(values[name]),
  )
  const missingNeeds = needsOf(definition, values).filter((need) => lacks(need, network))
  const missing = [
    ...missingWords.map(({ name }) => name),
    ...missingOptions.map(nameOption),
    ...missingNeeds.map((need) => `--${NEEDS[need].flag} ${NEEDS[need].placeholder}`),
  ]
  if (missing.length === 0) return
  const isAboutNetwork = missingNeeds.length > 0
  const advice = isAboutNetwork ? adviseNetwork(network) : []
  throw new ValuesMissingError({ missing, advice, next: isAboutNetwork ? [HELP_OF_USE] : [] })
}

/**
 * Runs a call: finds its network, checks that nothing is missing, loads the command and prints its result.
 *
 * @param program how the command is called, for follow-ups
 * @param onNetwork told of the network, which errors need to print follow-ups
 * @returns the exit code
 */
export const execute = async (
  program: string,
  call: ParsedCall,
  { output, onNetwork }: { readonly output: Output; readonly onNetwork: (network: Network) => void },
): Promise<number> => {
  const { definition, words, values } = call
  const options = createOptions(values)
  const hasNetwork = (definition.network ?? []).length > 0
  const network = hasNetwork ? await resolveNetwork(options) : NO_NETWORK
  onNetwork(network)
  requireValues(call, network)
  const action = await definition.load()
  const { data, blocks, next = [], exitCode = EXIT.ok } = await action({ words, options, network, output })
  output.result(
    data,
    blocks,
    next.map((followUp) => printFollowUp(program, network, followUp)),
  )
  return exitCode
}

import type { Network } from '../lib/network/network.ts'
import { createOutput } from '../output/createOutput.ts'
import type { ParsedCall } from './createProgram.ts'
import type { CommandTable } from './definition.ts'
import { EXIT } from './exitCodes.ts'
import { parseCall } from './parseCall.ts'
import { requireNothingSwallowed } from './requireNothingSwallowed.ts'

/** How the command is called, what it is for, and its commands. */
export type Program = { readonly title: string; readonly description: string; readonly table: CommandTable }

/** The words of a call for the name of its schema, as far as they are known. */
const nameOf = (call: ParsedCall | undefined): string => call?.path.join('.') ?? 'muster'

/**
 * Runs a command line. Help loads no command, and neither viem nor the client.
 *
 * @returns the exit code
 */
export const main = async (program: Program, args: readonly string[]): Promise<number> => {
  let call: ParsedCall | undefined
  let network: Network | undefined
  const { stdout, stderr } = process
  const outputOf = (isJson: boolean) =>
    createOutput({ isJson, command: nameOf(call), version: call?.definition.version ?? 1, stdout, stderr })
  try {
    const parsed = parseCall(program, args)
    if ('helpShown' in parsed) return parsed.helpShown === 'asked' ? EXIT.ok : EXIT.usage
    call = parsed.call
    requireNothingSwallowed(call, [program.title, ...call.path].join(' '))
    if (call.definition.handlesSignals !== true) process.once('SIGINT', () => process.exit(EXIT.interrupted))
    const { execute } = await import('./execute.ts')
    const output = outputOf(call.values['json'] === true)
    const onNetwork = (found: Network): void => {
      network = found
    }
    return await execute(program.title, call, { output, onNetwork })
  } catch (error) {
    const { reportFailure } = await import('./reportFailure.ts')
    const { NO_NETWORK } = await import('../lib/network/network.ts')
    const output = outputOf(args.includes('--json'))
    return reportFailure(error, { program: program.title, output, network: network ?? NO_NETWORK })
  }
}

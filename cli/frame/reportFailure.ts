import { BaseError } from '../../shared/errors/baseError.ts'
import { explainRevert } from '../lib/chain/explainRevert.ts'
import { CommandError } from '../lib/commandError.ts'
import { printFollowUp } from '../lib/network/followUp.ts'
import type { Network } from '../lib/network/network.ts'
import type { Output } from '../output/createOutput.ts'
import { EXIT, exitCodeOf } from './exitCodes.ts'

/** The message without the further lines that `BaseError` appends. */
const firstPartOf = ({ message, metaMessages }: BaseError): string =>
  metaMessages.length === 0 ? message : message.slice(0, -metaMessages.join('\n').length - 1)

/**
 * Prints why a command failed.
 *
 * @returns the exit code
 */
export const reportFailure = (
  caught: unknown,
  { program, output, network }: { readonly program: string; readonly output: Output; readonly network: Network },
): number => {
  const error = explainRevert(caught)
  if (!(error instanceof BaseError)) {
    const message = error instanceof Error ? error.message : String(error)
    output.failure({ code: 'UNEXPECTED', message, details: [], exitCode: EXIT.failed, next: [] })
    return EXIT.failed
  }
  const exitCode = exitCodeOf(error.code)
  const next = error instanceof CommandError ? error.next : []
  output.failure({
    code: error.code,
    message: firstPartOf(error),
    details: error.metaMessages,
    exitCode,
    next: next.map((followUp) => printFollowUp(program, network, followUp)),
  })
  return exitCode
}

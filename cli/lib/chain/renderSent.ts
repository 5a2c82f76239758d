import { type Block, paragraph, type Row, table } from '../../output/blocks.ts'
import { dryRunText, type SentData, transactionRows } from './send.ts'

/**
 * Text of a command that sends one transaction: the sentence and rows of what happened, or the sentence of a dry run.
 *
 * @param done sentence if the transaction was sent
 */
export const renderSent = (data: SentData, done: string, rows: readonly Row[] = []): Block[] => {
  const dryRun = dryRunText(data)
  if (dryRun !== undefined) return [paragraph(dryRun)]
  return [paragraph(done, 'good'), table([...rows, ...transactionRows(data)])]
}

import { NotOwnError } from '../../devnet/postgres/ownership.mjs'

/** A failure that is printed as its own sentence, without a stack. */
export class Failure extends Error {}

/** Sentences for errors of the system. */
const SENTENCES = new Map([
  ['EACCES', 'This user may not write there. Run the command as the owner of the clone.'],
  ['EPERM', 'This user may not write there. Run the command as the owner of the clone.'],
  ['EROFS', 'That file system is read-only. Clone to one that can be written.'],
  ['ENOSPC', 'The disk is full. Free a gigabyte and run the command again.'],
  ['EDQUOT', 'The disk quota is used up. Free a gigabyte and run the command again.'],
  ['EMFILE', 'This process may open too few files. Raise the limit: ulimit -n 1024'],
])

/** @param {unknown} error @returns {string} the failure and the remedy, for a person */
export const explain = (error) => {
  if (error instanceof Failure || error instanceof NotOwnError) return error.message
  if (!(error instanceof Error)) return String(error)
  const { code } = /** @type {NodeJS.ErrnoException} */ (error)
  const sentence = code === undefined ? undefined : SENTENCES.get(code)
  return sentence === undefined ? (error.stack ?? error.message) : `${error.message}\n${sentence}`
}

/** @param {string} line */
export const say = (line) => void process.stderr.write(`${line}\n`)

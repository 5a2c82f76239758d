import { type Block, paragraph } from './blocks.ts'
import { createProgress, type Progress } from './createProgress.ts'
import { encodeJson, type JsonObject } from './json.ts'
import { clean, paint, renderBlocks } from './renderBlocks.ts'

/** A command that can be run next, as it is printed, and what the reader must know to run it. */
export type PrintedCommand = { readonly command: string; readonly notes: readonly string[] }

/** The two streams of one command. Results go to standard output, everything else to standard error. */
export type Output = {
  readonly isJson: boolean
  /** The result, once. With `--json` it is one line `{"schema":…,"version":…,…}`. */
  readonly result: (data: JsonObject, blocks: readonly Block[], next: readonly PrintedCommand[]) => void
  /** One of several results of a command that goes on. `kind` ends its schema. */
  readonly item: (kind: string, data: JsonObject, blocks: readonly Block[]) => void
  /** Something to know while the command runs: with `--json` the message and the data, else the message and the blocks. */
  readonly note: (message: string, blocks?: readonly Block[], data?: JsonObject) => void
  /** Work in progress. With `--json` it prints nothing. */
  readonly progress: Progress
  /** The reason why the command failed. */
  readonly failure: (failure: Failure) => void
}

/** An error as it is printed. */
export type Failure = {
  readonly code: string
  readonly message: string
  readonly details: readonly string[]
  readonly exitCode: number
  readonly next: readonly PrintedCommand[]
}

/** Streams and form of an output. */
export type OutputOptions = {
  readonly isJson: boolean
  /** Words of the command joined by dots, such as `node.show`. */
  readonly command: string
  readonly version: number
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

const SILENT: Progress = { say: () => undefined, update: () => undefined }

const cleanProgress = (stream: NodeJS.WriteStream): Progress => {
  const { say, update } = createProgress(stream)
  return { say: (line) => say(clean(line)), update: (stage, done, total) => update(clean(stage), done, total) }
}

/** Follow-ups are printed on one line each, however long, so that they can be pasted. */
const renderNext = (next: readonly PrintedCommand[], stream: NodeJS.WriteStream): string => {
  if (next.length === 0) return ''
  const notes = [...new Set(next.flatMap((each) => each.notes))]
  const lines = next.map(({ command }) => `  ${command}\n`).join('')
  const explained = notes.length === 0 ? '' : `\n${renderBlocks([paragraph(notes.join('\n'), 'muted')], stream)}`
  return `\n${paint('Next', 'title', stream)}\n${lines}${explained}`
}

/** Makes the output of one call of a command. */
export const createOutput = ({ isJson, command, version, stdout, stderr }: OutputOptions): Output => {
  const schema = `muster.${command}`
  const line = (value: JsonObject): string => `${encodeJson(value)}\n`
  return {
    isJson,
    result: (data, blocks, next) => {
      if (isJson) stdout.write(line({ schema, version, ...data, next }))
      else stdout.write(`${renderBlocks(blocks, stdout)}${renderNext(next, stdout)}`)
    },
    item: (kind, data, blocks) => {
      stdout.write(isJson ? line({ schema: `${schema}.${kind}`, version, ...data }) : renderBlocks(blocks, stdout))
    },
    note: (message, blocks = [], data = {}) => {
      if (isJson) stderr.write(line({ schema: 'muster.note', version: 1, message, ...data }))
      else stderr.write(renderBlocks([paragraph(message), ...blocks], stderr))
    },
    progress: isJson ? SILENT : cleanProgress(stderr),
    failure: ({ code, message, details, exitCode, next }) => {
      if (isJson) {
        stderr.write(line({ schema: 'muster.error', version: 1, command, code, message, details, exitCode, next }))
        return
      }
      const text = [message, ...details].join('\n')
      stderr.write(`${renderBlocks([paragraph(`${text} [${code}]`, 'bad')], stderr)}${renderNext(next, stderr)}`)
    },
  }
}

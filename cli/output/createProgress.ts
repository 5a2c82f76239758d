/** Redraws of one line on a terminal; elsewhere, lines: at most this many for a stage. */
const LINES_PER_STAGE = 4

/** Says what goes on, on standard error. */
export type Progress = {
  /** One whole line, with the seconds since the start. */
  readonly say: (line: string) => void
  /** How far a stage is; on a terminal in one line that is redrawn. */
  readonly update: (stage: string, done: number, total: number) => void
}

/** @param output usually `process.stderr` */
export const createProgress = (output: NodeJS.WriteStream): Progress => {
  const startedAt = performance.now()
  let openLine = false
  let lastStep = ''
  const seconds = (): string => `${((performance.now() - startedAt) / 1_000).toFixed(1).padStart(6)} s`
  const write = (line: string): void => {
    output.write(`${openLine ? '\r\u001b[K' : ''}${seconds()}  ${line}\n`)
    openLine = false
  }
  return {
    say: write,
    update: (stage, done, total) => {
      const line = `${stage} ${done}/${total}`
      if (output.isTTY) {
        output.write(`\r\u001b[K${seconds()}  ${line}`)
        openLine = true
        if (done >= total) write(line)
        return
      }
      const step = `${stage}|${Math.floor((done * LINES_PER_STAGE) / total)}`
      if (step !== lastStep && done > 0) write(line)
      lastStep = step
    },
  }
}

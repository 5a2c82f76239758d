/** Lines that one stage prints at most if the output is not a terminal. */
const LINES_PER_STAGE = 4

/** Reports work in progress on standard error. */
export type Progress = {
  /** Prints one whole line with the seconds since the start. */
  readonly say: (line: string) => void
  /** Reports how far a stage is. A terminal shows it in one line that is redrawn. */
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

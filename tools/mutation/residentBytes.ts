import { readFileSync } from 'node:fs'

/** Memory of a process in bytes; undefined if the system has no `/proc`, or the process has ended. */
export const residentBytes = (pid: number): number | undefined => {
  try {
    const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
    return kib === undefined ? undefined : Number(kib) * 1024
  } catch {
    return undefined
  }
}

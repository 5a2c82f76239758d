/**
 * Milliseconds of processor time that this thread has used, independent of other load on the machine. A wait costs no
 * processor time, so a test's own timeout guards against hanging.
 */
export const processorMs = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

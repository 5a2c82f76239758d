/**
 * Milliseconds of processor time that this thread has used: what work costs, whoever else uses the machine. A wait costs
 * nothing, so a test's own timeout stands against hanging.
 */
export const processorMs = (): number => {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}

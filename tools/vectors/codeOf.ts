/** The `code` of the error that `run` throws, so that every written vector holds for our own code. */
export function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'accepted'
}

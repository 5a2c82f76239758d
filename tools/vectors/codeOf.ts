/** The `code` of the error that `run` throws, so that no vector is written that we do not keep ourselves. */
export function codeOf(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return (error as { code: string }).code
  }
  return 'accepted'
}

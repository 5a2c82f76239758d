/** Storage of a client for as long as this process runs. */
export const keepText = (start: string | null) => {
  let text = start
  return {
    get: (): string | null => text,
    set: (value: string): void => {
      text = value
    },
  }
}

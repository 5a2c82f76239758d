/** Makes a client's storage that lasts as long as this process. */
export const keepText = (start: string | null) => {
  let text = start
  return {
    get: (): string | null => text,
    set: (value: string): void => {
      text = value
    },
  }
}

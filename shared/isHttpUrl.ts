/** Returns whether a text is a URL that begins with http:// or https://. */
export const isHttpUrl = (text: string): boolean => /^https?:\/\/./.test(text) && URL.canParse(text)

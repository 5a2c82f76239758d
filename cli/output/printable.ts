/** A text of somebody else's for a terminal: without the control characters that could rewrite what is on it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
export const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?')

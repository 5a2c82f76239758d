/** Replaces the control characters of a foreign text by "?", so that it cannot rewrite what a terminal shows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace.
export const printable = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '?')

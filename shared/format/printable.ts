/** Control characters, and marks that change the direction of a text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to replace.
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** Replaces unprintable characters by "?". Foreign texts could otherwise rewrite what a terminal shows. */
export const printable = (text: string): string => text.replace(UNPRINTABLE, '?')

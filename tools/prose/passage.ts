/** One line of text, without the marks of the language around it. */
export type Line = { readonly number: number; readonly text: string }

/**
 * A paragraph, a list item, a tag of a doc comment, a string or the title of a test.
 *
 * `fragment` is text that need not begin a sentence: a cell of a table or a plain string.
 */
export type Passage = {
  readonly kind: 'paragraph' | 'fragment' | 'title'
  readonly lines: readonly Line[]
}

/** Numbers the lines of a text. @param first number of the first line */
export const numberLines = (text: string, first: number): Line[] =>
  text.split('\n').map((line, index) => ({ number: first + index, text: line }))

/** Number of the line that holds the character at `index`. */
export const lineAt = (source: string, index: number): number => source.slice(0, index).split('\n').length

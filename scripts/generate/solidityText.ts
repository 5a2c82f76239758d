import { tokenize } from './tokenize.ts'

/** The compiler obeys comments such as `/// @solidity memory-safe-assembly`. */
const isInstruction = (comment: string): boolean => /^\/(?:\/\/|\*\*)[\s\S]*@solidity\s/.test(comment)

/** A space beside one of these separates nothing. */
const NEEDLESS_SPACE = /\s*([(){}[\];,])\s*/g

const collapse = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(NEEDLESS_SPACE, '$1')

/**
 * Returns Solidity source as the compiler understands it: without comments and line breaks. Strings stay as they are.
 * Two sources with the same result compile to the same bytecode.
 *
 * @throws SourceInvalidError if a comment or a string never ends
 */
export const stripComments = (source: string): string => {
  const parts: string[] = []
  let code = ''
  const flush = (): void => {
    parts.push(collapse(code))
    code = ''
  }
  for (const { kind, text } of tokenize(source)) {
    if (kind === 'code') code += text
    else if (kind === 'comment' && !isInstruction(text)) code += ' '
    else {
      flush()
      parts.push(kind === 'string' ? text : `\n${text.replaceAll(/\s+/g, ' ').trim()}\n`)
    }
  }
  flush()
  return parts.join('').trim()
}

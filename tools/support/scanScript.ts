/** A piece of TypeScript or JavaScript that holds words. The text of a template has `§` for each value. */
export type Words = {
  readonly kind: 'comment' | 'string'
  readonly start: number
  readonly text: string
  /** Code before the piece, with all comments and strings blanked out. */
  readonly codeBefore: string
}

const PIECE =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<string>'(?:[^'\\\n]|\\[\s\S])*'|"(?:[^"\\\n]|\\[\s\S])*")|(?<template>`)|(?<slash>\/)|(?<brace>[{}])|[^'"`/{}]+|[\s\S]/y

const REGEX = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y

/** A slash after one of these begins a regular expression. After anything else it divides. */
const BEFORE_REGEX = /(?:^|[(,=:[!&|?{};+\-*%~^<>]|\b(?:return|typeof|case|in|of|do|else|void|throw|await|yield))$/

const TEMPLATE_TEXT = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*/y

const matchAt = (pattern: RegExp, source: string, index: number): RegExpExecArray | null => {
  pattern.lastIndex = index
  return pattern.exec(source)
}

/** Finds the comments, strings and templates of a source, in order of their ends. */
export const scanScript = (source: string): Words[] => {
  const found: Words[] = []
  let code = ''
  let index = 0

  /** Takes the text up to `end` out of the code. */
  const blank = (end: number) => {
    code += source.slice(index, end).replace(/[^\n]/g, ' ')
    index = end
  }
  const addWords = (kind: Words['kind'], end: number) => {
    found.push({ kind, start: index, text: source.slice(index, end), codeBefore: code })
    blank(end)
  }
  const scanTemplate = () => {
    const [start, codeBefore] = [index, code]
    let text = ''
    blank(index + 1)
    while (index < source.length && source[index] !== '`') {
      const chunk = matchAt(TEMPLATE_TEXT, source, index)?.[0] ?? ''
      text += chunk
      blank(index + chunk.length)
      if (source[index] !== '$') continue
      blank(index + 2)
      scanCode()
      text += '§'
    }
    blank(index + 1)
    found.push({ kind: 'string', start, text: `\`${text}\``, codeBefore })
  }
  /** Scans code up to the end of the source or to a brace that it did not open. */
  const scanCode = () => {
    let depth = 0
    while (index < source.length) {
      const match = matchAt(PIECE, source, index)
      const piece = match?.[0] ?? ''
      const groups = match?.groups ?? {}
      const end = index + piece.length
      if (groups['comment'] !== undefined) addWords('comment', end)
      else if (groups['string'] !== undefined) addWords('string', end)
      else if (groups['template'] !== undefined) scanTemplate()
      else if (groups['slash'] !== undefined && BEFORE_REGEX.test(code.trimEnd()) && matchAt(REGEX, source, index))
        blank(REGEX.lastIndex)
      else {
        code += piece
        index = end
        if (piece === '{') depth += 1
        if (piece === '}' && --depth < 0) return
      }
    }
  }
  scanCode()
  return found
}

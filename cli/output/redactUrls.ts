/** A URL inside a text, up to white space, a quote or a bracket. */
const URL_IN_TEXT = /\b(?:https?|wss?):\/\/[^\s"'<>`|]+/gi

/** Marks that end a sentence and rarely a URL. */
const SENTENCE_END = /[.,;:!?)\]}]+$/

/**
 * Shortens every URL in a text to its origin. Path, query, user and password of an endpoint may hold a key.
 */
export const redactUrls = (text: string): string =>
  text.replace(URL_IN_TEXT, (found) => {
    const end = SENTENCE_END.exec(found)?.[0] ?? ''
    const url = found.slice(0, found.length - end.length)
    // A scheme alone, as in "must begin with https://.", holds nothing to hide.
    if (url.endsWith('://')) return found
    return `${URL.canParse(url) ? originOf(url) : `${url.slice(0, url.indexOf(':'))}://…`}${end}`
  })

/** Scheme, host and port of a URL. */
export const originOf = (url: string): string => {
  const { protocol, host } = new URL(url)
  return `${protocol}//${host}`
}

/** What a server is asked for. Another artifact of the format is another line here and in `ROUTES`. */
type Kind = 'proof' | 'list' | 'delta' | 'leaf'

/** What a server sends; 404 for what is not there. */
export type Answers = Readonly<Partial<Record<Kind, Uint8Array>>>

/** What a client wants: the list, the list by what changed since the one before, or a single record. */
export type Ask = 'list' | 'delta' | 'leaf'

/** What is served to it. With a delta no list is, or a client would pass over the delta and take that. */
const SERVED: Readonly<Record<Ask, readonly Kind[]>> = {
  list: ['proof', 'list'],
  delta: ['proof', 'delta'],
  leaf: ['proof', 'leaf'],
}

export const servedFor = (ask: Ask, answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([kind]) => SERVED[ask].some((served) => served === kind)))

/** Whatever root is asked for, the same list is sent: a liar does not say 404. */
const ROUTES: readonly (readonly [Kind, RegExp])[] = [
  ['proof', /^\/v1\/epochs\/latest$/],
  ['list', /^\/v1\/lists\/0x[0-9a-f]{64}$/],
  ['delta', /^\/v1\/lists\/0x[0-9a-f]{64}\/0x[0-9a-f]{64}$/],
  ['leaf', /^\/v1\/leaves\/0x[0-9a-f]{64}\/\d+$/],
]

/** A `fetch` that answers from memory. */
export const serve = (answers: Answers) => async (url: string) => {
  const { pathname } = new URL(url)
  const kind = ROUTES.find(([, route]) => route.test(pathname))?.[0]
  const bytes = kind === undefined ? undefined : answers[kind]
  if (bytes === undefined) return new Response('{"code":"NOT_FOUND"}', { status: 404 })
  return new Response(bytes.slice().buffer)
}

/** Requests to a server. Add a line here and in `ROUTES` for a new artifact. */
type Kind = 'proof' | 'list' | 'delta' | 'leaf'

/** Answer of a server; 404 if it is absent. */
export type Answers = Readonly<Partial<Record<Kind, Uint8Array>>>

/** Wish of a client: the list, the list by a delta, or a single record. */
export type Ask = 'list' | 'delta' | 'leaf'

/** Served answers. With a delta no list is served, or a client would skip the delta and take the list. */
const SERVED: Readonly<Record<Ask, readonly Kind[]>> = {
  list: ['proof', 'list'],
  delta: ['proof', 'delta'],
  leaf: ['proof', 'leaf'],
}

export const servedFor = (ask: Ask, answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).filter(([kind]) => SERVED[ask].some((served) => served === kind)))

/** Sends the same list for any root: a liar does not answer 404. */
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

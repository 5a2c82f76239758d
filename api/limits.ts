/** Every bound of the API, each with its reason. Sizes in bytes, times as named. */

/** Page size where none is given. */
export const PAGE_SIZE_DEFAULT = 50

/** Largest page: a thousand nodes with all fields are about 1 MB and a few milliseconds of work. */
export const PAGE_SIZE_MAX = 1_000

/** A query with every field of the schema has under 300 tokens; validation time grows faster than this number. */
export const QUERY_TOKENS_MAX = 2_000

/** The deepest sensible path (serviceNodes edges node snapshot block number) has six levels. */
export const QUERY_DEPTH_MAX = 10

/** Enough to ask for a few epochs or nodes at once; more belongs into `serviceNodes`. */
export const QUERY_ALIASES_MAX = 30

/** A full page with all fields of its nodes costs about 30,000, or 26,000 without `replacedKeys`. This allows two of them. */
export const QUERY_COST_MAX = 60_000

/** The query and its variables; QUERY_TOKENS_MAX tokens are far shorter. */
export const BODY_BYTES_MAX = 64 * 1024

/** One uncached query takes milliseconds. Who waits longer than this would rather know. */
export const REQUEST_TIME_MAX_MS = 10_000

/** What is still at work then waits for a connection that will say nothing: its place at the gate is given back. */
export const EXECUTION_TIME_MAX_MS = REQUEST_TIME_MAX_MS + 1_000

/** A client must send its whole request in this time, so that slow senders hold no socket for ever. */
export const REQUEST_RECEIVE_TIME_MAX_MS = 15_000

/** An idle connection is kept a little longer than usual balancers keep theirs (60 s), so that they close first. */
export const KEEP_ALIVE_MS = 65_000

/** Postgres gives a statement up after this: none of ours should take a tenth of it. */
export const STATEMENT_TIME_MAX_MS = 5_000

/** A connection attempt to Postgres. Shorter than the statement time, so readiness notices a dead host soon. */
export const CONNECT_TIME_MAX_SECONDS = 3

/** A single read outside of a transaction, connecting included: when Postgres should have given it up, we do. */
export const READ_TIME_MAX_MS = STATEMENT_TIME_MAX_MS + CONNECT_TIME_MAX_SECONDS * 1_000

/** The state's token waits for no lock and no disk. After this its connection is dark, and another is tried. */
export const STATE_TOKEN_TIME_MAX_MS = CONNECT_TIME_MAX_SECONDS * 1_000 + 1_000

/** A session that rested longer is replaced: firewalls forget such connections without a word. */
export const SESSION_IDLE_MAX_MS = 60_000

/** Two per core of a small database server; the exact cache carries the rest. */
export const DATABASE_CONNECTIONS_DEFAULT = 10

/** Requests that ask the database at once. Beyond it callers are told to come back instead of waiting in memory. */
export const QUERIES_IN_FLIGHT_MAX = 64

/** Answers kept by the exact cache. A page of a thousand nodes is about 1 MB. */
export const ANSWER_CACHE_BYTES_MAX = 64 * 1024 * 1024

/** Lists kept in memory: at 1,600 nodes one takes half a megabyte with its encodings, at 100,000 about 35 MB. */
export const LIST_CACHE_BYTES_MAX = 192 * 1024 * 1024

/** Deltas kept in memory: 25 pairs an hour, of some ten kB each with their encodings. */
export const DELTA_CACHE_BYTES_MAX = 16 * 1024 * 1024

/** Hashed lists kept in memory, to take single records from: some 175 bytes a node, 17 MB at 100,000 nodes. */
export const LEAF_PROOFS_CACHE_BYTES_MAX = 128 * 1024 * 1024

/** Single records kept in memory: some 3 kB each with their encodings. */
export const LEAF_CACHE_BYTES_MAX = 8 * 1024 * 1024

/** Blocks of extension documents kept in memory: at most 400 kB each with their encodings, some 150 kB where all have a key. */
export const EXTENSION_CACHE_BYTES_MAX = 32 * 1024 * 1024

/** Lists kept in memory to make blocks from: some 250 kB at 1,600 nodes, 16 MB at 100,000. */
export const EXTENSION_LIST_CACHE_BYTES_MAX = 64 * 1024 * 1024

/** Clients the rate limiter remembers. About 150 bytes each. */
export const RATE_LIMIT_CLIENTS_MAX = 100_000

/** The salt of the client hashes is thrown away with all of them after this time. */
export const RATE_LIMIT_SALT_LIFE_MS = 60 * 60 * 1_000

/** Requests per second a client may keep up. A wallet or explorer page needs a few. */
export const RATE_LIMIT_PER_SECOND_DEFAULT = 50

/** Requests a client may send at once after a pause: one page load, or one office behind one address. */
export const RATE_LIMIT_BURST_DEFAULT = 200

/** Seconds the head may lag behind the clock before /ready says no: ten blocks of a 12-second chain, and some. */
export const READY_LAG_MAX_SECONDS_DEFAULT = 180

/** How long caches may keep "latest": short against any production epoch (3,600 s). */
export const EPOCH_LATEST_MAX_AGE_SECONDS = 10

/** A published epoch changes only where its proof is captured again. */
export const EPOCH_MAX_AGE_SECONDS = 60

/** Content-addressed bytes never change: a year, the longest that caches honour. */
export const LIST_MAX_AGE_SECONDS = 31_536_000

/** A cursor is under 120 characters. */
export const CURSOR_LENGTH_MAX = 300

/** On SIGTERM: requests in work may finish, then connections are cut. */
export const CLOSE_TIME_MAX_MS = 10_000

/** Values of `LOG_LEVEL`, the most verbose first. These are the levels of pino, with `silent` for no lines at all. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

export type LogLevel = (typeof LOG_LEVELS)[number]

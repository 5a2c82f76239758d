/** Variables that our server takes over from this process. */
const KEPT = ['PATH', 'TZ', 'TMPDIR'] as const

/**
 * Returns the environment of PostgreSQL's programs. PGDATA, PGPORT, PGOPTIONS and their like belong to other servers of
 * the user. Messages come in one language, because programs read them here.
 */
export const serverEnvironment = (): NodeJS.ProcessEnv => {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', LANG: 'C' }
}

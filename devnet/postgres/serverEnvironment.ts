/** Variables of this process that a server of ours gets. */
const KEPT = ['PATH', 'TZ', 'TMPDIR'] as const

/**
 * The environment of PostgreSQL's programs. PGDATA, PGPORT, PGOPTIONS and their like belong to other servers of the user,
 * and messages are read by programs here, so they come in one language.
 */
export const serverEnvironment = (): NodeJS.ProcessEnv => {
  const kept = KEPT.flatMap((name) => (process.env[name] === undefined ? [] : [[name, process.env[name]] as const]))
  return { ...Object.fromEntries(kept), LC_ALL: 'C', LANG: 'C' }
}

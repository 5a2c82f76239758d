import type { Sql } from '../../../indexer/store/database.ts'

/** The whole schema as text, from the catalogs (there is no pg_dump here): columns, constraints, indexes, views, rights. */
export async function dumpSchema(sql: Sql): Promise<string> {
  const columns = await sql<{ line: string }[]>`
    select format('%s.%s.%s %s%s%s', n.nspname, c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
      case when a.attnotnull then ' not null' else '' end,
      coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
      left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
    where n.nspname in ('muster', 'muster_api') and c.relkind in ('r', 'v') and a.attnum > 0
    order by n.nspname, c.relname, a.attnum`
  const constraints = await sql<{ line: string }[]>`
    select format('%s.%s %s: %s', n.nspname, c.relname, k.conname, pg_get_constraintdef(k.oid)) as line
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'muster' and k.contype <> 'n' order by 1`
  const indexes = await sql<{ line: string }[]>`
    select indexdef as line from pg_indexes where schemaname = 'muster' order by 1`
  const views = await sql<{ line: string }[]>`
    select format(E'%s.%s:\n%s', schemaname, viewname, definition) as line
    from pg_views where schemaname = 'muster_api' order by 1`
  const grants = await sql<{ line: string }[]>`
    select format('%s %s.%s', privilege_type, table_schema, table_name) as line
    from information_schema.role_table_grants where grantee = 'muster_reader' order by 1`
  const section = (title: string, rows: readonly { line: string }[]) =>
    [`-- ${title}`, ...rows.map(({ line }) => line), ''].join('\n')
  return [
    section('columns', columns),
    section('constraints', constraints),
    section('indexes', indexes),
    section('views', views),
    section('rights of muster_reader', grants),
  ].join('\n')
}

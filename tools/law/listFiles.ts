import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Files of the project by path from its root: those that git tracks, and new ones that it would not ignore. */
export const listFiles = (root: string): string[] =>
  execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)))
    .sort()

/** Files whose imports obey the law: TypeScript and JavaScript. */
export const isSource = (path: string): boolean => /\.(?:ts|tsx|mts|mjs|js)$/.test(path)

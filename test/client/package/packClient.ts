/** The package as a user gets it: built, packed, and put into an empty project. */
import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

const run = promisify(execFile)

export type PackedClient = {
  /** An empty project that has the package in `node_modules`. */
  readonly project: string
  /** Files of the tarball, sorted. */
  readonly files: readonly string[]
  /** Path of what `npm pack` made. */
  readonly tarball: string
  /** Path of a file of the package. */
  path(name: string): string
  remove(): Promise<void>
}

/**
 * Builds and packs the client as `npm pack` in `client/` does, but in a temporary folder. Unpacks it into an empty project.
 * Links its dependencies from the repository's `node_modules`, without a request to a registry. So the installation by npm
 * is not tested.
 */
export async function packClient(): Promise<PackedClient> {
  const folder = await mkdtemp(join(tmpdir(), 'muster-package-'))
  const source = join(folder, 'package')
  const project = join(folder, 'project')
  const installed = join(project, 'node_modules/@muster/client')
  for (const path of [source, installed, join(project, 'node_modules/@noble')]) await mkdir(path, { recursive: true })
  for (const name of ['package.json', 'README.md']) await cp(join(ROOT, 'client', name), join(source, name))
  await run(process.execPath, [join(ROOT, 'scripts/buildClient.ts'), join(source, 'dist')])
  const pack = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder]
  const { stdout } = await run('npm', pack, { cwd: source })
  const packed = JSON.parse(stdout) as { filename: string; files: { path: string }[] }[]
  const [tarball] = packed
  if (tarball === undefined) throw new Error(`npm packed nothing: ${stdout}`)
  await run('tar', ['-xzf', join(folder, tarball.filename), '--strip-components=1', '-C', installed])
  await writeFile(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n')
  const { dependencies } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>
  }
  for (const [name, version] of Object.entries(dependencies)) await linkDependency(project, name, version)
  return {
    project,
    tarball: join(folder, tarball.filename),
    files: tarball.files.map(({ path }) => path).sort(),
    path: (name) => join(installed, name),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** @throws if the repository has another version than the package needs */
async function linkDependency(project: string, name: string, version: string): Promise<void> {
  const folder = join(ROOT, 'node_modules', name)
  const own = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as { version: string }
  if (own.version !== version) throw new Error(`The package wants ${name} ${version}, and ${own.version} is here.`)
  await symlink(folder, join(project, 'node_modules', name))
}

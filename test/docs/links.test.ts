import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { listFiles } from '../../tools/law/listFiles.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

const pages = listFiles(ROOT).filter((path) => path.endsWith('.md'))

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** A link of a page into the repository: the target's path from the root, and the heading. */
type Link = { readonly page: string; readonly target: string; readonly anchor: string | undefined }

const linksOf = (page: string): Link[] =>
  [...read(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, href = '']) => href)
    .filter((href) => !/^[a-z]+:/.test(href))
    .map((href) => {
      const [path = '', anchor] = href.split('#')
      return { page, target: path === '' ? page : normalize(join(dirname(page), path)), anchor }
    })

/** Anchors of a page's headings, as code hosts make them. */
const anchorsOf = (page: string): string[] =>
  read(page)
    .split('\n')
    .filter((line) => /^#+ /.test(line))
    .map((line) =>
      line
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    )

const links = pages.flatMap(linksOf)

describe('the links between pages', () => {
  it('exist on many pages', () => {
    expect(links.length).toBeGreaterThan(40)
  })

  it('lead to files that exist', () => {
    const dead = links.filter(({ target }) => !existsSync(join(ROOT, target)))
    expect(dead.map(({ page, target }) => `${page}: ${target}`)).toEqual([])
  })

  it('lead to headings that exist', () => {
    const toHeadings = links.filter(({ target, anchor }) => anchor !== undefined && target.endsWith('.md'))
    const dead = toHeadings.filter(
      ({ target, anchor = '' }) => existsSync(join(ROOT, target)) && !anchorsOf(target).includes(anchor),
    )
    expect(dead.map(({ page, target, anchor }) => `${page}: ${target}#${anchor}`)).toEqual([])
  })
})

describe('docs/architecture.md', () => {
  it('names only paths that exist', () => {
    const paths = [...read('docs/architecture.md').matchAll(/`([a-z]+\/[\w./-]+)`/g)].map(([, path = '']) => path)
    expect(paths.length).toBeGreaterThan(30)
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })
})

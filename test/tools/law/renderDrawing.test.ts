import { describe, expect, it } from 'vitest'
import { placeDrawing, renderDrawing } from '../../../tools/law/renderDrawing.ts'

const FILES = ['shared/a.ts', 'client/createMusterClient.ts', 'client/b.ts', 'api/c.ts', 'scripts/d.ts']

const importOf = (file: string, imported: string) => ({ file, imported, isTypeOnly: false })

const DOWN = [
  importOf('client/createMusterClient.ts', 'client/b.ts'),
  importOf('client/b.ts', 'shared/a.ts'),
  importOf('api/c.ts', 'shared/a.ts'),
]

describe('renderDrawing', () => {
  it('draws each room with its imports, from the top to the ground', () => {
    expect(renderDrawing(FILES, DOWN).split('\n').slice(1, 5)).toEqual([
      'scripts',
      'client  ──> shared 1',
      'api     ──> shared 1',
      'shared',
    ])
  })

  it('says that no arrow points back up when all imports go down', () => {
    expect(renderDrawing(FILES, DOWN)).toContain('No arrow points back up.')
  })

  it('names an arrow that points back up', () => {
    expect(renderDrawing(FILES, [...DOWN, importOf('shared/a.ts', 'client/b.ts')])).toContain(
      'Arrows that point back up: shared to client.',
    )
  })

  it('states the depth of the client and the size of scripts', () => {
    const drawing = renderDrawing(FILES, DOWN)
    expect(drawing).toContain('has 1 imports. At most 6 are allowed.')
    expect(drawing).toContain('has 1 files. At most 40 are allowed.')
  })
})

describe('placeDrawing', () => {
  it('throws and shows the markers when the page has none', () => {
    expect(() => placeDrawing('# Page\n', '')).toThrow('The page lacks a marker of the drawing.')
  })
})

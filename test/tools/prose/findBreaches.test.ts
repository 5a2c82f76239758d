import { describe, expect, it } from 'vitest'
import { findBreaches } from '../../../tools/prose/findBreaches.ts'

/** Rule and line of each breach of a rule, in order. */
const breachesOf = (file: string, source: string): string[] =>
  findBreaches(file, source)
    .filter(({ rule }) => rule !== 'long')
    .map(({ rule, line }) => `${rule} ${line}`)

describe('findBreaches in comments', () => {
  it.each([
    ['opening', '// That it fails is known.'], // prose: quoted
    ['opening', '/** what the node earns */'], // prose: quoted
    ['opening', '/** Where the file is. */'], // prose: quoted
    ['opening', '// Of all epochs, the last.'], // prose: quoted
    ['opening', '/** Whatever the source says. */'], // prose: quoted
    ['opening', '/** @param caller who asks */'], // prose: quoted
    ['opening', '/** @returns what is left */'], // prose: quoted
    ['actor', '// Asks whoever is there.'], // prose: quoted
    ['actor', '// Nobody asks.'], // prose: quoted
    ['actor', "// Takes somebody's place."], // prose: quoted
    ['isNo', '// The text is no number.'], // prose: quoted
    ['isNo', '// Keys are no secrets.'], // prose: quoted
    ['isNo', '// The text is no `u64`.'], // prose: quoted
    ['where', '// Undefined where it failed.'], // prose: quoted
    ['where', '// Where none answers, the cache does.'], // prose: quoted
  ])('reports %s for %s', (rule, source) => {
    expect(breachesOf('a.ts', source)).toContain(`${rule} 1`)
  })

  it.each([
    '// The cause is kept. That is enough.',
    '// Whole epochs only.',
    '// Thatch and officers.',
    '// There is no such node.',
    '// If there are no logs, the block is empty.',
    '// The answer is no longer needed.',
    '// The proof is no older than the block.',
    '// A path where `where it` is code.',
    '// Returns the folder where the file is.',
    '// Keeps the source where it comes from.',
    '/** @param where folder of the file */',
    '//     That is code, shown by its indent.',
  ])('accepts %s', (source) => {
    expect(breachesOf('a.ts', source)).toEqual([])
  })

  it('reports the line of a breach when a comment has several lines', () => {
    expect(breachesOf('a.ts', '/**\n * Returns a node.\n *\n * Fails when the text is\n * no number.\n */')).toEqual([
      'isNo 4',
    ])
  })

  it('reads line comments that follow each other as one text', () => {
    expect(breachesOf('a.ts', '  // Returns the key\n  // that is asked for.')).toEqual([])
  })

  it('reads comments behind code as texts of their own', () => {
    expect(breachesOf('a.ts', 'a() // the key\nb() // that is asked for')).toEqual(['opening 2']) // prose: quoted
  })

  it('reads each item of a list as a text of its own', () => {
    expect(breachesOf('a.ts', '/**\n * Steps:\n * - Adds one.\n * - What is left.\n */')).toEqual(['opening 4'])
  })

  it('skips code in comments', () => {
    expect(breachesOf('a.ts', '/**\n * ```\n * That is code.\n * ```\n */')).toEqual([])
  })

  it('reads regular expressions as code', () => {
    expect(breachesOf('a.ts', 'const A = /[\'"`]/\nconst B = 4 / 2 // That is it.')).toEqual(['opening 2']) // prose: quoted
  })
})

describe('findBreaches in strings', () => {
  it.each([
    ['actor', "throw new Error('Nobody answers.')"], // prose: quoted
    ['isNo', `throw new Error(\`\${text} is no number\`)`], // prose: quoted
    ['isNo', 'const a = "it\'s what is no number"'], // prose: quoted
    ['where', "const help = 'left out where none is given'"], // prose: quoted
    ['isNo', `const a = \`x \${b(\`the key is no point\`)}\``], // prose: quoted
  ])('reports %s for %s', (rule, source) => {
    expect(breachesOf('a.ts', source)).toEqual([`${rule} 1`])
  })

  it.each([
    "const words = ['nobody', 'where']", // prose: quoted
    "import { nobody } from './nobody.ts'",
    'await sql`select a from b where each is no c`',
    "const a = 'What is the key?'",
  ])('accepts %s', (source) => {
    expect(breachesOf('a.ts', source)).toEqual([])
  })
})

describe('findBreaches in titles of tests', () => {
  it.each([
    "it('is refused', () => {})",
    "test('Are sorted', () => {})",
    "describe('and then', () => {})",
    "it.each([['a', (1)]])('that fails', () => {})",
    "it.each<[string, number]>([])('of a node', () => {})",
    "it.skipIf(isSlow)(\n  'or the last', () => {})",
    `it(\`where \${name} is\`, () => {})`,
    'it("what", () => {})',
  ])('reports the title in %j', (source) => {
    expect(breachesOf('a.test.ts', source).map((breach) => breach.split(' ')[0])).toEqual(['title'])
  })

  it.each([
    "it('returns undefined when the key is unknown', () => {})",
    "it('orders nodes', () => {})",
    "emit('is done', () => {})",
    "await('is done')",
  ])('accepts %j', (source) => {
    expect(breachesOf('a.test.ts', source)).toEqual([])
  })
})

describe('findBreaches in other languages', () => {
  it.each([
    ['a.sol', '/// @notice Who may call it.\nuint256 x; // nobody\nstring s = "// nobody";', ['opening 1', 'actor 2']], // prose: quoted
    ['a.sql', "select '-- nobody' -- Of a block.\n-- A row where it holds.\n", ['opening 1', 'where 2']], // prose: quoted
    ['a.graphql', '"""\nWhat it is.\n"""\ntype A {\n  # nobody\n  a: B\n}', ['opening 2', 'actor 5']], // prose: quoted
    ['a.py', '"""That fails."""\na = "# nobody"  # is no key\n', ['opening 1', 'isNo 2']], // prose: quoted
  ])('reads the comments of %s', (file, source, breaches) => {
    expect(breachesOf(file, source)).toEqual(breaches)
  })

  it('skips files of other kinds', () => {
    expect(breachesOf('a.json', '// nobody')).toEqual([])
  })
})

describe('findBreaches in Markdown', () => {
  it.each([
    ['a paragraph', 'Text.\n\nThat is it.', ['opening 3']], // prose: quoted
    ['a list item', '- One.\n- Of two.\n  1. What is left.', ['opening 2', 'opening 3']], // prose: quoted
    ['a line within a paragraph', 'The key\nis no\npoint.', ['isNo 2']], // prose: quoted
    ['a cell of a table', '| a | b |\n| - | - |\n| nobody | What is left |', ['actor 3']], // prose: quoted
    ['the text of a link', '[nobody](a.md)', ['actor 1']], // prose: quoted
  ])('reads %s', (_, source, breaches) => {
    expect(breachesOf('a.md', source)).toEqual(breaches)
  })

  it.each([
    ['headings', '## What it is'],
    ['bold labels', '- **Who** the operator\n\n**Where it is.** The folder.'], // prose: quoted
    ['blocks of code', '```\nThat is nobody.\n```'],
    ['code spans', 'The value `is no x` and `nobody`.'],
    ['addresses of links', '[the page](https://example.org/nobody)'],
    ['lines of a paragraph that continue a sentence', 'The key\nthat is asked for.'],
  ])('skips %s', (_, source) => {
    expect(breachesOf('a.md', source)).toEqual([])
  })
})

describe('findBreaches on a line that is marked as quoted', () => {
  it('spares that line only', () => {
    const source = '// nobody // prose: quoted\n\n// nobody\n' // prose: quoted
    expect(breachesOf('a.ts', source)).toEqual(['actor 3'])
  })

  it('spares a line of Markdown', () => {
    expect(breachesOf('a.md', 'One.\nThe word nobody. <!-- prose: quoted -->\nNobody asks.')).toEqual(['actor 3']) // prose: quoted
  })
})

describe('findBreaches for long sentences', () => {
  const words = (count: number) => Array.from({ length: count }, () => 'word').join(' ')

  it('reports a sentence of 26 words with its line', () => {
    expect(findBreaches('a.ts', `// Short one.\n// ${words(26)}.`)).toEqual([
      { rule: 'long', file: 'a.ts', line: 2, text: `${words(26)}.` },
    ])
  })

  it('accepts two sentences of 25 words', () => {
    expect(findBreaches('a.md', `${words(25)}.\n${words(25)}.`)).toEqual([])
  })
})

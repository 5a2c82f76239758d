import solc from 'solc'
import { describe, expect, it } from 'vitest'
import { readArtifact } from '../../../deploy/artifact.ts'
import { PRODUCT_SETTINGS } from '../../../scripts/generate/compilers.ts'
import { digestInput } from '../../../scripts/generate/digestInput.ts'
import { SourceMissingError } from '../../../scripts/generate/errors.ts'
import { type ReadSource, readSource, readSources } from '../../../scripts/generate/readSources.ts'

const TOKEN = 'contracts/StakingToken.sol'

/** Cheap to compile: half a second, while the token takes ten. */
const CHEAP = 'contracts/RegistryLens.sol'

/** A source of the token that it does not import itself. */
const INDIRECT = '@openzeppelin/contracts/utils/Context.sol'

/** Reads the sources with one of them changed. */
const changing =
  (path: string, change: (source: string) => string): ReadSource =>
  (name) => {
    const source = readSource(name)
    const changed = name === path ? change(source) : source
    if (name === path && changed === source) throw new TypeError(`${path} is as before.`)
    return changed
  }

/** Creation code of the cheap contract, compiled alone. */
const compileAlone = (read: ReadSource): string => {
  const sources = Object.fromEntries([...readSources(CHEAP, read)].map(([name, content]) => [name, { content }]))
  const outputSelection = { [CHEAP]: { RegistryLens: ['evm.bytecode.object'] } }
  const input = { language: 'Solidity', sources, settings: { ...PRODUCT_SETTINGS, outputSelection } }
  const output = JSON.parse(solc.compile(JSON.stringify(input))) as {
    contracts: Record<string, Record<string, { evm: { bytecode: { object: string } } }>>
  }
  return `0x${output.contracts[CHEAP]?.['RegistryLens']?.evm.bytecode.object}`
}

/** Puts comments and line breaks at the beginning of a source, at its end and in front of its contract. */
const comment = (source: string): string =>
  `/* first */ ${source.replace('\ncontract ', '\n\n/// @dev "another" comment\ncontract ')}\n// it's the last\n`

const withComments = changing(TOKEN, comment)

const withOtherCode = changing(TOKEN, (source) => source.replace('contract StakingToken', 'contract Token'))

describe('digestInput', () => {
  it('returns the same digest when only comments and line breaks change', () => {
    expect(digestInput(TOKEN, withComments)).toBe(digestInput(TOKEN))
  })

  it('returns another digest when the code changes', () => {
    expect(digestInput(TOKEN, withOtherCode)).not.toBe(digestInput(TOKEN))
  })

  it('returns another digest when an indirect import changes', () => {
    const read = changing(INDIRECT, (source) => source.replace('return msg.sender', 'return (msg.sender)'))
    expect(digestInput(TOKEN, read)).not.toBe(digestInput(TOKEN))
  })

  it('throws when an import is absent', () => {
    const read = changing(TOKEN, (source) => source.replace('import ', 'import "./Absent.sol";\nimport '))
    expect(() => digestInput(TOKEN, read)).toThrow(SourceMissingError)
  })
})

describe('the compiler', () => {
  it('makes the committed bytecode when it compiles a contract alone', async () => {
    expect(compileAlone(readSource)).toBe((await readArtifact('RegistryLens')).bytecode)
  })

  it('makes the committed bytecode when comments and line breaks change', async () => {
    expect(compileAlone(changing(CHEAP, comment))).toBe((await readArtifact('RegistryLens')).bytecode)
  })

  it('makes other bytecode when the code changes', async () => {
    const read = changing(CHEAP, (source) => source.replace('PAGE_MAX = 200', 'PAGE_MAX = 201'))
    expect(compileAlone(read)).not.toBe((await readArtifact('RegistryLens')).bytecode)
    expect(digestInput(CHEAP, read)).not.toBe(digestInput(CHEAP))
  })
})

describe('readSources', () => {
  const sources: Readonly<Record<string, string>> = {
    'contracts/A.sol': [
      'import "./B.sol";',
      'import {C as D} from "./deep/C.sol";',
      "import * as E from '@pkg/E.sol';",
      '// import "./F.sol";',
      'contract A { string s = "import"; string t = "./G.sol"; }',
    ].join('\n'),
    'contracts/B.sol': 'contract B {}',
    'contracts/deep/C.sol': 'import "../B.sol"; import "../A.sol"; contract C {}',
    '@pkg/E.sol': 'import "./inner/H.sol";',
    '@pkg/inner/H.sol': '',
  }
  const read: ReadSource = (path) => {
    const source = sources[path]
    if (source === undefined) throw new TypeError(`${path} was asked for.`)
    return source
  }

  it('returns each source once, in the order of the paths, when imports are circular', () => {
    expect([...readSources('contracts/A.sol', read).keys()]).toEqual(Object.keys(sources).sort())
  })
})

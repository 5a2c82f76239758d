import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readResults } from '../../../tools/campaign/results.ts'
import { BaselineFailedError } from '../../../tools/mutation/errors.ts'
import { readProject } from '../../../tools/mutation/project.ts'
import type { MutantResult } from '../../../tools/mutation/results.ts'
import { runMutation } from '../../../tools/mutation/runMutation.ts'

const COUNTER = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

contract Counter {
    uint8 private constant MAX = 255;

    error Full(uint256 count);

    uint8 public count;

    function add(uint8 more) external {
        if (more > MAX - count) revert Full(count);
        count += more;
    }
}
`

/** Goes by the artifact, and never to the bound. */
const TESTS = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

interface Vm {
    function getCode(string calldata artifact) external view returns (bytes memory creationCode);
}

interface ICounter {
    function count() external view returns (uint8);
    function add(uint8 more) external;
}

contract CounterTest {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    function test_add_Counts() external {
        bytes memory code = vm.getCode("Counter");
        address deployed;
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        ICounter(deployed).add(200);
        ICounter(deployed).add(SECOND);
        require(ICounter(deployed).count() == 200 + SECOND, "count");
    }
}
`

let root: string
let lines: string[]
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'muster-mutation-'))
  lines = []
  // Hardhat requires one at a project's root.
  write('package.json', '{ "type": "module" }')
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

const run = async (second: number, ...match: string[]) => {
  write('contracts/Counter.sol', COUNTER)
  write('test/contracts/Counter.t.sol', TESTS.replaceAll('SECOND', String(second)))
  return runMutation({
    isShort: false,
    match: match.length === 0 ? undefined : match,
    readTree: () => ({ commit: '0123456789abcdef', dirty: false }),
    folder: join(root, '.campaign'),
    say: (line) => lines.push(line),
    update: () => undefined,
    project: readProject(root),
    explained: [{ why: 'Unused.', mutants: ['Counter.add edge: if (more [> → >=] MAX - count) revert Full(count)'] }],
  })
}

describe('runMutation', () => {
  it('distinguishes caught mutants, survivors and invalid programs', async () => {
    const failures = await run(20)
    const results = await readResults<MutantResult>(join(root, '.campaign'), 'mutation')
    expect(results.map(({ mutant, outcome }) => `${outcome}: ${mutant}`).sort()).toEqual([
      'caught: Counter.add arithmetic: count [+= → -=] more',
      'caught: Counter.add arithmetic: if (more > MAX [- → +] count) revert Full(count)',
      'caught: Counter.add write: [count += more; → ]',
      'invalid: Counter constant: uint8 private constant MAX = [255 → (255) * 2]',
      'invalid: Counter constant: uint8 private constant MAX = [255 → (255) + 1]',
      'survived: Counter.add edge: if (more [> → >=] MAX - count) revert Full(count)',
      'survived: Counter.add guard: if ([more > MAX - count → false]) revert Full(count)',
    ])
    expect(results.find(({ operator }) => operator === 'write')?.by).toBe('CounterTest.test_add_Counts(): count')
    expect(failures).toEqual([
      '60.0 % of the mutants are caught: 95 % are wanted',
      'Counter.add guard: if ([more > MAX - count → false]) revert Full(count) survives, unexplained',
    ])
    expect(existsSync(join(root, '.campaign', 'mutation'))).toBe(false)

    // Judged already.
    expect(await run(20)).toEqual(failures)
    expect(lines.filter((line) => line.includes('to judge'))).toEqual([
      'mutation: 7 of 7 mutants to judge, at 0123456789',
      'mutation: 0 of 7 mutants to judge, at 0123456789',
    ])
  })

  it('throws when a test fails on the unchanged contracts', async () => {
    const error = await run(100).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(BaselineFailedError)
    expect((error as BaselineFailedError).metaMessages[0]).toBe('CounterTest.test_add_Counts(): Full(200)')
    expect(await readResults(join(root, '.campaign'), 'mutation')).toEqual([])
  })

  it('throws when a test file has no tests', async () => {
    write(
      'test/contracts/Empty.t.sol',
      '// SPDX-License-Identifier: MIT\npragma solidity 0.8.37;\ncontract EmptyTest {}\n',
    )
    await expect(run(20, 'guard')).rejects.toThrow('test/contracts/Empty.t.sol ran no test.')
  })
})

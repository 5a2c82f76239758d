import { describe, expect, it } from 'vitest'
import { compile } from '../../../tools/mutation/compile.ts'
import { createMutants } from '../../../tools/mutation/createMutants.ts'
import { applyMutant, type Mutant } from '../../../tools/mutation/mutant.ts'
import { operators } from '../../../tools/mutation/operators/operators.ts'

const FILE = 'contracts/Sample.sol'

const project = { root: import.meta.dirname, mutated: [FILE], sources: [FILE], tests: [] }

/** Code for each operator. The dash has three bytes, because positions count bytes. */
const SAMPLE = `// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// A sample – of everything.
contract Sample {
    uint256 private constant MAX = 7 days;
    bytes32 private constant HASH = keccak256("x");
    uint8 private constant NONE = type(uint8).max;

    error TooHigh(uint256 amount);
    event Added(uint256 amount);

    uint256 public total;

    modifier small(uint256 amount) {
        if (amount > 10) revert TooHigh(amount);
        _;
    }

    function add(uint256 amount, bool twice) external small(amount) returns (uint256) {
        if (amount == 0 || total + amount >= MAX) {
            revert TooHigh(amount);
        }
        if (twice) total += amount; // and again:
        total += amount;
        ++total;
        emit Added(amount);
        _check(!twice);
        return total;
    }

    function _check(bool ok) private pure {
        for (uint256 i = 0; i < 3; ++i) if (!ok) continue;
        assembly ("memory-safe") {
            mstore(0x20, add(ok, 0x0f))
        }
    }
}
`

const mutantsOf = (text: string): Mutant[] => {
  const { errors, asts } = compile({ project, files: [FILE], changed: new Map([[FILE, text]]), wantsAst: true })
  expect(errors).toEqual([])
  const ast = asts.get(FILE)
  return ast === undefined ? [] : createMutants([{ file: FILE, text, ast }])
}

const namesOf = (text: string): string[] => mutantsOf(text).map(({ name }) => name)

describe('createMutants', () => {
  it('makes a mutant for each condition, bound, operation, number and statement', () => {
    const names = namesOf(SAMPLE)
    const byOperator = Object.keys(operators).map((operator) => [
      operator,
      names
        .filter((name) => name.split(' ')[1] === `${operator}:`)
        .map((name) => name.replace(` ${operator}:`, ''))
        .sort(),
    ])
    expect(Object.fromEntries(byOperator)).toMatchInlineSnapshot(`
      {
        "arithmetic": [
          "Sample.add if (amount == 0 || total [+ → -] amount >= MAX) { revert TooHigh(amount); }",
          "Sample.add if (twice) total [+= → -=] amount",
          "Sample.add total [+= → -=] amount",
        ],
        "assembly": [
          "Sample._check [mstore(0x20, add(ok, 0x0f)) → ]",
          "Sample._check mstore(0x20, [add → sub](ok, 0x0f))",
          "Sample._check mstore(0x20, add(ok, [0x0f → 0x10]))",
          "Sample._check mstore([0x20 → 0x21], add(ok, 0x0f))",
        ],
        "call": [
          "Sample.add [_check(!twice); → ]",
        ],
        "choice": [
          "Sample._check [i < 3 → false]",
          "Sample._check if ([!ok → false]) continue",
          "Sample._check if ([!ok → true]) continue",
          "Sample.add if ([twice → false]) total += amount",
          "Sample.add if ([twice → true]) total += amount",
        ],
        "constant": [
          "Sample bytes32 private constant HASH = [keccak256("x") → bytes32(uint256(keccak256("x")) + 1)]",
          "Sample uint256 private constant MAX = [7 days → (7 days) * 2]",
          "Sample uint256 private constant MAX = [7 days → (7 days) + 1]",
          "Sample uint8 private constant NONE = [type(uint8).max → type(uint8).max - 1]",
        ],
        "edge": [
          "Sample._check i [< → <=] 3",
          "Sample.add if (amount == 0 || total + amount [>= → >] MAX) { revert TooHigh(amount); }",
          "Sample.add if (amount [== → !=] 0 || total + amount >= MAX) { revert TooHigh(amount); }",
          "Sample.small if (amount [> → >=] 10) revert TooHigh(amount)",
        ],
        "event": [
          "Sample.add [emit Added(amount); → ]",
        ],
        "guard": [
          "Sample.add if ([amount == 0 || total + amount >= MAX → false]) { revert TooHigh(amount); }",
          "Sample.small if ([amount > 10 → false]) revert TooHigh(amount)",
        ],
        "leave": [
          "Sample._check if (!ok) [continue; → ]",
          "Sample.add [return total; → ]",
        ],
        "literal": [
          "Sample._check i < [3 → 4]",
          "Sample._check uint256 i = [0 → 1]",
          "Sample.add if (amount == [0 → 1] || total + amount >= MAX) { revert TooHigh(amount); }",
          "Sample.small if (amount > [10 → 11]) revert TooHigh(amount)",
        ],
        "modifier": [
          "Sample.add [small(amount) → ]",
        ],
        "operand": [
          "Sample.add if ([amount == 0 → false] || total + amount >= MAX) { revert TooHigh(amount); }",
          "Sample.add if (amount == 0 || [total + amount >= MAX → false]) { revert TooHigh(amount); }",
        ],
        "sign": [
          "Sample._check if ([! → ]ok) continue",
          "Sample.add _check([! → ]twice)",
        ],
        "step": [
          "Sample._check [++ → --]i",
          "Sample.add [++ → --]total",
        ],
        "write": [
          "Sample.add [++total; → ]",
          "Sample.add [total += amount; → ]",
          "Sample.add if (twice) [total += amount; → ]",
        ],
      }
    `)
  })

  it('makes mutants that differ in one place and compile, unless a number leaves its type', () => {
    const mutants = mutantsOf(SAMPLE)
    const broken = mutants.flatMap((mutant) => {
      const text = applyMutant(SAMPLE, mutant)
      expect(text).not.toBe(SAMPLE)
      const { errors } = compile({ project, files: [FILE], changed: new Map([[FILE, text]]) })
      return errors.length === 0 ? [] : [mutant.name]
    })
    expect(broken).toMatchInlineSnapshot(`[]`)
  })

  it('keeps names when lines move and comments change', () => {
    const moved = SAMPLE.replace('    uint256 public total;', '\n    // The sum.\n\n    uint256 public total;\n')
      .replace('total + amount >= MAX', 'total + amount >= /* as ever */\n            MAX')
      .replace('// and again:', '')
    expect(moved).not.toBe(SAMPLE)
    expect(namesOf(moved)).toEqual(namesOf(SAMPLE))
  })

  it('makes unique names, numbered when the same text occurs twice in a function', () => {
    const names = namesOf(SAMPLE.replace('++total;', 'total += amount;'))
    expect(new Set(names).size).toBe(names.length)
    expect(names.filter((name) => name.includes('write: [total += amount; → ]'))).toEqual([
      'Sample.add write: [total += amount; → ]',
      'Sample.add write: [total += amount; → ] #2',
    ])
  })
})

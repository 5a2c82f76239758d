/**
 * Checks every vector file of a folder against our implementations: TypeScript, and for some the compiled Solidity on a
 * local EVM.
 *
 *     npm run conformance -- <folder>
 *
 * Prints one line for each file and implementation. At the first difference it names file, case, expected and got, and
 * exits with 1.
 */
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { BaseError } from '../shared/errors/baseError.ts'
import { type Check, createExpectSame } from './conformance/check.ts'
import { checkBlocks } from './conformance/checkBlocks.ts'
import { checkDelta } from './conformance/checkDelta.ts'
import { checkDocuments } from './conformance/checkDocuments.ts'
import { checkEpoch } from './conformance/checkEpoch.ts'
import { checkEpochClock } from './conformance/checkEpochClock.ts'
import { checkHistograms } from './conformance/checkHistograms.ts'
import { checkIdentity } from './conformance/checkIdentity.ts'
import { checkLeaves } from './conformance/checkLeaves.ts'
import { checkList } from './conformance/checkList.ts'
import { checkMetrics } from './conformance/checkMetrics.ts'
import { checkRecords, checkRecordsOnChain } from './conformance/checkRecords.ts'
import { checkSnapshot } from './conformance/checkSnapshot.ts'
import { checkSwarms } from './conformance/checkSwarms.ts'
import { checkTree, checkTreeOnChain } from './conformance/checkTree.ts'
import {
  CaseRefusedError,
  ConformanceDifferenceError,
  VectorFileInvalidError,
  VectorFolderInvalidError,
} from './conformance/errors.ts'
import { createLocalChain, type LocalChain } from './conformance/localChain.ts'
import { readVectorFile } from './conformance/vectorFile.ts'

/** Implementations of each vector file. Add a line for a new format. */
const CHECKS: Readonly<Record<string, readonly Check[]>> = {
  'records.json': [checkRecords, checkRecordsOnChain],
  'tree.json': [checkTree, checkTreeOnChain],
  'list.json': [checkList],
  'delta.json': [checkDelta],
  'leaves.json': [checkLeaves],
  'extension-documents.json': [checkDocuments],
  'extension-blocks.json': [checkBlocks],
  'epoch.json': [checkEpoch],
  'epoch-clock.json': [checkEpochClock],
  'snapshot.json': [checkSnapshot],
  'identity.json': [checkIdentity],
  'swarms.json': [checkSwarms],
  'metrics.json': [checkMetrics],
  'histograms.json': [checkHistograms],
}

/** Length of the longest name of a known file: a column of the report. */
const FILE_WIDTH = Math.max(...Object.keys(CHECKS).map(({ length }) => length))

async function listJsonFiles(folder: string): Promise<string[]> {
  let names: string[]
  try {
    names = await readdir(folder)
  } catch (cause) {
    throw new VectorFolderInvalidError({ folder, reason: 'there is no such folder, or it cannot be read', cause })
  }
  return names.filter((name) => name.endsWith('.json')).sort()
}

async function runCheck(args: { folder: string; file: string; check: Check; chain: () => Promise<LocalChain> }) {
  const { folder, file, check, chain } = args
  const vectors = await readVectorFile(join(folder, file))
  const expectSame = createExpectSame(file, check.implementation)
  let current: string | undefined
  const begin = (at: string) => {
    current = at
  }
  try {
    const count = await check.run({ vectors, chain, begin, expectSame })
    if (count === 0) throw new VectorFileInvalidError({ file, reason: 'it has no cases' })
    return count
  } catch (error) {
    if (error instanceof ConformanceDifferenceError || error instanceof VectorFileInvalidError) throw error
    // A case that our own code refuses differs as much as one with another value, and is named as well.
    if (current === undefined || !(error instanceof BaseError)) throw error
    throw new CaseRefusedError({ file, implementation: check.implementation, case: current, cause: error })
  }
}

/**
 * Checks all vector files of `folder`. Unknown JSON files are named and ignored.
 *
 * @param args.write receives each line of the report
 * @returns the number of checked cases, over all files and implementations
 * @throws ConformanceDifferenceError or CaseRefusedError at the first difference
 * @throws VectorFolderInvalidError, VectorFileInvalidError, LocalChainError if the folder has no cases or a check
 * cannot run
 */
export async function conformance(args: { folder: string; write: (line: string) => void }): Promise<number> {
  const { folder, write } = args
  const names = await listJsonFiles(folder)
  const ignored = names.filter((name) => !Object.hasOwn(CHECKS, name))
  const files = names.filter((name) => Object.hasOwn(CHECKS, name))
  if (files.length === 0)
    throw new VectorFolderInvalidError({ folder, reason: `it has none of ${Object.keys(CHECKS).join(', ')}` })
  let started: Promise<LocalChain> | undefined
  const chain = () => {
    started ??= createLocalChain()
    return started
  }
  let total = 0
  try {
    for (const file of files)
      for (const check of CHECKS[file] ?? []) {
        const count = await runCheck({ folder, file, check, chain })
        write(`${file.padEnd(FILE_WIDTH)} ${check.implementation.padEnd(11)} ${count} of ${count} cases agree`)
        total += count
      }
  } finally {
    await started?.then((running) => running.close())
  }
  for (const name of ignored) write(`${name.padEnd(FILE_WIDTH)} ignored: no vectors of this name are known here`)
  return total
}

/** Resolves a folder that npm was called with in another working directory. */
function resolveFolder(argument: string): string {
  const { INIT_CWD: calledIn } = process.env
  const here = resolve(argument)
  return existsSync(here) || calledIn === undefined ? here : resolve(calledIn, argument)
}

async function main(): Promise<number> {
  const [argument, ...others] = process.argv.slice(2)
  if (argument === undefined || others.length > 0) {
    process.stderr.write('Name one folder with vectors: npm run conformance -- <folder>\n')
    return 1
  }
  const folder = resolveFolder(argument)
  // Hardhat finds its configuration from the working directory.
  process.chdir(fileURLToPath(new URL('..', import.meta.url)))
  try {
    const total = await conformance({ folder, write: (line) => process.stdout.write(`${line}\n`) })
    process.stdout.write(`All ${total} agree.\n`)
    return 0
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}

if (import.meta.main) process.exitCode = await main()

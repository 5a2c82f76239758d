import { readFileSync } from 'node:fs'
import { type Abi, type AbiFunction, type Hex, size } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Deployment, deploy } from '../../deploy/deploy.ts'
import type { ChainClient } from '../../devnet/chain/chainClient.ts'
import { seededAccount } from '../../devnet/demo/seededKeys.ts'
import { PRODUCT_SETTINGS } from '../../scripts/generate/compilers.ts'
import { type EmbeddedChain, openHardhatChain } from '../../tools/support/chain.ts'
import { readContracts } from '../contracts/governance/contracts.ts'
import { evaluateText } from './evaluate.ts'
import { readConstants } from './readConstants.ts'
import { quotedIn, readPage, sectionOf, tableRows } from './readPage.ts'

const protocolPage = readPage('protocol.md')
const functionsPage = readPage('functions.md')

/** Deployable contracts that the page does not document: OpenZeppelin's, and a part of `SignerSets`. */
const ELSEWHERE: readonly string[] = ['AccessManager', 'BlsVerifier']

const contracts = (await readContracts()).filter(({ name }) => !ELSEWHERE.includes(name))
const names = contracts.map(({ name }) => name)

/** Solady's errors are thrown in assembly: no ABI has them. */
const soladyErrors = [
  ...readFileSync(new URL('../../node_modules/solady/src/utils/ext/ithaca/BLS.sol', import.meta.url), 'utf8').matchAll(
    /error (\w+)\(/g,
  ),
].map((match) => match[1] as string)

/** Maximum of a contract's code (EIP-170). */
const CODE_BYTES_MAX = 24_576

const constantRows = tableRows(sectionOf(protocolPage, '## Constants'), ['constant', 'contract', 'value']).map(
  ([name = '', contract = '', value = '']) => ({
    name: name.slice(1, -1),
    contract: contract.slice(1, -1),
    value: evaluateText(value),
  }),
)
const constants = readConstants()

const functionsOf = (abi: Abi): AbiFunction[] => abi.filter((item) => item.type === 'function')
const isView = ({ stateMutability }: AbiFunction): boolean => stateMutability === 'view' || stateMutability === 'pure'
const signatureOf = ({ name, inputs }: AbiFunction): string =>
  `${name}(${inputs.map((input) => input.name).join(', ')})`
const namesOf = (abi: Abi, type: 'error' | 'event'): string[] =>
  abi.flatMap((item) => (item.type === type && 'name' in item ? [item.name] : []))

const headingsOf = (section: string): string[] =>
  [...section.matchAll(/^### `([^`]+)`$/gm)].map((match) => match[1] as string)

/** Texts behind a bullet, in every block of a section. */
const bulletsOf = (section: string, label: string): string[] =>
  [...section.matchAll(new RegExp(`^- \\*\\*${label}\\*\\* ((?:.|\\n(?!-|\\n))*)`, 'gm'))].map(
    (match) => match[1] as string,
  )

describe('docs/functions.md', () => {
  it('has a section for each contract, and for no other', () => {
    const sections = [...functionsPage.matchAll(/^## (\w+)$/gm)].map((match) => match[1])
    expect(sections.sort()).toEqual([...names].sort())
  })

  it.each(contracts)('has every function of $name by its arguments, and no other', ({ name, abi }) => {
    const section = sectionOf(functionsPage, `## ${name}`)
    const listed = constantRows.filter(({ contract }) => contract === name).map((row) => `${row.name}()`)
    const views = tableRows(section, ['view', 'answer']).flatMap(([view = '']) => quotedIn(view))
    const changing = headingsOf(section).filter((heading) => heading !== 'constructor')
    const all = functionsOf(abi)
    expect(changing.sort()).toEqual(
      all
        .filter((item) => !isView(item))
        .map(signatureOf)
        .sort(),
    )
    const getters = all.filter(isView).map(signatureOf)
    expect(views.sort()).toEqual(getters.filter((view) => !listed.includes(view)).sort())
  })

  it.each(contracts)('says of every changing function of $name who may call it and how it fails', ({ name }) => {
    const section = sectionOf(functionsPage, `## ${name}`)
    for (const heading of headingsOf(section)) {
      const block = sectionOf(section, `### \`${heading}\``)
      const who = heading === 'constructor' ? 'Takes' : 'Who'
      expect([heading, bulletsOf(block, who).length, bulletsOf(block, 'Errors').length]).toEqual([heading, 1, 1])
    }
  })

  it.each(contracts)('has every error of $name, and no other', ({ name, abi }) => {
    const section = sectionOf(functionsPage, `## ${name}`)
    const inViews = tableRows(section, ['view', 'answer']).flatMap(([, answer = '']) => quotedIn(answer))
    const declared = namesOf(abi, 'error')
    const said = [
      ...bulletsOf(section, 'Errors').flatMap(quotedIn),
      ...inViews.filter((word) => declared.includes(word)),
    ]
    const known = [...contracts.flatMap((contract) => namesOf(contract.abi, 'error')), ...soladyErrors]
    expect(declared.filter((error) => !said.includes(error))).toEqual([])
    expect(said.filter((error) => !known.includes(error))).toEqual([])
  })

  it.each(contracts)('has every event of $name, and no other', ({ name, abi }) => {
    const said = bulletsOf(sectionOf(functionsPage, `## ${name}`), 'Events').flatMap(quotedIn)
    const known = contracts.flatMap((contract) => namesOf(contract.abi, 'event'))
    expect(namesOf(abi, 'event').filter((event) => !said.includes(event))).toEqual([])
    expect(said.filter((event) => !known.includes(event))).toEqual([])
  })
})

describe('docs/protocol.md', () => {
  let chain: EmbeddedChain
  let client: ChainClient
  let deployment: Deployment
  let addresses: Readonly<Record<string, Hex>>

  beforeAll(async () => {
    const opened = await openHardhatChain()
    chain = opened
    client = opened.client
    deployment = await deploy(client, { governor: seededAccount('docs', 'governor').address, epochSeconds: 3_600 })
    const { registry, signerSets, rewardsPool, contributionPools, randomness, registryLens, token } = deployment
    addresses = {
      ServiceNodeRegistry: registry,
      SignerSets: signerSets,
      RewardsPool: rewardsPool,
      ContributionPools: contributionPools,
      BeaconRandomness: randomness,
      RegistryLens: registryLens,
      StakingToken: token,
    }
  })
  afterAll(() => chain?.stop())

  const ask = async (contract: string, functionName: string): Promise<unknown> => {
    const abi = contracts.find(({ name }) => name === contract)?.abi
    const address = addresses[contract]
    if (!abi || !address) throw new Error(`${contract} is not deployed.`)
    return client.readContract({ address, abi, functionName })
  }

  it('has every constant with the value that its source has, and no other', () => {
    // A private constant of a library is a detail of how it works.
    const required = constants.filter(
      ({ contract, visibility }) => names.includes(contract) || visibility !== 'private',
    )
    const values = new Map(constants.map(({ contract, name, value }) => [`${contract}.${name}`, value]))
    const said = new Map(constantRows.map(({ contract, name, value }) => [`${contract}.${name}`, value]))
    expect(required.map(({ contract, name }) => `${contract}.${name}`).filter((name) => !said.has(name))).toEqual([])
    for (const [name, value] of said) expect([name, value]).toEqual([name, values.get(name)])
  })

  it('has every constant with the value that the deployed contract answers with', async () => {
    for (const { contract, name, visibility } of constants) {
      if (visibility !== 'public') continue
      const row = constantRows.find((candidate) => candidate.name === name && candidate.contract === contract)
      expect([name, row?.value]).toEqual([name, BigInt((await ask(contract, name)) as number | bigint)])
    }
  })

  it('has every parameter with the default and the bounds it has', async () => {
    const deployed = (await ask('ServiceNodeRegistry', 'parameters')) as Readonly<Record<string, number | bigint>>
    const rows = tableRows(protocolPage, ['parameter', 'unit', 'default', 'least', 'most'])
    const bounds = async (least: string, most: string) =>
      (await Promise.all([least, most].map((name) => ask('SignerSets', name)))).map((bound) =>
        BigInt(bound as number | bigint),
      )
    const delays = async (least: string, most: string) =>
      (await bounds(least, most)).map((epochs) => epochs * BigInt(deployment.epochSeconds))
    const [, penaltyMax] = await bounds('EPOCH_SECONDS_MIN', 'PENALTY_BPS_MAX')
    const [, lockMax] = await delays('EXIT_DELAY_EPOCHS_MIN', 'REMOVAL_LOCK_EPOCHS_MAX')
    const expected: Readonly<Record<string, readonly (bigint | undefined)[]>> = {
      activationDelay: await delays('ACTIVATION_DELAY_EPOCHS_MIN', 'ACTIVATION_DELAY_EPOCHS_MAX'),
      exitDelay: await delays('EXIT_DELAY_EPOCHS_MIN', 'EXIT_DELAY_EPOCHS_MAX'),
      removalLock: [BigInt(deployed['exitDelay'] ?? -1), lockMax],
      minQuorum: await bounds('MIN_QUORUM_MIN', 'MIN_QUORUM_MAX'),
      penaltyBps: [0n, penaltyMax],
      removalReward: [0n, 2n ** 96n - 1n],
    }
    expect(rows.map(([name]) => name?.slice(1, -1)).sort()).toEqual(Object.keys(deployed).sort())
    for (const [quoted = '', , value = '', least = '', most = ''] of rows) {
      const name = quoted.slice(1, -1)
      expect([name, evaluateText(value)]).toEqual([name, BigInt(deployed[name] ?? -1)])
      // The bounds of the requirement are about its present value; setParameters.t.sol has them.
      if (name === 'stakingRequirement') continue
      expect([name, evaluateText(least), evaluateText(most)]).toEqual([name, ...(expected[name] ?? [])])
    }
  })

  it('has the settings and the supply of a deployment', async () => {
    const rows = tableRows(protocolPage, ['fixed at deployment', 'unit', 'value'])
    const said = Object.fromEntries(rows.map(([name = '', , value = '']) => [name.slice(1, -1), evaluateText(value)]))
    const deployedAt = await client.getBlock({ blockNumber: BigInt(deployment.deployBlock) })
    expect(said).toEqual({
      EPOCH_SECONDS: BigInt(deployment.epochSeconds),
      FULL_EMISSION_NODES: BigInt((await ask('RewardsPool', 'FULL_EMISSION_NODES')) as number),
      LAUNCH_END: BigInt((await ask('ServiceNodeRegistry', 'LAUNCH_END')) as number) - deployedAt.timestamp,
      ratePerSecond: await ask('RewardsPool', 'ratePerSecond'),
      totalSupply: await ask('StakingToken', 'totalSupply'),
    })
    expect(said['totalSupply']).toBeLessThan(2n ** 96n)
  })
})

describe('the gas that docs/protocol.md quotes', () => {
  type Snapshot = {
    rows: Record<string, { gas: number; target?: number }>
    sizes: Record<string, { bytes: number; limit: number }>
  }
  const snapshot = JSON.parse(
    readFileSync(new URL('../../bench/gas/snapshot.json', import.meta.url), 'utf8'),
  ) as Snapshot

  it('equals the snapshot row by row, targets and sizes included', () => {
    const rows = tableRows(protocolPage, ['operation', 'gas', 'target']).map(([name, gas = '', target = '']) => [
      name,
      { gas: Number(evaluateText(gas)), ...(target === '–' ? {} : { target: Number(target.replace(/\D/g, '')) }) },
      target.endsWith('(missed)'),
    ])
    expect(rows.sort()).toEqual(
      Object.entries(snapshot.rows)
        .map(([name, row]) => [name, row, row.gas > (row.target ?? row.gas)])
        .sort(),
    )
    const sizes = tableRows(protocolPage, ['code', 'bytes', 'limit']).map(([name, bytes = '', limit = '']) => [
      name,
      { bytes: Number(evaluateText(bytes)), limit: Number(evaluateText(limit)) },
    ])
    expect(sizes.sort()).toEqual(Object.entries(snapshot.sizes).sort())
  })

  it('adds up: what the chain charges for a removal, and what is computed', () => {
    const rows = tableRows(protocolPage, ['part', 'gas']).map(([, gas = '']) => evaluateText(gas.replaceAll('*', '')))
    const [computed = 0n, sum = 0n] = rows.reverse()
    expect(rows.slice(2).reduce((total, part) => total + part, 0n)).toBe(sum)
    expect(sum + computed).toBe(BigInt(snapshot.rows['remove, Active, 0 non-signers']?.gas ?? 0))
  })
})

describe('the sources of pages and programs', () => {
  it('the contracts are optimized for 100 runs, which leaves 2,500 bytes free in each (trap 22)', () => {
    // At 10,000 runs calls take 0.3–0.5 % less gas, and the registry has too few bytes left for a correction.
    expect(PRODUCT_SETTINGS).toMatchObject({ viaIR: true, optimizer: { enabled: true, runs: 100 } })
    for (const { name, deployedBytecode } of contracts) {
      const free = CODE_BYTES_MAX - size(deployedBytecode)
      expect(free, `${name} has ${free} bytes free`).toBeGreaterThanOrEqual(2_500)
    }
  })

  it('the typed structs that are quoted are those that are signed', () => {
    const sources = ['RegistrationVerifier', 'SignerSets'].map((name) =>
      readFileSync(new URL(`../../contracts/${name}.sol`, import.meta.url), 'utf8'),
    )
    const signed = sources.flatMap((source) => [
      ...source.matchAll(/"((?:Registration|QuorumAction|Rotation)\([^"]+\))"/g),
    ])
    expect(signed).toHaveLength(3)
    for (const [, type = ''] of signed) expect(protocolPage).toContain(`\`${type}\``)
  })
})

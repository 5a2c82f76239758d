import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { formatEther, type Hex, parseEther, zeroAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rewardsPoolAbi } from '../../../shared/contracts/rewardsPoolAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { startHardhatChain } from '../../../tools/support/chain.ts'
import { followUpsOf, pasteFollowUp } from '../../helpers/followUps.ts'
import { runMuster } from '../../helpers/runMuster.ts'
import { COMMANDS_MS_MAX, DAY, type PoolWorld, startPoolWorld } from './startPoolWorld.ts'

const SEED = 'follow-ups by the command line'
const ROOT = fileURLToPath(new URL('../../../', import.meta.url))

/** Follow-ups of `quorum`, which `quorum.test.ts` runs. */
const OF_QUORUM = ['quorum sign', 'quorum submit']

/** Names of all commands that the code of `cli/` offers as follow-ups. */
const offeredInCode = (): Set<string> => {
  const files = readdirSync(join(ROOT, 'cli'), { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  )
  const code = files.map((name) => readFileSync(join(ROOT, 'cli', name), 'utf8')).join('\n')
  const calls: [pattern: RegExp, group: string][] = [
    [/\bpoolCommand\('([a-z-]+)'/g, 'pool'],
    [/\b(?:step|nodeStep)\('([a-z-]+)'/g, 'node'],
    [/words: \['pool', '([a-z-]+)'/g, 'pool'],
    [/words: \['beacon', '([a-z-]+)'/g, 'beacon'],
    [/words: \['quorum', '([a-z-]+)'/g, 'quorum'],
  ]
  return new Set(calls.flatMap(([pattern, group]) => [...code.matchAll(pattern)].map(([, name]) => `${group} ${name}`)))
}

describe('follow-ups', { timeout: COMMANDS_MS_MAX }, () => {
  let world: PoolWorld
  const ran = new Set<string>()

  /** Runs one printed follow-up, found by its words, and expects it to succeed. */
  const paste = async (output: string, words: string, { by = '', more = '' } = {}): Promise<string> => {
    const command = followUpsOf(output).find((each) => each.startsWith(`muster ${words}`))
    if (command === undefined) throw new Error(`No follow-up "${words}" in:\n${output}`)
    const key = by === '' ? {} : { MUSTER_ACCOUNT_KEY_FILE: world.file(`${by}.key`) }
    const { code, output: said } = await pasteFollowUp(command, {
      env: { MUSTER_RPC: world.chain.url, MUSTER_BEACON: world.beaconServer.url, ...key },
      more,
    })
    expect(code, `${command}\n${said}`).toBe(0)
    ran.add(words.split(' ').slice(0, 2).join(' '))
    return said
  }
  const dry = (output: string, words: string, by = ''): Promise<string> =>
    paste(output, words, { by, more: '--dry-run' })
  const pool = async (command: string, name: string, args: readonly string[]): Promise<string> =>
    (await world.pool(command, name, args)).output
  const node = async (nodeId: string): Promise<string> => (await world.node('show', '', [nodeId])).output
  const mined = async (call: Parameters<PoolWorld['client']['writeContract']>[0]): Promise<void> => {
    const hash = await world.client.writeContract(call)
    expect((await world.client.waitForTransactionReceipt({ hash })).status).toBe('success')
  }

  beforeAll(async () => {
    const names = ['operator', 'ann', 'ben', 'stranger']
    world = await startPoolWorld(SEED, { names, nodes: ['one'], startChain: startHardhatChain })
    const { token, rewardsPool } = world.deployment
    const fund = parseEther('100000')
    await mined({ address: token, abi: stakingTokenAbi, functionName: 'approve', args: [rewardsPool, fund] } as never)
    await mined({ address: rewardsPool, abi: rewardsPoolAbi, functionName: 'fund', args: [fund] } as never)
  })
  afterAll(() => world?.stop())

  it('pool open offers commands that contributors can run when a pool is open', async () => {
    const opened = await pool('open', 'operator', [...world.nodeOptions('one'), '--fee-bps', '500'])
    expect(await paste(opened, 'pool show 1')).toContain('Pool 1 is Open.')
    expect(await paste(opened, 'pool contribute 1', { by: 'ann' })).toContain('Contributed.')
    expect(opened).toContain('$MUSTER_ACCOUNT_KEY_FILE: the key file of the account that sends.')
  })

  it('refusals of an open pool offer commands that run when their reason holds', async () => {
    await world.passTime(DAY)
    await dry(await pool('withdraw', 'operator', ['1']), 'pool cancel 1')
    await dry(await pool('cancel', 'ann', ['1']), 'pool withdraw 1')
    await paste(await pool('claim', 'stranger', ['--pool', '1']), 'pool show 1')
  })

  it('a full pool offers finalize when the last contribution came', async () => {
    const shown = await pool('show', '', ['1'])
    const termsHash = /terms hash +(0x[0-9a-f]{64})/.exec(shown)?.[1] as Hex
    const [, rest] = await world.boundsOf(1n, 'ben')
    const terms = ['--terms-hash', termsHash]
    const last = await pool('contribute', 'ben', ['1', '--amount', formatEther(rest), ...terms])
    await dry(last, 'pool finalize 1')
    await paste(await pool('contribute', 'stranger', ['1', '--amount', '1', ...terms]), 'pool show 1')
    await paste(await pool('show', '', ['1']), 'pool finalize 1', { by: 'stranger' })
    await paste(await pool('finalize', 'ann', ['1']), 'pool show 1')
    await dry(await pool('cancel', 'operator', ['1']), 'pool request-exit 1')
  })

  it('an offered place offers the step that takes it when another account is named', async () => {
    const stranger = world.address('stranger')
    const offered = await pool('offer-place', 'ben', ['1', '--to', stranger])
    expect(offered).toContain(`${stranger} may take the place in pool 1.`)
    await dry(offered, 'pool take-place 1', 'stranger')
    await dry(await pool('show', '', ['1']), 'pool take-place 1', 'stranger')
    const withdrawn = await pool('offer-place', 'ben', ['1', '--to', zeroAddress])
    expect(withdrawn).toContain('The place in pool 1 is not offered any more.')
    expect(followUpsOf(withdrawn)).toEqual([])
  })

  it('show commands print amounts as strings and follow-ups when --json is given', async () => {
    const shown = JSON.parse((await world.pool('show', '', ['1', '--json'])).stdout)
    expect(shown).toMatchObject({ schema: 'muster.pool.show', version: 1, poolId: '1', state: 'Registered' })
    expect(shown).toMatchObject({ requirement: String(parseEther('25000')), next: [] })
    expect(shown.places).toHaveLength(3)
    const one = JSON.parse((await world.node('show', '', ['1', '--json'])).stdout)
    expect(one).toMatchObject({ schema: 'muster.node.show', version: 1, nodeId: 1, status: 'Pending', accrued: '0' })
    const refused = await world.node('exit', 'stranger', ['1', '--json'])
    expect([refused.code, refused.stdout]).toEqual([3, ''])
    expect(JSON.parse(refused.stderr)).toMatchObject({ schema: 'muster.error', code: 'CALL_REVERTED', exitCode: 3 })
  })

  it('node show offers the step of each part of a life when its time has come', async () => {
    expect(followUpsOf(await node('1'))).toEqual([])
    await world.passTime(3_600)
    const lacking = (await world.node('activate', 'stranger', ['1'])).output
    const [, round] = /Round (\d+) of the beacon is not published/.exec(lacking) ?? []
    await paste(lacking, `beacon publish ${round}`, { by: 'stranger' })
    await dry(await pool('show', '', ['1']), 'node activate 1', 'stranger')
    await paste(await node('1'), 'node activate 1', { by: 'stranger' })
    await world.passTime(DAY)
    await paste(await node('1'), 'node claim 1', { by: 'stranger' })
    await pool('request-exit', 'operator', ['1'])
    await world.passTime(14 * DAY)
    await dry(await pool('show', '', ['1']), 'node exit 1', 'stranger')
    await paste(await node('1'), 'node exit 1', { by: 'stranger' })
  })

  it('a wrong call offers a help that exists', async () => {
    for (const args of [
      ['pool', 'shwo'],
      ['dance'],
      ['pool', 'show', '--flga'],
      ['node', 'show', '1'],
      ['use', 'gone'],
    ]) {
      const { code, output } = await runMuster(args)
      expect(code).toBe(2)
      const [help = '', ...others] = followUpsOf(output)
      expect(others).toEqual([])
      expect((await pasteFollowUp(help)).output).toMatch(/^Usage: muster /)
    }
  })

  it('every follow-up in the code was run by a test when all tests of this file ran', () => {
    expect([...ran, ...OF_QUORUM].sort()).toEqual([...offeredInCode()].sort())
  })
})

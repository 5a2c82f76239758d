import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signLocalRound } from '../../../deploy/localBeacon.ts'
import { beaconRandomnessAbi } from '../../../shared/contracts/beaconRandomnessAbi.ts'
import { compressG1 } from '../../../shared/signing/beacon.ts'
import { startHardhatChain } from '../../../tools/support/chain.ts'
import { type BeaconServer, startBeaconServer } from '../../helpers/startBeaconServer.ts'
import { COMMANDS_MS_MAX, type PoolWorld, startPoolWorld } from './startPoolWorld.ts'

const USAGE = 2
const REFUSED = 3
const UNREACHABLE = 5

describe('muster beacon', { timeout: COMMANDS_MS_MAX }, () => {
  let world: PoolWorld

  const isPublished = (round: number): Promise<boolean> =>
    world.client.readContract({
      address: world.deployment.randomness,
      abi: beaconRandomnessAbi,
      functionName: 'isPublished',
      args: [round],
    })
  const publish = (args: readonly string[]) => world.beacon('publish', 'stranger', args)
  const status = async () => JSON.parse((await world.beacon('status', '', ['--json'])).stdout)

  beforeAll(async () => {
    world = await startPoolWorld('beacon', { names: ['stranger'], nodes: [], startChain: startHardhatChain })
    await world.passTime(300)
  })
  afterAll(() => world?.stop())

  it('status tells the rounds and the wait of a ticket', async () => {
    const { code, output } = await world.beacon('status', '', [])
    expect(code, output).toBe(0)
    expect(output).toMatch(/contract +0x[0-9a-f]{40}\n +a round every +3 seconds\n +made by now +round 1\d\d\n/)
    expect(output).toMatch(/newest published +round 1, made 2090-01-01 00:00:\d\d UTC/)
    expect(output).toMatch(/a ticket waits +15 seconds to 30 seconds\n +a ticket taken now +round 1\d\d, made 2090-/)
    const { schema, address, roundNow, newestRound, ticket } = await status()
    expect({ schema, address, newestRound }).toEqual({
      ...{ schema: 'muster.beacon.status', newestRound: 1 },
      address: world.deployment.randomness,
    })
    expect(ticket.round).toBeGreaterThanOrEqual(roundNow + 5)
  })

  it('publish verifies a signature of 48 bytes that the call gives', async () => {
    const wrong = await publish(['77', '--signature', compressG1(signLocalRound(78))])
    expect([wrong.code, wrong.output]).toEqual([REFUSED, expect.stringContaining('(RoundSignatureInvalid)')])
    expect(await isPublished(77)).toBe(false)
    const tried = await publish(['77', '--signature', compressG1(signLocalRound(77)), '--dry-run'])
    expect(tried.stdout).toMatch(
      /^It would publish round 77 of the beacon, for about [\d,]+ gas\. Nothing was sent\.\n/,
    )
    const sent = await publish(['77', '--signature', `0x${compressG1(signLocalRound(77))}`])
    expect(sent.code, sent.output).toBe(0)
    expect(sent.stdout).toMatch(/^Round 77 is published\.\n\n {2}made +2090-01-01 00:0/)
    expect(await isPublished(77)).toBe(true)
  })

  it('publish sends nothing when the round is published already', async () => {
    const { code, stdout } = await publish(['77', '--signature', compressG1(signLocalRound(77)), '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ round: 77, wasPublished: true, transaction: null, dryRun: null })
  })

  it('publish asks the beacon for the newest round when it names none', async () => {
    const { roundNow } = await status()
    const sent = await publish(['--beacon', 'http://127.0.0.1:9', '--beacon', world.beaconServer.url, '--json'])
    expect(sent.code, sent.output).toBe(0)
    const { round, time, now, transaction } = JSON.parse(sent.stdout)
    expect(round).toBeGreaterThanOrEqual(roundNow)
    expect(now - time).toBeLessThan(3)
    expect(transaction.gasUsed).toMatch(/^1\d{5}$/)
    expect(world.beaconServer.asked).toEqual([round])
    expect((await status()).newestRound).toBe(round)
  })

  it.each([
    ['no endpoint and no signature', ['5'], USAGE, '--beacon URL is missing'],
    ['a round of zero', ['0', '--signature', '00'], USAGE, 'must be the 48 bytes of a signature'],
    ['a round that is not a number', ['x', '--beacon', 'http://127.0.0.1:9'], USAGE, 'ROUND must be the number'],
    ['an endpoint that is not a URL', ['5', '--beacon', 'drand'], USAGE, '--beacon must be a URL'],
  ])('publish names what is wrong when the call has %s', async (_, args, expected, words) => {
    const { code, output } = await publish(args)
    expect([code, output]).toEqual([expected, expect.stringContaining(words)])
  })

  it('publish names the round and its time when no endpoint has it', async () => {
    const late: BeaconServer = await startBeaconServer(() => ({ status: 404, body: '{}' }))
    try {
      const { code, output } = await publish(['1000000', '--beacon', late.url])
      expect(code).toBe(UNREACHABLE)
      expect(output).toMatch(
        /No endpoint of the beacon gave round 1000000\. It is out from 2090-02-04 .* \(in 34\.7 days\)/,
      )
      expect(output).toContain(`${late.url}: it answers with status 404`)
    } finally {
      await late.stop()
    }
  })
})

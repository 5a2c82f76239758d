import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fetchSignature } from '../../../../cli/lib/beacon/fetchSignature.ts'
import { signLocalRound } from '../../../../deploy/localBeacon.ts'
import { compressG1 } from '../../../../shared/signing/beacon.ts'
import { type BeaconServer, startBeaconServer } from '../../../helpers/startBeaconServer.ts'

describe('fetchSignature', () => {
  let right: BeaconServer
  beforeAll(async () => {
    right = await startBeaconServer()
  })
  afterAll(() => right?.stop())

  it('returns the signature uncompressed when an endpoint gives it', async () => {
    expect(await fetchSignature([`${right.url}/`], 77)).toEqual({ signature: signLocalRound(77) })
    expect(right.asked).toEqual([77])
  })

  it.each([
    ['has no such round', { status: 404, body: '{}' }, 'it answers with status 404'],
    ['gives another round', { status: 200, body: '{"round":78,"signature":"00"}' }, 'it gives another round: 78'],
    [
      'gives no point',
      { status: 200, body: `{"round":77,"signature":"${'00'.repeat(48)}"}` },
      'not 48 bytes of a point',
    ],
    ['gives no JSON', { status: 200, body: '<html>' }, 'its answer is not JSON'],
    ['gives too much', { status: 200, body: ' '.repeat(70_000) }, 'its answer has more than 65536 bytes'],
  ])('asks the next endpoint and names the reason when the first one %s', async (_, body, reason) => {
    const wrong = await startBeaconServer(() => body)
    try {
      expect(await fetchSignature([`${wrong.url}/key`], 77)).toEqual({
        signature: undefined,
        failures: [expect.stringMatching(`^${wrong.url}: .*${reason}`)],
      })
      const found = await fetchSignature([wrong.url, right.url], 77)
      expect(found.signature && compressG1(found.signature)).toBe(compressG1(signLocalRound(77)))
    } finally {
      await wrong.stop()
    }
  })

  it('names the reason when an endpoint is away', async () => {
    const { failures } = (await fetchSignature(['http://127.0.0.1:9'], 77)) as { failures: readonly string[] }
    expect(failures).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:9: \S/)])
  })
})

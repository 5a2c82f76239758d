import { beaconRandomnessAbi } from '../../../shared/contracts/beaconRandomnessAbi.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { decompressG1 } from '../../../shared/signing/beacon.ts'
import type { G1Point } from '../../../shared/signing/bls.ts'
import { UINT40_MAX } from '../../../shared/uint.ts'
import { defineAction } from '../../frame/action.ts'
import { publishRound } from '../../lib/beacon/publishRound.ts'
import { readRoundOf } from '../../lib/beacon/readRound.ts'
import { readSource } from '../../lib/beacon/readSource.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, sentData } from '../../lib/chain/send.ts'
import { connect } from '../../lib/input/connect.ts'
import { OptionInvalidError } from '../../lib/input/errors.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { paragraph } from '../../output/blocks.ts'

type Data = SentData & {
  readonly round: number
  /** Unix seconds. */
  readonly time: number
  /** The round was published before, and nothing was sent. */
  readonly wasPublished: boolean
  /** Time of the newest block, unix seconds. */
  readonly now: number
}

const parseRound = (text: string): number => {
  if (!/^[1-9]\d{0,12}$/.test(text) || Number(text) > UINT40_MAX) {
    throw new OptionInvalidError({ option: 'ROUND', reason: 'must be the number of a round, from 1 on', value: text })
  }
  return Number(text)
}

const parseSignature = (text: string): G1Point => {
  const signature = decompressG1(text)
  if (signature !== undefined) return signature
  const reason = 'must be the 48 bytes of a signature as 96 hex digits, as the beacon publishes it'
  throw new OptionInvalidError({ option: '--signature', reason, value: text })
}

/** Publishes a round of the beacon that new tickets name. */
export const publish = defineAction<Data>({
  run: async (call) => {
    const [word] = call.words
    const text = call.options.optionalText('signature')
    const given = text === undefined ? undefined : parseSignature(text)
    const asked = word === undefined ? undefined : parseRound(word)
    const account = await readAccount(call.network)
    const opened = await connect(call, call.network.get('registry'))
    const { client, newest } = opened
    const { address } = await readSource(opened)
    const at = [BigInt(newest.timestamp)] as const
    const readNewest = { address, abi: beaconRandomnessAbi, functionName: 'roundAt', args: at } as const
    const round = await readRoundOf(client, address, asked ?? Number(await client.readContract(readNewest)))
    const about = { round: round.number, time: round.time, now: newest.timestamp, wasPublished: round.isPublished }
    if (round.isPublished) return { data: { ...about, transaction: null, dryRun: null } }
    const would = `publish round ${round.number} of the beacon`
    const sent = await publishRound(call, opened, { account, round, signature: given, would })
    return { data: { ...about, ...sentData(sent) } }
  },
  render: (data) => {
    const { round, time, now, wasPublished } = data
    if (wasPublished) return [paragraph(`Round ${round} was published already. Nothing was sent.`)]
    return renderSent(data, `Round ${round} is published.`, [['made', describeMoment(time, now)]])
  },
})

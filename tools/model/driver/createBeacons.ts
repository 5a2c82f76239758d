import { bls12_381 } from '@noble/curves/bls12-381.js'
import { encodeFunctionData, type Hex, sha256, toHex, zeroHash } from 'viem'
import { readArtifact } from '../../../deploy/artifact.ts'
import type { Waits } from '../../../deploy/beacon.ts'
import type { Deployment } from '../../../deploy/deploy.ts'
import { LOCAL_BEACON_SECRET } from '../../../deploy/localBeacon.ts'
import type { ChainClient } from '../../../devnet/chain/chainClient.ts'
import { seededBlsKey } from '../../../devnet/demo/seededKeys.ts'
import { beaconRandomnessAbi } from '../../../shared/contracts/beaconRandomnessAbi.ts'
import { beaconPublicKey, compressG1, signRound } from '../../../shared/signing/beacon.ts'
import type { G1Point } from '../../../shared/signing/bls.ts'
import type { Beacon } from '../beacon.ts'
import type { PublishCall } from '../operation.ts'

/** Waits of the first beacon. Some tickets wait for their round, others for the activation delay. Seconds. */
export const FIRST_WAITS: Waits = { lookahead: 5_400, stride: 600 }

/** Times of the other beacons: periods that the distance from genesis to a stride is rarely a multiple of. Seconds. */
const OTHERS = [
  { period: 7, lookahead: 3_000, stride: 1_400, knownRound: 2 },
  { period: 30, lookahead: 9_000, stride: 900, knownRound: 1 },
]

/** Time from the genesis of the other beacons to their deployment. Seconds. */
const AGE = 1_003

const INFINITY: G1Point = { x_a: zeroHash, x_b: zeroHash, y_a: zeroHash, y_b: zeroHash }
const word = (value: bigint): Hex => toHex(value, { size: 32 })

/** x = 0, y = 2: on the curve, of order 3. */
const OFF_SUBGROUP: G1Point = { ...INFINITY, y_b: word(2n) }
const OFF_CURVE: G1Point = { ...INFINITY, y_b: word(3n) }

type Publication = { readonly to: Hex; readonly data: Hex }

export type Beacons = {
  readonly beacons: readonly Beacon[]
  encodePublication(call: PublishCall): Publication
}

/** Deploys further beacons beside the first one. Each has a key of its own, made from the seed. */
export const createBeacons = async (client: ChainClient, deployment: Deployment, seed: string): Promise<Beacons> => {
  const { abi, bytecode } = await readArtifact('BeaconRandomness')
  const read = async (functionName: 'GENESIS' | 'PERIOD'): Promise<number> =>
    Number(await client.readContract({ address: deployment.randomness, abi: beaconRandomnessAbi, functionName }))
  const first = { genesis: await read('GENESIS'), period: await read('PERIOD'), knownRound: 1, ...FIRST_WAITS }
  const secrets = [LOCAL_BEACON_SECRET]
  const made = [{ address: deployment.randomness, ...first }]
  for (const [index, times] of OTHERS.entries()) {
    const secret = seededBlsKey(seed, 'beacon', index)
    const genesis = Number((await client.getBlock()).timestamp) - AGE
    const beacon = { publicKey: beaconPublicKey(secret), genesis, period: times.period }
    const known = signRound(times.knownRound, secret)
    const args = [beacon, times.lookahead, times.stride, times.knownRound, known] as const
    const hash = await client.deployContract({ abi, bytecode, args })
    const { contractAddress } = await client.waitForTransactionReceipt({ hash })
    if (!contractAddress) throw new Error('A beacon was not deployed.')
    secrets.push(secret)
    made.push({ address: contractAddress.toLowerCase() as Hex, genesis, ...times })
  }
  const sign = createSigner(secrets)
  const beacons = made.map((beacon, index) => ({
    ...beacon,
    randomnessOf: (round: number) => sha256(`0x${compressG1(sign(index, round))}`),
  }))
  return { beacons, encodePublication: (call) => encodePublication(beacons, sign, call) }
}

type Sign = (beacon: number, round: number) => G1Point

/** Keeps signatures: a round is signed when it is published, and compared many times. */
const createSigner = (secrets: readonly Uint8Array[]): Sign => {
  const signed = new Map<string, G1Point>()
  return (beacon, round) => {
    const name = `${beacon} ${round}`
    const secret = secrets[beacon]
    if (secret === undefined) throw new RangeError(`No secret key is known of beacon ${beacon}.`)
    const signature = signed.get(name) ?? signRound(round, secret)
    signed.set(name, signature)
    return signature
  }
}

const encodePublication = (beacons: readonly Beacon[], sign: Sign, call: PublishCall): Publication => {
  const { beacon, round } = call
  const to = beacons[beacon]?.address
  if (to === undefined) throw new RangeError(`The driver has no beacon ${beacon}.`)
  const signatures: Readonly<Record<PublishCall['signature'], () => G1Point>> = {
    good: () => sign(beacon, round),
    otherRound: () => sign(beacon, round + 1),
    otherKey: () => sign((beacon + 1) % beacons.length, round),
    negated: () => negate(sign(beacon, round)),
    zero: () => INFINITY,
    offCurve: () => OFF_CURVE,
    offSubgroup: () => OFF_SUBGROUP,
  }
  const args = [round, signatures[call.signature]()] as const
  return { to, data: encodeFunctionData({ abi: beaconRandomnessAbi, functionName: 'publish', args }) }
}

/** The y coordinate subtracted from the modulus. */
const negate = (point: G1Point): G1Point => {
  const y = bls12_381.fields.Fp.neg(BigInt(point.y_a + point.y_b.slice(2)))
  return { ...point, y_a: word(y >> 256n), y_b: word(y & (2n ** 256n - 1n)) }
}

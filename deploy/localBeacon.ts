import { hexToBytes, keccak256, stringToHex } from 'viem'
import { signRound } from '../shared/signing/beacon.ts'
import type { G1Point } from '../shared/signing/bls.ts'

/** Order of the groups of BLS12-381. */
const GROUP_ORDER = 0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001n

/** The secret key of the beacon of local chains. It is public, so the contract refuses its key on other chains. */
export const LOCAL_BEACON_SECRET: Uint8Array = hexToBytes(
  `0x${(BigInt(keccak256(stringToHex('muster local beacon'))) % GROUP_ORDER).toString(16).padStart(64, '0')}`,
)

/** Its public key, compressed. */
export const LOCAL_BEACON_KEY =
  'a068658f86145ed62ea0bc04b3d5c18262ba2e7f28c0f042e099bc4c1df5d630d0100823c283b2a413f534d539dd4c6e' +
  '0d7da85470dea2bd897e3c514a47c6dfa764ada1f6889054dd7fb49f92a6982472391c8874654f3dc32092b17aaa8893'

/** Seconds between two rounds of it, as in drand's quicknet. */
export const LOCAL_BEACON_PERIOD = 3

/** Returns the signature of a round of the local beacon. Takes about 10 ms. */
export const signLocalRound = (round: number): G1Point => signRound(round, LOCAL_BEACON_SECRET)

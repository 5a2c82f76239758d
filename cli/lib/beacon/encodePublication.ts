import { encodeFunctionData, type Hex } from 'viem'
import { beaconRandomnessAbi } from '../../../shared/contracts/beaconRandomnessAbi.ts'
import type { G1Point } from '../../../shared/signing/bls.ts'

/** Encodes the publication of a round. */
export const encodePublication = (round: number, signature: G1Point): Hex =>
  encodeFunctionData({ abi: beaconRandomnessAbi, functionName: 'publish', args: [round, signature] })

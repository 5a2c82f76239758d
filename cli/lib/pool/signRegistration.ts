import { bls12_381 } from '@noble/curves/bls12-381.js'
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, type Hex, hexToBytes } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { parseIp } from '../../../shared/ip.ts'
import { blsKeyHash, blsSign } from '../../../shared/signing/bls.ts'
import { type Endpoint, makeRegistration } from '../../../shared/signing/registration.ts'
import { registrationDigest } from '../../../shared/signing/registrationDigest.ts'
import { UINT16_MAX } from '../../../shared/uint.ts'
import type { Options } from '../input/options.ts'
import { readSecretKey } from '../input/readSecretKey.ts'
import type { SignedRegistration } from './findRegistration.ts'
import type { Pools } from './openPools.ts'

/** Any 32 bytes are a seed of Ed25519. */
const SEED_ORDER = 2n ** 256n

/** Keys and endpoint of a future node. */
export type NodeSecrets = {
  readonly blsSecretKey: Uint8Array
  readonly ed25519Seed: Uint8Array
  readonly endpoint: Endpoint
}

/** Reads keys and endpoint. @throws OptionInvalidError, IpInvalidError, and as `readSecretKey` */
export const readNodeSecrets = async (options: Options): Promise<NodeSecrets> => {
  const endpoint: Endpoint = {
    ip: bytesToHex(parseIp(options.text('ip'))),
    rpcPort: options.integer('rpc-port', 1, UINT16_MAX),
    quicPort: options.optionalInteger('quic-port', 1, UINT16_MAX) ?? 0,
  }
  return {
    blsSecretKey: await readSecretKey(options.text('bls-key-file'), bls12_381.fields.Fr.ORDER),
    ed25519Seed: await readSecretKey(options.text('ed25519-key-file'), SEED_ORDER),
    endpoint,
  }
}

/**
 * The registration of a shared node, signed by both keys and by the operator. The pools send it, so it needs the operator's
 * signature too. It is valid until the pool's deadline.
 *
 * @param terms of the pool; `deadline` in unix seconds
 */
export const signRegistration = async (
  { chainId, registry, pools }: Pools,
  { blsSecretKey, ed25519Seed, endpoint }: NodeSecrets,
  terms: { readonly operator: PrivateKeyAccount; readonly feeBps: number; readonly deadline: number },
): Promise<SignedRegistration> => {
  const { operator, feeBps } = terms
  const signEd25519 = (digest: Hex): Hex => bytesToHex(ed25519.sign(hexToBytes(digest), ed25519Seed))
  const plan = {
    ...{ operator, blsSecretKey, signEd25519, endpoint, feeBps },
    owner: pools,
    ed25519Key: bytesToHex(ed25519.getPublicKey(ed25519Seed)),
    deadline: BigInt(terms.deadline),
  }
  const registration = await makeRegistration({ chainId: Number(chainId), registry }, plan, blsSign)
  const signed = { ...registration, blsKeyHash: blsKeyHash(registration.blsKey) }
  const hash = registrationDigest({ chainId, registry, terms: signed })
  return { registration, operatorSignature: await operator.sign({ hash }) }
}

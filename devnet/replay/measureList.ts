import { brotliDecompressSync } from 'node:zlib'
import type { Hex } from 'viem'
import { bytesToHex } from 'viem'
import type { Deployment } from '../../deploy/deploy.ts'
import { decodeEpochProof, verifyEpochProof } from '../../shared/list/epochProof.ts'
import { decodeList } from '../../shared/list/wire.ts'

/** The first run of a process pays for its compiler, as in an app that was just opened. Both times are shown. */
const WARM_RUNS = 5

/** Cost of the list: bytes, and time to verify. */
export type ListCost = {
  readonly bytes: number
  readonly brotliBytes: number
  /** Milliseconds to verify list and epoch proof: the first time in a process, and the median of later ones. */
  readonly verifyColdMs: number
  readonly verifyWarmMs: number
  readonly rootServed: Hex
  readonly rootComputed: Hex
}

/** Fetches the latest list once, and verifies it several times without network time. */
export const measureList = async (apiUrl: string, deployment: Deployment): Promise<ListCost> => {
  const proofText = await (await fetch(`${apiUrl}/v1/epochs/latest`)).text()
  const { root: rootServed } = decodeEpochProof(proofText)
  const url = `${apiUrl}/v1/lists/${rootServed}`
  const bytes = new Uint8Array(await (await fetch(url, { headers: { 'accept-encoding': 'identity' } })).arrayBuffer())
  const brotliBytes = await brotliLength(url, bytes)
  const expected = {
    chainId: BigInt(deployment.chainId),
    registry: deployment.registry,
    epochSeconds: deployment.epochSeconds,
  }
  const durations: number[] = []
  let rootComputed: Hex = '0x'
  for (let run = 0; run <= WARM_RUNS; run++) {
    const startedAt = performance.now()
    const { root } = verifyEpochProof(decodeEpochProof(proofText), expected)
    rootComputed = bytesToHex(decodeList(bytes).root())
    if (rootComputed !== root) throw new Error(`The list hashes to ${rootComputed}, and the chain says ${root}.`)
    durations.push(performance.now() - startedAt)
  }
  const warm = durations.slice(1).sort((a, b) => a - b)
  return {
    bytes: bytes.length,
    brotliBytes,
    verifyColdMs: durations[0] as number,
    verifyWarmMs: warm[Math.floor(warm.length / 2)] as number,
    rootServed,
    rootComputed,
  }
}

/** Returns the length of the brotli form on the wire. `fetch` unpacks bodies, so this reads the bytes itself. */
const brotliLength = async (url: string, expected: Uint8Array): Promise<number> => {
  const { get } = await import('node:http')
  const body = await new Promise<Buffer>((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'br' } }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => resolve(Buffer.concat(chunks)))
      response.on('error', reject)
    }).on('error', reject)
  })
  if (!brotliDecompressSync(body).equals(expected)) throw new Error('The brotli form of the list is another list.')
  return body.length
}

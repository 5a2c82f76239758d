import { brotliDecompressSync } from 'node:zlib'
import type { Hex } from 'viem'
import { bytesToHex } from 'viem'
import type { Deployment } from '../../deploy/deploy.ts'
import { decodeEpochProof, verifyEpochProof } from '../../shared/list/epochProof.ts'
import { decodeList } from '../../shared/list/wire.ts'

/** The first runs of a process pay for its compiler; a phone that opens the app pays once too, so both are shown. */
const WARM_RUNS = 5

/** What the list costs to carry and to check. */
export type ListCost = {
  readonly bytes: number
  readonly brotliBytes: number
  /** Milliseconds to check list and epoch proof: the first time in a process, and the median of later ones. */
  readonly verifyColdMs: number
  readonly verifyWarmMs: number
  readonly rootServed: Hex
  readonly rootComputed: Hex
}

/** Fetches the latest list as it is and checks it, without a client's network time. */
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

/** Length of the brotli form as the server sends it. `fetch` unpacks what it gets, so the bytes are asked for raw. */
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

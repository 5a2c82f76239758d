import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startHardhatChain, type TestChain } from '../../../tools/support/chain.ts'
import { type FaultyProxy, startFaultyProxy } from '../../helpers/faultyProxy.ts'
import { runMuster } from '../../helpers/runMuster.ts'

const FAILED = 1
const USAGE = 2
const UNREACHABLE = 5

describe('muster rpc check', { timeout: 60_000 }, () => {
  let chain: TestChain
  let proxy: FaultyProxy
  beforeAll(async () => {
    chain = await startHardhatChain()
    await chain.mine(3)
    proxy = await startFaultyProxy(chain.url)
  })
  afterEach(() => proxy.setFault(null))
  afterAll(async () => {
    await proxy?.stop()
    await chain?.stop()
  })

  it('prints what endpoints can do and lack when they answer', async () => {
    proxy.setFault(async (call, next) =>
      call.method === 'eth_getProof' || call.params[0] === 'finalized'
        ? { error: { code: -32_601, message: 'the method does not exist' } }
        : next(),
    )
    const { code, output } = await runMuster(['rpc', 'check', '--rpc', chain.url, '--rpc', `${proxy.url}/v2/SECRET`])
    expect(code, output).toBe(0)
    expect(output).toContain(`Endpoint 1: ${chain.url}`)
    expect(output).toMatch(/chain +31337\n +newest block +3\n +final block +0 blocks behind\n +batches +yes\n/)
    expect(output).toMatch(/state proofs +4 blocks and more\n +header +21 fields/)
    expect(output).toContain(`Endpoint 2: ${proxy.url}\n`)
    expect(output).toContain('It does not know the final block: set FINALITY_DEPTH.')
    expect(output).toContain('It gives no state proofs: another endpoint must, or every epoch is missed.')
    expect(output).not.toContain('SECRET')
  })

  it('prints JSON and exits with 1 when an indexer cannot work with an endpoint', async () => {
    proxy.setFault(async (call, next) => {
      const answer = await next()
      if (call.params[0] !== 'latest' || !('result' in answer)) return answer
      const { stateRoot: _, ...block } = answer.result as Record<string, unknown>
      return { result: block }
    })
    const { code, stdout } = await runMuster(['rpc', 'check', '--json', '--chain-id', '5', '--rpc', proxy.url])
    expect(code).toBe(FAILED)
    const { schema, endpoints } = JSON.parse(stdout)
    expect(schema).toBe('muster.rpc.check')
    expect(endpoints).toHaveLength(1)
    expect(endpoints[0]).toMatchObject({
      ...{ number: 1, failure: null },
      found: { chainId: '31337', header: { kind: 'fault', fields: ['stateRoot'] } },
    })
    expect(endpoints[0].lacks[0]).toEqual({
      isFatal: true,
      text: 'It serves chain 31337, and chain 5 is wanted.',
    })
    expect(endpoints[0].lacks[1].text).toContain('its field stateRoot is missing or malformed')
  })

  it('exits with 5 when an endpoint does not answer, and with 2 when none is named', async () => {
    const { code, output } = await runMuster(['rpc', 'check', '--rpc', 'http://127.0.0.1:9', '--rpc', chain.url])
    expect(code, output).toBe(UNREACHABLE)
    expect(output).toContain('eth_chainId failed at http://127.0.0.1:9')
    expect(output).toContain(`Endpoint 2: ${chain.url}`)
    expect((await runMuster(['rpc', 'check'])).code).toBe(USAGE)
  })
})

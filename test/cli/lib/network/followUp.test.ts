import { describe, expect, it } from 'vitest'
import { type FollowUp, printFollowUp } from '../../../../cli/lib/network/followUp.ts'
import { createNetwork, type FoundValues, type Network } from '../../../../cli/lib/network/network.ts'

const REGISTRY = `0x${'12'.repeat(20)}` as const

const SHOW: FollowUp = { words: ['node', 'show', '1'], needs: ['rpc', 'registry'] }
const CLAIM: FollowUp = { words: ['node', 'claim', '1'], needs: ['account', 'rpc', 'registry'] }

const networkOf = (found: FoundValues, profile?: Network['profile']): Network =>
  createNetwork({ profile, found, passedOver: undefined, isNamedInCall: true })

const print = (network: Network, followUp: FollowUp) => printFollowUp('muster', network, followUp)

const byFlags = (rpc: string) =>
  networkOf({
    rpc: { value: [rpc], from: '--rpc' },
    registry: { value: REGISTRY, from: '--registry' },
    account: { value: "/keys/it's mine.key", from: '--account-key-file' },
  })

describe('printFollowUp', () => {
  const profile = { name: 'main', source: 'muster use', file: '/x', isNamed: true } as const
  const from = 'profile main (muster use)'
  const byProfile: FoundValues = {
    rpc: { value: ['https://rpc.example/KEY'], from },
    registry: { value: REGISTRY, from },
  }

  it('printFollowUp names the profile when one is in use', () => {
    expect(print(networkOf(byProfile, profile), SHOW)).toEqual({
      command: 'muster node show 1 --profile main',
      notes: [],
    })
  })

  it('printFollowUp adds the flags of the call when they complete a profile', () => {
    const network = networkOf({ ...byProfile, rpc: { value: ['http://127.0.0.1:1'], from: '--rpc' } }, profile)
    expect(print(network, SHOW).command).toBe('muster node show 1 --profile main --rpc http://127.0.0.1:1')
  })

  it('printFollowUp prints a URL when it holds nothing beyond its origin', () => {
    for (const rpc of ['https://rpc.example', 'http://127.0.0.1:8545/']) {
      expect(print(byFlags(rpc), SHOW).command).toBe(`muster node show 1 --rpc ${rpc} --registry ${REGISTRY}`)
    }
  })

  it.each([
    'https://rpc.example/v2/KEY',
    'https://user:KEY@rpc.example',
    'https://rpc.example?k=KEY',
    'https://rpc.example/#KEY',
  ])('printFollowUp prints a variable and its meaning when the URL is %s', (rpc) => {
    const { command, notes } = print(byFlags(rpc), SHOW)
    expect(command).toBe(`muster node show 1 --rpc "$MUSTER_RPC" --registry ${REGISTRY}`)
    expect(notes).toEqual(['$MUSTER_RPC: an RPC endpoint of the chain. Its URL may hold a key, so it is not printed.'])
  })

  it('printFollowUp quotes a path for the shell when it has other characters', () => {
    expect(print(byFlags('http://a'), CLAIM).command).toContain(`--account-key-file '/keys/it'\\''s mine.key'`)
  })

  it('printFollowUp asks for the account by variable when the call has none', () => {
    const { command, notes } = print(networkOf(byProfile, profile), CLAIM)
    expect(command).toBe('muster node claim 1 --profile main --account-key-file "$MUSTER_ACCOUNT_KEY_FILE"')
    expect(notes).toEqual(['$MUSTER_ACCOUNT_KEY_FILE: the key file of the account that sends.'])
  })

  it('printFollowUp leaves the profile out when another one hides its name', () => {
    const hidden = { ...profile, name: 'demo', source: 'demo of this clone', isNamed: false } as const
    expect(print(networkOf(byProfile, hidden), SHOW).command).toBe('muster node show 1')
  })

  it('printFollowUp prints neither profile nor endpoint nor account when it is for others', () => {
    expect(print(networkOf(byProfile, profile), { ...CLAIM, isForOthers: true }).command).toBe(
      `muster node claim 1 --rpc "$MUSTER_RPC" --registry ${REGISTRY} --account-key-file "$MUSTER_ACCOUNT_KEY_FILE"`,
    )
  })
})

import { describe, expect, it } from 'vitest'
import { IpInvalidError } from '../../../shared/errors/baseError.ts'
import { contributorKey, entityKey, unknownKey } from '../../../shared/metrics/entityKey.ts'
import { EntityKeyInvalidError, NodeFieldMissingError } from '../../../shared/metrics/errors.ts'
import type { MetricNode } from '../../../shared/metrics/metricNode.ts'
import { addressOf } from './arbitraries.ts'

const NODE: MetricNode = { nodeId: 258, operator: addressOf(10), ip: '198.18.36.131', asNumber: 64_496, country: 'DE' }

describe('entityKey', () => {
  it.each([
    ['OPERATOR', NODE, addressOf(10)],
    ['SUBNET', NODE, '0x34c61224'],
    ['SUBNET_WIDE', NODE, '0x34c612'],
    ['SUBNET', { ...NODE, ip: '2001:db8:36:1::1' }, '0x3620010db80036'],
    ['SUBNET_WIDE', { ...NODE, ip: '2001:db8:36:1::1' }, '0x3620010db8'],
    ['SUBNET', { ...NODE, ip: '::ffff:198.18.36.131' }, '0x34c61224'],
    ['AS', NODE, '0x0000fbf0'],
    ['COUNTRY', NODE, '0x4445'],
    ['AS', { ...NODE, asNumber: null }, null],
    ['COUNTRY', { ...NODE, country: null }, null],
  ] as const)('names the %s of %o', (dimension, node, key) => {
    expect(entityKey(dimension, node)).toBe(key)
  })

  it('names an unknown node and a contributor', () => {
    expect(unknownKey(NODE)).toBe('0xff00000102')
    expect(contributorKey(NODE, addressOf(7))).toBe(addressOf(7))
  })

  it.each([
    ['OPERATOR', { operator: '0xAB' }],
    ['AS', { asNumber: -1 }],
    ['AS', { asNumber: 0.5 }],
    ['AS', { asNumber: 2 ** 32 }],
    ['COUNTRY', { country: 'de' }],
    ['COUNTRY', { country: 'DEU' }],
    ['COUNTRY', { country: '' }],
  ] as const)('refuses a wrong %s: %o', (dimension, change) => {
    expect(() => entityKey(dimension, { ...NODE, ...change })).toThrow(EntityKeyInvalidError)
  })

  it('refuses a contributor in capitals, an address that is not one, and a field that was not loaded', () => {
    expect(() => contributorKey(NODE, `0x${'A'.repeat(40)}`)).toThrow(EntityKeyInvalidError)
    expect(() => entityKey('SUBNET', { ...NODE, ip: '198.18' })).toThrow(IpInvalidError)
    const { nodeId, operator, ip } = NODE
    expect(() => entityKey('AS', { nodeId, operator, ip })).toThrow(NodeFieldMissingError)
    expect(() => entityKey('COUNTRY', { nodeId, operator, ip })).toThrow('Node 258 has no country')
  })
})

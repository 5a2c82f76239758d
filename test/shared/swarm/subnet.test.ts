import { describe, expect, it } from 'vitest'
import { IpInvalidError } from '../../../shared/errors/baseError.ts'
import { subnetOf, wideSubnetOf } from '../../../shared/swarm/subnet.ts'

describe('subnetOf', () => {
  it.each([
    ['198.18.36.131', '4:c61224'],
    ['198.18.36.0', '4:c61224'],
    ['198.18.37.0', '4:c61225'],
    ['::ffff:198.18.36.131', '4:c61224'],
    ['2001:db8:2c::9e1', '6:20010db8002c'],
    ['2001:db8:2c:ffff::', '6:20010db8002c'],
    ['2001:db8:2d::', '6:20010db8002d'],
    // Neither is an IPv4 address in the form that the registry writes them.
    ['::198.18.36.131', '6:000000000000'],
    ['::fffe:198.18.36.131', '6:000000000000'],
  ])('names the subnet of %s as %s', (ip, subnet) => {
    expect(subnetOf(ip)).toBe(subnet)
  })

  it('refuses a malformed address', () => {
    expect(() => subnetOf('198.18.36')).toThrow(IpInvalidError)
  })
})

describe('wideSubnetOf', () => {
  it.each([
    ['198.18.36.131', '4:c612'],
    ['198.18.37.0', '4:c612'],
    ['198.19.36.131', '4:c613'],
    ['::ffff:198.18.36.131', '4:c612'],
    ['2001:db8:2c::9e1', '6:20010db8'],
    ['2001:db8:ffff::', '6:20010db8'],
    ['2001:db9::', '6:20010db9'],
  ])('names the subnet of %s as %s', (ip, subnet) => {
    expect(wideSubnetOf(ip)).toBe(subnet)
  })

  it('refuses a malformed address', () => {
    expect(() => wideSubnetOf('198.18.36')).toThrow(IpInvalidError)
  })
})

import { describe, expect, it } from 'vitest'
import { isPublicEndpoint } from '../../../shared/serviceNode/isPublicEndpoint.ts'

/** First and last address of each range that the registry refuses. */
const REFUSED = [
  '0.0.0.0 0.255.255.255 10.0.0.0 10.255.255.255 100.64.0.0 100.127.255.255 127.0.0.0 127.255.255.255',
  '169.254.0.0 169.254.255.255 172.16.0.0 172.31.255.255 192.0.0.0 192.0.0.255 192.0.2.0 192.0.2.255',
  '192.31.196.0 192.31.196.255 192.52.193.0 192.52.193.255 192.88.99.0 192.88.99.255 192.168.0.0 192.168.255.255',
  '192.175.48.0 192.175.48.255 198.18.0.0 198.19.255.255 198.51.100.0 198.51.100.255 203.0.113.0 203.0.113.255',
  '224.0.0.0 239.255.255.255 240.0.0.0 255.255.255.255 ::ffff:10.0.0.1 ::ffff:7f00:1',
  ':: ::1 fe80::1 fc00::1 ff02::1 1fff:ffff:: 4000:: ::1.2.3.4 64:ff9b::102:304',
  '2001:: 2001:1ff:ffff:: 2001:db8:: 2001:db8:ffff:ffff:: 2002:: 2002:ffff:ffff:: 2620:4f:8000:: 2620:4f:8000:ffff::',
  '3fff:: 3fff:fff:ffff::',
].flatMap((line) => line.split(' '))

/** Neighbours of those ranges. */
const PUBLIC = [
  '1.0.0.0 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255 169.255.0.0',
  '172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.31.195.255 192.31.197.0 192.52.192.255 192.52.194.0',
  '192.88.98.255 192.88.100.0 192.167.255.255 192.169.0.0 192.175.47.255 192.175.49.0 198.17.255.255 198.20.0.0',
  '198.51.99.255 198.51.101.0 203.0.112.255 203.0.114.0 223.255.255.255 ::ffff:8.8.8.8',
  '2000:: 2000:ffff:ffff:: 2001:200:: 2001:db7:ffff:: 2001:db9:: 2001:ffff:: 2003:: 2620:4f:7fff:ffff:: 2620:4f:8001::',
  '3ffe:: 3fff:1000:: 3fff:ffff::',
].flatMap((line) => line.split(' '))

describe('isPublicEndpoint', () => {
  it.each(REFUSED)('isPublicEndpoint returns false for %s', (ip) => {
    expect(isPublicEndpoint({ ip, rpcPort: 443 })).toBe(false)
  })

  it.each(PUBLIC)('isPublicEndpoint returns true for %s', (ip) => {
    expect(isPublicEndpoint({ ip, rpcPort: 443 })).toBe(true)
  })

  it('isPublicEndpoint returns false when the RPC port is 0', () => {
    expect(isPublicEndpoint({ ip: '8.8.8.8', rpcPort: 0 })).toBe(false)
  })
})

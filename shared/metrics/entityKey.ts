import { bytesToHex, type Hex, isLowerHex, writeUint } from '../bytes.ts'
import { subnetOf, wideSubnetOf } from '../swarm/subnet.ts'
import { UINT32_MAX } from '../uint.ts'
import { EntityKeyInvalidError } from './errors.ts'
import { type MetricNode, requireField } from './metricNode.ts'

/** Kinds of entities, with the number that a histogram writes. */
export const DIMENSIONS = { OPERATOR: 1, CONTRIBUTOR: 2, SUBNET: 3, SUBNET_WIDE: 4, AS: 5, COUNTRY: 6 } as const

export type Dimension = keyof typeof DIMENSIONS

/** Dimensions in which a node belongs to one entity. A node has several contributors. */
export type NodeDimension = Exclude<Dimension, 'CONTRIBUTOR'>

/** The first byte of the key of an unknown node. No key of the project's own kinds of equal length begins with it. */
const UNKNOWN_PREFIX = 0xff

const COUNTRY = /^[A-Z]{2}$/

function uint32Key(prefix: readonly number[], value: number): Hex {
  const bytes = new Uint8Array(prefix.length + 4)
  bytes.set(prefix)
  writeUint(bytes, prefix.length, 4, value)
  return bytesToHex(bytes)
}

/** Turns `4:c61224` into the ASCII byte of the digit, then the bytes of the prefix. */
const subnetKey = (subnet: string): Hex => `0x3${subnet.slice(0, 1)}${subnet.slice(2)}`

function addressKey(nodeId: number, field: string, address: Hex): Hex {
  if (!isLowerHex(address, 20))
    throw new EntityKeyInvalidError({ nodeId, field, value: address, expected: '20 bytes of lower-case hex' })
  return address
}

function asKey(node: MetricNode): Hex | null {
  const value = requireField(node, 'asNumber')
  if (value === null) return null
  if (!Number.isInteger(value) || value < 0 || value > UINT32_MAX)
    throw new EntityKeyInvalidError({
      nodeId: node.nodeId,
      field: 'asNumber',
      value,
      expected: `a whole number from 0 to ${UINT32_MAX}`,
    })
  return uint32Key([], value)
}

function countryKey(node: MetricNode): Hex | null {
  const value = requireField(node, 'country')
  if (value === null) return null
  if (!COUNTRY.test(value))
    throw new EntityKeyInvalidError({ nodeId: node.nodeId, field: 'country', value, expected: 'two capitals' })
  return bytesToHex(Uint8Array.from(value, (letter) => letter.charCodeAt(0)))
}

/**
 * Returns the key of a contributor: the 20 bytes of the address.
 *
 * @throws EntityKeyInvalidError if the address is not lower-case hex of 20 bytes
 */
export const contributorKey = ({ nodeId }: MetricNode, contributor: Hex): Hex =>
  addressKey(nodeId, 'contributor', contributor)

/** Returns the key that an unknown node has in AS and COUNTRY: 0xff, then the u32 nodeId. Each is an entry of its own. */
export const unknownKey = ({ nodeId }: MetricNode): Hex => uint32Key([UNKNOWN_PREFIX], nodeId)

/**
 * Returns the key of the entity that a node belongs to, as lower-case hex of its bytes:
 *
 * - OPERATOR: the 20 bytes of the address
 * - SUBNET: the ASCII digit `4` (0x34) and the 3 bytes of the /24, or `6` (0x36) and the 6 bytes of the /48
 * - SUBNET_WIDE: `4` and the 2 bytes of the /16, or `6` and the 4 bytes of the /32
 * - AS: the u32 number, big-endian
 * - COUNTRY: two capitals in ASCII
 *
 * @returns null if the node's AS or country is unknown
 * @throws EntityKeyInvalidError if a field cannot be a key
 * @throws IpInvalidError if the node has no valid address
 * @throws NodeFieldMissingError if the field was not loaded
 */
export function entityKey(dimension: NodeDimension, node: MetricNode): Hex | null {
  switch (dimension) {
    case 'OPERATOR':
      return addressKey(node.nodeId, 'operator', node.operator)
    case 'SUBNET':
      return subnetKey(subnetOf(node.ip))
    case 'SUBNET_WIDE':
      return subnetKey(wideSubnetOf(node.ip))
    case 'AS':
      return asKey(node)
    case 'COUNTRY':
      return countryKey(node)
  }
}

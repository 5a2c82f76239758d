import { bytesToHex, type Hex } from '../../shared/bytes.ts'
import { encodeInput, type HistogramArgs, hashInput } from '../../shared/metrics/encodeHistogram.ts'
import type { MetricNode } from '../../shared/metrics/metricNode.ts'
import { codeOf } from './codeOf.ts'
import { vectorHash } from './vectorHash.ts'

const TOKEN = 10n ** 18n

const addressOf = (label: string): Hex => bytesToHex(vectorHash(label).subarray(0, 20))

const [alice, bob, carol] = ['alice', 'bob', 'carol'].map(addressOf) as [Hex, Hex, Hex]

/** sha256 of a file that does not exist: 32 bytes. */
const ENRICHMENT = bytesToHex(vectorHash('enrichment'))

const solo = (contributor: Hex, amount: bigint) => [{ contributor, amount }]

/** IPv4 and IPv6, a pool, unknown AS and country, AS numbers whose first byte is that of unknown keys, no stake. */
const NODES: readonly MetricNode[] = [
  {
    nodeId: 1,
    operator: alice,
    ip: '198.18.36.131',
    stake: 15_000n * TOKEN,
    contributions: solo(alice, 15_000n * TOKEN),
    asNumber: 64_496,
    country: 'DE',
    isGuardEligible: true,
  },
  {
    nodeId: 2,
    operator: alice,
    ip: '198.18.37.1',
    stake: 15_000n * TOKEN,
    contributions: [
      { contributor: alice, amount: 4_000n * TOKEN },
      { contributor: bob, amount: 10_999n * TOKEN },
      { contributor: carol, amount: TOKEN },
    ],
    asNumber: null,
    country: 'DE',
    isGuardEligible: false,
  },
  {
    nodeId: 3,
    operator: bob,
    ip: '2001:db8:36:1::1',
    stake: 1n,
    contributions: solo(bob, 1n),
    asNumber: 0xff00_0000,
    country: null,
    isGuardEligible: true,
  },
  {
    nodeId: 70_000,
    operator: carol,
    ip: '::ffff:198.18.36.9',
    stake: 256n,
    contributions: solo(carol, 256n),
    asNumber: 64_496,
    country: null,
    isGuardEligible: false,
  },
  {
    nodeId: 70_001,
    operator: carol,
    ip: '2001:db8:37::1',
    stake: 0n,
    contributions: [],
    asNumber: 1,
    country: 'AT',
    isGuardEligible: false,
  },
]

type Case = Omit<HistogramArgs, 'nodes'> & { name: string; nodes?: readonly MetricNode[] }

const CASES: readonly Case[] = [
  { name: 'nodes by operator: two histograms', dimension: 'OPERATOR', weight: 'COUNT', enrichment: null },
  { name: 'stake by operator', dimension: 'OPERATOR', weight: 'STAKE', enrichment: null },
  { name: 'stake by contributor', dimension: 'CONTRIBUTOR', weight: 'STAKE', enrichment: null },
  { name: 'nodes by contributor: there is none', dimension: 'CONTRIBUTOR', weight: 'COUNT', enrichment: null },
  { name: 'nodes by /24 and /48', dimension: 'SUBNET', weight: 'COUNT', enrichment: null },
  { name: 'stake by /24 and /48', dimension: 'SUBNET', weight: 'STAKE', enrichment: null },
  { name: 'nodes by /16 and /32', dimension: 'SUBNET_WIDE', weight: 'COUNT', enrichment: null },
  { name: 'nodes by AS, one unknown', dimension: 'AS', weight: 'COUNT', enrichment: ENRICHMENT },
  { name: 'stake by AS, one unknown', dimension: 'AS', weight: 'STAKE', enrichment: ENRICHMENT },
  { name: 'nodes by country, two unknown', dimension: 'COUNTRY', weight: 'COUNT', enrichment: ENRICHMENT },
  { name: 'stake by country without a file', dimension: 'COUNTRY', weight: 'STAKE', enrichment: null },
  { name: 'no nodes', dimension: 'OPERATOR', weight: 'COUNT', enrichment: null, nodes: [] },
]

const first = NODES[0] as MetricNode

const REFUSED: readonly (Case & { code: string })[] = [
  {
    name: 'a file for a dimension without one',
    dimension: 'OPERATOR',
    weight: 'COUNT',
    enrichment: ENRICHMENT,
    code: 'HISTOGRAM_INVALID',
  },
  {
    name: 'a country in small letters',
    dimension: 'COUNTRY',
    weight: 'COUNT',
    enrichment: ENRICHMENT,
    nodes: [{ ...first, country: 'de' }],
    code: 'ENTITY_KEY_INVALID',
  },
  {
    name: 'an AS of more than 32 bits',
    dimension: 'AS',
    weight: 'COUNT',
    enrichment: ENRICHMENT,
    nodes: [{ ...first, asNumber: 2 ** 32 }],
    code: 'ENTITY_KEY_INVALID',
  },
  {
    name: 'an IPv4 address of three numbers',
    dimension: 'SUBNET',
    weight: 'COUNT',
    enrichment: null,
    nodes: [{ ...first, ip: '198.18.36' }],
    code: 'IP_INVALID',
  },
]

/** JSON has no bigint: amounts are decimal texts. */
const writeNode = (node: MetricNode): object => ({
  ...node,
  stake: String(node.stake),
  contributions: node.contributions?.map(({ contributor, amount }) => ({ contributor, amount: String(amount) })),
})

const argsOf = ({ nodes = NODES, dimension, weight, enrichment }: Case): HistogramArgs => ({
  nodes,
  dimension,
  weight,
  enrichment,
})

function writeCase({ name, nodes = NODES, dimension, weight, enrichment }: Case): object {
  return { name, dimension, weight, enrichment, nodes: nodes.map(writeNode) }
}

function histogramCase(of: Case): object {
  const bytes = encodeInput(argsOf(of))
  return { ...writeCase(of), bytes: bytes && bytesToHex(bytes), inputHash: hashInput(argsOf(of)) }
}

function refusedCase(of: Case & { code: string }): object {
  const got = codeOf(() => encodeInput(argsOf(of)))
  if (got !== of.code) throw new Error(`"${of.name}" gives ${got}, not ${of.code}`)
  return { ...writeCase(of), code: of.code }
}

/** Nodes with their histograms and input hashes, then input that is refused. */
export function makeHistogramVectors(): object {
  return {
    about:
      'nodes, the bytes of their canonical histogram in a dimension and a weight, and keccak256 of the bytes; nodes by operator have a second histogram, of guard-eligible nodes; null: there is none; then input that is refused, with the error code',
    histograms: CASES.map(histogramCase),
    refused: REFUSED.map(refusedCase),
  }
}

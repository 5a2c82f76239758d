import { type Hex, hexToBytes } from 'viem'
import { classifyStep } from './classifyStep.ts'
import { formatColumns } from './formatColumns.ts'
import type { World } from './openWorld.ts'
import { type Step, traceSteps } from './traceSteps.ts'

const TRANSACTION_GAS = 21_000
const ZERO_BYTE_GAS = 4
const OTHER_BYTE_GAS = 16

/** At most one part in so many is refunded (EIP-3529). */
const REFUND_SHARE_MAX = 5

/** Breaks the gas of a mined transaction down by class of opcode, by contract, and by access to storage. Returns text. */
export const profileTransaction = async (world: World, name: string, hash: Hex): Promise<string> => {
  const { client } = world.clock
  const [{ input }, { gasUsed }, steps] = await Promise.all([
    client.getTransaction({ hash }),
    client.getTransactionReceipt({ hash }),
    traceSteps(client, hash),
  ])
  const names = namesOf(world)
  const nameOf = (contract: Hex): string => names.get(contract) ?? contract
  const executed = steps.reduce((sum, { gas }) => sum + gas, 0)
  const calldata = calldataGas(input)
  // Refunds for slots that were cleared, or set back to what they were.
  const spent = TRANSACTION_GAS + calldata + executed
  const refund = spent - Number(gasUsed)
  if (refund < 0 || refund > spent / REFUND_SHARE_MAX) {
    throw new Error(`The trace of ${hash} does not add up to its receipt: ${spent} were spent, ${gasUsed} paid.`)
  }
  const head = [
    ['receipt', String(gasUsed), ''],
    ['the transaction itself', String(TRANSACTION_GAS), ''],
    ['calldata', String(calldata), `${(input.length - 2) / 2} bytes`],
    ['execution', String(executed), `${steps.length} steps`],
    ['refund', String(-refund), ''],
  ]
  const byClass = sumBy(steps, classifyStep)
  const byContract = sumBy(steps, ({ contract }) => nameOf(contract))
  const byBoth = sumBy(steps, (step) => `${nameOf(step.contract)}: ${classifyStep(step)}`)
  const accesses = steps
    .filter(({ slot }) => slot !== undefined)
    .map((step) => [nameOf(step.contract), classifyStep(step), String(step.gas), shorten(step.slot ?? '0x')])
  return [
    `== ${name}`,
    formatColumns(head),
    '-- by class',
    formatColumns(byClass),
    '-- by contract',
    formatColumns(byContract),
    '-- by contract and class',
    formatColumns(byBoth),
    '-- storage, in order',
    formatColumns(accesses),
    '',
  ].join('\n')
}

const namesOf = ({ deployment }: World): Map<string, string> =>
  new Map(
    Object.entries(deployment)
      .filter((entry): entry is [string, Hex] => typeof entry[1] === 'string')
      .map(([name, address]) => [address.toLowerCase(), name]),
  )

const calldataGas = (input: Hex): number =>
  hexToBytes(input).reduce((sum, byte) => sum + (byte === 0 ? ZERO_BYTE_GAS : OTHER_BYTE_GAS), 0)

/** Rows of name, gas and number of steps, most gas first. */
const sumBy = (steps: readonly Step[], nameOf: (step: Step) => string): string[][] => {
  const sums = new Map<string, { gas: number; count: number }>()
  for (const step of steps) {
    const name = nameOf(step)
    const sum = sums.get(name) ?? { gas: 0, count: 0 }
    sums.set(name, { gas: sum.gas + step.gas, count: sum.count + 1 })
  }
  return [...sums]
    .sort(([, a], [, b]) => b.gas - a.gas)
    .map(([name, { gas, count }]) => [name, String(gas), `${count} ×`])
}

const SLOT_DIGITS = 8

const shorten = (slot: Hex): string => {
  const short = slot.replace(/^0x0*/, '')
  return short.length <= SLOT_DIGITS ? `slot ${short || '0'}` : `slot …${short.slice(-SLOT_DIGITS)}`
}

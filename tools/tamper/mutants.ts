import { bytesToHex, concat, hexToBytes, readUint, writeUint } from '../../shared/bytes.ts'
import { LIST_HEADER_BYTES, LIST_ROW_BYTES } from '../../shared/list/wire.ts'
import { readEpochVectors, readListVectors } from '../support/readData.ts'
import { caseOf, flipBit, type Mutant, utf8 } from './servedCase.ts'

/** Row numbers reordered, left out or doubled. Every column follows. */
function withRows(list: Uint8Array, rows: readonly number[]): Uint8Array {
  const count = readUint(list, 34, 4)
  const parts: Uint8Array[] = [list.slice(0, LIST_HEADER_BYTES)]
  writeUint(parts[0] as Uint8Array, 34, 4, rows.length)
  let column = LIST_HEADER_BYTES
  for (const size of [4, 4, 20, 32, 16, 2, 2, 5, 8, 32]) {
    parts.push(...rows.map((row) => list.subarray(column + row * size, column + (row + 1) * size)))
    column += count * size
  }
  return concat(parts)
}

/** The same with unchanged leaf indexes, so records are at other leaves. */
function withRecords(list: Uint8Array, rows: readonly number[]): Uint8Array {
  const moved = withRows(list, rows)
  moved.set(list.subarray(LIST_HEADER_BYTES, LIST_HEADER_BYTES + 4 * rows.length), LIST_HEADER_BYTES)
  return moved
}

function* listMutants(list: Uint8Array): Generator<[string, Uint8Array]> {
  const count = readUint(list, 34, 4)
  const all = Array.from({ length: count }, (_, row) => row)
  for (let position = 0; position < list.length; position++)
    if (position < LIST_HEADER_BYTES + 64 || position % 13 === 0)
      yield [`list bit ${position}`, flipBit(list, position, position % 8)]
  for (let bit = 0; bit < 8 * LIST_HEADER_BYTES; bit++)
    yield [`list header bit ${bit}`, flipBit(list, bit >> 3, bit & 7)]
  for (let depth = 0; depth < 256; depth++) if (depth !== list[33]) yield [`list depth ${depth}`, list.with(33, depth)]
  for (const row of all) {
    yield [`record ${row} dropped`, withRows(list, all.toSpliced(row, 1))]
    yield [`record ${row} doubled`, withRows(list, all.toSpliced(row, 0, row))]
    yield [`record ${row} doubled at the next leaf`, withRecords(list, all.with(row, (row + 1) % count))]
    const next = (row + 1) % count
    const swapped = all.with(row, next).with(next, row)
    yield [`rows ${row} and ${next} swapped`, withRows(list, swapped)]
    yield [`records ${row} and ${next} swapped`, withRecords(list, swapped)]
    yield [`records from ${row} on`, withRows(list, all.slice(row + 1))]
    yield [`records up to ${row}`, withRows(list, all.slice(0, row))]
  }
  yield ['a record added', withRows(list, [...all, count - 1])]
  const added = withRows(list, [...all, count - 1])
  writeUint(added, LIST_HEADER_BYTES + 4 * count, 4, count)
  yield ['a record added at a new leaf', added]
  yield ['a record added at a new leaf of a deeper tree', added.with(33, (list[33] as number) + 1)]
  for (let length = 0; length < list.length; length += 1 + (length >> 3))
    yield [`list cut to ${length}`, list.slice(0, length)]
  yield ['list without its last byte', list.slice(0, -1)]
  for (const extra of [1, 4, LIST_ROW_BYTES, list.length])
    yield [`list and ${extra} bytes`, concat([list, new Uint8Array(extra)])]
  yield ['list twice', concat([list, list])]
  yield ['list as text', utf8(bytesToHex(list))]
}

/** Another value for each place in the JSON: hex bits, hex lengths, numbers, and other types. */
function* valueMutants(value: unknown): Generator<[string, unknown]> {
  for (const wrong of [null, true, 0, 1, '', '0x', '0', [], {}]) yield [`for ${JSON.stringify(wrong)}`, wrong]
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      yield [`node ${i} dropped`, value.toSpliced(i, 1)]
      yield [`node ${i} doubled`, value.toSpliced(i, 0, value[i])]
      for (const [name, mutant] of valueMutants(value[i])) yield [`node ${i} ${name}`, value.with(i, mutant)]
    }
    yield ['nodes reversed', value.toReversed()]
    for (const node of ['0x80', '0xc0', `0x${'00'.repeat(32)}`]) yield [`node ${node} added`, [...value, node]]
  } else if (typeof value === 'string' && value.startsWith('0x')) {
    const bytes = hexToBytes(value)
    for (let i = 0; i < bytes.length; i++)
      if (i < 8 || i % 7 === 0 || i === bytes.length - 1) yield [`bit ${i}`, bytesToHex(flipBit(bytes, i, i % 8))]
    yield ['cut', value.slice(0, -2)]
    yield ['half a byte cut', value.slice(0, -1)]
    yield ['cut in front', `0x${value.slice(4)}`]
    yield ['longer', `${value}00`]
    yield ['longer in front', `0x00${value.slice(2)}`]
    yield ['twice', value + value.slice(2)]
    yield ['in upper case', `0x${value.slice(2).toUpperCase()}`]
    yield ['with 0X', `0X${value.slice(2)}`]
    yield ['without 0x', value.slice(2)]
    yield ['zero', `0x${'00'.repeat(bytes.length)}`]
  } else if (typeof value === 'string') {
    const number = BigInt(value)
    for (const other of [number - 1n, number + 1n, -number, 0n, number << 64n]) yield [`as ${other}`, other.toString()]
    for (const text of [`0${value}`, `+${value}`, `${value}.0`, ` ${value}`, `0x${number.toString(16)}`])
      yield [`as ${text}`, text]
    yield ['as a number', Number(value)]
  }
}

function* proofMutants(
  proof: Record<string, unknown>,
  later: Record<string, unknown>,
): Generator<[string, string | Uint8Array]> {
  const text = JSON.stringify(proof)
  for (const [key, value] of Object.entries(proof)) {
    for (const [name, mutant] of valueMutants(value))
      yield [`${key} ${name}`, JSON.stringify({ ...proof, [key]: mutant })]
    const { [key]: _dropped, ...rest } = proof
    yield [`${key} dropped`, JSON.stringify(rest)]
    yield [`${key} renamed`, JSON.stringify({ ...rest, [`${key} `]: value })]
    yield [`${key} doubled`, `${text.slice(0, -1)},${JSON.stringify({ [key]: value }).slice(1)}`]
    if (JSON.stringify(later[key]) !== JSON.stringify(value))
      yield [`${key} of another epoch`, JSON.stringify({ ...proof, [key]: later[key] })]
    for (const [other, otherValue] of Object.entries(proof))
      if (other > key)
        yield [`${key} and ${other} swapped`, JSON.stringify({ ...proof, [key]: otherValue, [other]: value })]
  }
  yield ['another epoch as it is', JSON.stringify(later)]
  yield ['a key added', JSON.stringify({ ...proof, extra: null })]
  for (const whole of ['', 'null', '[]', '{}', `[${text}]`, JSON.stringify(text), `${text}x`])
    yield ['another document', whole]
  const bytes = utf8(text)
  for (let position = 0; position < bytes.length; position++)
    if (position < 200 || position % 11 === 0)
      yield [`proof text bit ${position}`, flipBit(bytes, position, position % 7)]
  for (let length = 0; length < bytes.length; length += 1 + (length >> 2))
    yield [`proof text cut to ${length}`, bytes.slice(0, length)]
}

/** The answers of a case, changed in every known way. */
export function* mutantsOf(client: string): Generator<Mutant> {
  const { epoch, original } = caseOf(client)
  const [later] = readEpochVectors()
    .epochs.filter((vector) => vector.client === client)
    .slice(-1)
  for (const [name, list] of listMutants(original.list)) yield { name, answer: { ...original, list } }
  for (const [name, proof] of proofMutants(epoch.proof, later?.proof ?? {}))
    yield { name, answer: { ...original, proof: typeof proof === 'string' ? utf8(proof) : proof } }
  for (const vector of readListVectors().lists)
    yield { name: `list of ${vector.name}`, answer: { ...original, list: hexToBytes(vector.bytes) } }
}

import { type Hex, hexToBytes } from 'viem'

const PUSH1 = 0x60
const PUSH32 = 0x7f

/** The opcodes in the code of a contract: without what PUSH carries, and without the compiler's note at the end. */
export const opcodesOf = (code: Hex): Set<number> => {
  const bytes = hexToBytes(code)
  // The last two bytes say how long the note before them is.
  const noteLength = ((bytes.at(-2) ?? 0) << 8) | (bytes.at(-1) ?? 0)
  const opcodes = new Set<number>()
  for (let position = 0; position < bytes.length - noteLength - 2; position++) {
    const opcode = bytes[position] as number
    opcodes.add(opcode)
    if (opcode >= PUSH1 && opcode <= PUSH32) position += opcode - PUSH1 + 1
  }
  return opcodes
}

import { type Hex, hexToBytes } from 'viem'

const PUSH1 = 0x60
const PUSH32 = 0x7f

/** Returns the opcodes in the code of a contract, without what PUSH carries. The compiler appends no metadata. */
export const opcodesOf = (code: Hex): Set<number> => {
  const bytes = hexToBytes(code)
  const opcodes = new Set<number>()
  for (let position = 0; position < bytes.length; position++) {
    const opcode = bytes[position] as number
    opcodes.add(opcode)
    if (opcode >= PUSH1 && opcode <= PUSH32) position += opcode - PUSH1 + 1
  }
  return opcodes
}

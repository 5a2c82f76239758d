import { type Hex, hexToBytes } from 'viem'

const PUSH1 = 0x60
const PUSH32 = 0x7f
const JUMPDEST = 0x5b

/** STOP, JUMP, RETURN, REVERT, INVALID, SELFDESTRUCT: what follows runs only if it begins with a JUMPDEST. */
const ENDS: readonly number[] = [0x00, 0x56, 0xf3, 0xfd, 0xfe, 0xff]

/**
 * Returns the opcodes that a contract can run, without what PUSH carries. Long constants lie as data behind the code,
 * where no jump can lead: they hold no JUMPDEST. The compiler appends no metadata.
 */
export const opcodesOf = (code: Hex): Set<number> => {
  const bytes = hexToBytes(code)
  const opcodes = new Set<number>()
  let runs = true
  for (let position = 0; position < bytes.length; position++) {
    const opcode = bytes[position] as number
    if (opcode === JUMPDEST) runs = true
    if (runs) opcodes.add(opcode)
    if (ENDS.includes(opcode)) runs = false
    if (opcode >= PUSH1 && opcode <= PUSH32) position += opcode - PUSH1 + 1
  }
  return opcodes
}

import { arithmetic, edge, operand } from './binary.ts'
import { choice, guard } from './conditions.ts'
import { call, event, leave, modifier, write } from './deletions.ts'
import { constant, literal } from './literals.ts'
import type { Operator } from './site.ts'
import { sign, step } from './unary.ts'
import { assembly } from './yul.ts'

/** All operators, in the order of the report. The most telling ones come first, and are judged first. */
export const operators: Readonly<Record<string, Operator>> = {
  guard,
  edge,
  operand,
  arithmetic,
  write,
  event,
  modifier,
  call,
  assembly,
  constant,
  choice,
  sign,
  step,
  literal,
  leave,
}

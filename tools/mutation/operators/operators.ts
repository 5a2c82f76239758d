import { arithmetic, edge, operand } from './binary.ts'
import { choice, guard } from './conditions.ts'
import { call, event, leave, modifier, write } from './deletions.ts'
import { constant, literal } from './literals.ts'
import type { Operator } from './site.ts'
import { sign, step } from './unary.ts'
import { assembly } from './yul.ts'

/** Every way to make a mutant, in the order of the report; what tells most comes first, and is judged first. */
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

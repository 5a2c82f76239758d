import { parseEther } from 'viem'
import { describe, expect, it } from 'vitest'
import { exitTipFrom, exitTipOf, type LateNode } from '../../../../cli/lib/node/exitTip.ts'

const EPOCH_SECONDS = 60
const STEP = 24 * EPOCH_SECONDS
const DUE = 1_900_000_000
const NODE: LateNode = { status: 'Active', principal: parseEther('25000'), exitDueAt: DUE }

const tip = (late: number, node: Partial<LateNode> = {}) => exitTipOf({ ...NODE, ...node }, DUE + late, EPOCH_SECONDS)

describe('exitTipOf', () => {
  it('exitTipOf gives 20 basis points for each whole 24 epochs when the exit is late', () => {
    expect([-1, 0, STEP - 1].map((late) => tip(late))).toEqual([0n, 0n, 0n])
    expect([STEP, 2 * STEP - 1, 2 * STEP].map((late) => tip(late))).toEqual(
      ['50', '50', '100'].map((tokens) => parseEther(tokens)),
    )
    expect(exitTipFrom(DUE, EPOCH_SECONDS)).toBe(DUE + STEP)
  })

  it('exitTipOf gives 200 basis points at most however late the exit is', () => {
    expect([10 * STEP, 11 * STEP, 10_000 * STEP].map((late) => tip(late))).toEqual(
      Array.from({ length: 3 }, () => parseEther('500')),
    )
  })

  it('exitTipOf gives nothing when the node is not Active or did not ask to leave', () => {
    for (const status of ['Pending', 'Suspended', 'Removed', 'Exited'] as const)
      expect(tip(10 * STEP, { status })).toBe(0n)
    expect(tip(10 * STEP, { exitDueAt: 0 })).toBe(0n)
  })
})

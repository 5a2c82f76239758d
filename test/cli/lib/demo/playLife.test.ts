import { parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LifeStep, type PlayLifeArgs, playLife } from '../../../../cli/lib/demo/playLife.ts'
import { runMuster } from '../../../../cli/lib/demo/runMuster.ts'
import { publishRoundsOf } from '../../../../devnet/chain/publishRounds.ts'
import { musterBundle } from '../../../helpers/runMuster.ts'
import { COMMANDS_MS_MAX, DAY, type PoolWorld, PURSE, startPoolWorld } from '../../commands/startPoolWorld.ts'

const EPOCH_SECONDS = 3_600

/** Seconds that pass while a life waits. The chain's clock jumps, so no test waits in real time. */
const JUMP_SECONDS = 12 * EPOCH_SECONDS

const EXITED = 4

describe('playLife', { timeout: COMMANDS_MS_MAX }, () => {
  let world: PoolWorld
  let script: string
  let nowMs = 0

  /** The rounds are published and the nodes activated while time passes, as the demo's keeper does. */
  const keep = async (nodeIds: readonly number[]): Promise<void> => {
    for (const nodeId of nodeIds) {
      if ((await world.statusOf(nodeId)) !== 1) continue
      await publishRoundsOf(world.client, world.deployment, [nodeId])
      const { code, output } = await world.node('activate', 'operator', [String(nodeId)])
      expect(code, output).toBe(0)
    }
  }
  const argsOf = (node: string, kept: readonly number[], onStep: (step: LifeStep) => void): PlayLifeArgs => ({
    muster: (words) => runMuster(script, ['--rpc', world.chain.url, '--registry', world.deployment.registry], words),
    accounts: { operator: world.file('operator.key'), contributor: world.file('contributor.key') },
    nodeKeys: { bls: world.file(`${node}-bls.key`), ed25519: world.file(`${node}-ed25519.key`) },
    epochSeconds: EPOCH_SECONDS,
    nowMs: () => nowMs,
    sleep: async (ms) => {
      const seconds = Math.max(ms / 1_000, JUMP_SECONDS)
      nowMs += seconds * 1_000
      await world.passTime(seconds)
      await keep(kept)
    },
    onStep,
  })

  beforeAll(async () => {
    world = await startPoolWorld('a life', {
      ...{ names: ['operator', 'contributor'], nodes: ['node', 'idle'], exitDelay: DAY },
    })
    ;({ script } = await musterBundle())
  })
  afterAll(() => world?.stop())

  it('playLife brings a node from an open pool to its exit when a keeper activates it', async () => {
    const told: LifeStep[] = []
    const steps = await playLife(argsOf('node', [1], (step) => told.push(step)))
    expect(told).toEqual(steps)
    expect(steps.map(({ step }) => step)).toEqual([
      ...['pool open', 'pool contribute', 'pool finalize', 'node show', 'node show', 'pool claim'],
      ...['pool request-exit', 'node exit', 'pool claim'],
    ])
    expect(steps.at(1)?.outcome).toBe('pool 1 is full: 18750 tokens came from operator 2')
    expect(steps.at(-2)?.outcome).toBe('25000 tokens went back to the pool')
    expect(await world.statusOf(1)).toBe(EXITED)
    // The rewards pool of this chain is empty, so each has what it had at first.
    for (const name of ['operator', 'contributor']) expect(await world.tokensOf(world.address(name))).toBe(PURSE)
    expect(steps.at(-1)?.outcome).toBe('operator 1 got 6250 tokens, operator 2 got 18750 tokens')
    // Times of the chain: an hour to activate, four epochs to earn, a day to leave.
    expect(steps.at(-1)?.seconds).toBeGreaterThan(DAY)
  })

  it('playLife throws LifeStepLateError when no keeper activates the node', async () => {
    const life = playLife(argsOf('idle', [], () => undefined))
    await expect(life).rejects.toMatchObject({
      code: 'LIFE_STEP_LATE',
      message: expect.stringContaining('Waited 72000 seconds for this: node 2 is Active.'),
    })
  })

  it('playLife throws LifeStepFailedError with the reason of the command when one fails', async () => {
    // The stake of the idle node has left too little.
    expect(await world.tokensOf(world.address('contributor'))).toBeLessThan(parseEther('18750'))
    const life = playLife(argsOf('node', [], () => undefined))
    await expect(life).rejects.toMatchObject({ code: 'LIFE_STEP_FAILED' })
    await expect(life).rejects.toThrow(/^muster pool open failed: .*used/)
  })
})

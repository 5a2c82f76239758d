import { setTimeout as sleep } from 'node:timers/promises'
import { defineAction } from '../../frame/action.ts'
import { createControlClient } from '../../lib/demo/createControlClient.ts'
import { dataFolderOf, operatorKeyFile } from '../../lib/demo/dataFolder.ts'
import { makeNodeKeys } from '../../lib/demo/makeNodeKeys.ts'
import { type LifeStep, playLife } from '../../lib/demo/playLife.ts'
import { runMuster } from '../../lib/demo/runMuster.ts'
import { paragraph } from '../../output/blocks.ts'

/** Width of the longest step. */
const STEP_WIDTH = 17
const TIME_WIDTH = 8

type Data = {
  /** Seconds from the first command to the last. */
  readonly seconds: number
  readonly steps: readonly LifeStep[]
}

const describeStep = ({ seconds, step, outcome }: LifeStep): string =>
  `${`${seconds.toFixed(1)} s`.padEnd(TIME_WIDTH)}  ${step.padEnd(STEP_WIDTH)}  ${outcome}`

/** Plays the life of a node on the running demo. Every step is a call of this command in a process of its own. */
export const life = defineAction<Data>({
  run: async ({ output }) => {
    const dataFolder = dataFolderOf(process.env['MUSTER_DATA'])
    const { rpcUrl, chainId, registry, epochSeconds } = await (await createControlClient(dataFolder)).status()
    const network = ['--rpc', rpcUrl, '--chain-id', String(chainId), '--registry', registry]
    const nodeKeys = await makeNodeKeys()
    try {
      const steps = await playLife({
        ...{ nodeKeys, epochSeconds },
        muster: (words) => runMuster(process.argv[1] ?? '', network, words),
        accounts: { operator: operatorKeyFile(dataFolder, 1), contributor: operatorKeyFile(dataFolder, 2) },
        nowMs: () => performance.now(),
        sleep: async (ms) => void (await sleep(ms)),
        onStep: (step) => output.item('step', step, [paragraph(describeStep(step))]),
      })
      return { data: { seconds: steps.at(-1)?.seconds ?? 0, steps } }
    } finally {
      await nodeKeys.remove()
    }
  },
  render: ({ seconds }) => [paragraph(`A whole life took ${seconds.toFixed(1)} seconds.`, 'good')],
})

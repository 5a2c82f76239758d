import { defineAction } from '../../frame/action.ts'
import { EXIT } from '../../frame/exitCodes.ts'
import { dataFolderOf } from '../../lib/demo/dataFolder.ts'
import type { ReplayResult } from '../../lib/demo/protocol.ts'
import { replayDemo } from '../../lib/demo/replayDemo.ts'
import { replayRows } from '../../lib/demo/replayRows.ts'
import { table } from '../../output/blocks.ts'

/** Asks the running devnet to replay a network file on a fresh chain. A signal cancels the job and waits for its end. */
export const replay = defineAction<ReplayResult>({
  run: async ({ words: [file = ''], output }) => {
    const ending = new AbortController()
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => ending.abort())
    const result = await replayDemo({
      file,
      dataFolder: dataFolderOf(process.env['MUSTER_DATA']),
      onProgress: output.progress.update,
      signal: ending.signal,
    })
    return { data: result, exitCode: result.isSame ? EXIT.ok : EXIT.notVerified }
  },
  render: (result) => [table(replayRows(result))],
})

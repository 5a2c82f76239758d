import type { Hex } from 'viem'
import { createProgress } from '../../output/createProgress.ts'
import { createRpcClient } from '../chain/createRpcClient.ts'
import { openRegistry, type Registry } from '../chain/openRegistry.ts'
import type { Options } from './options.ts'

/** Opens a registry through `--rpc`; long scans say on standard error how far they are. */
export const connect = (options: Options, registry: Hex): Promise<Registry> => {
  const { update } = createProgress(process.stderr)
  return openRegistry(createRpcClient(options.text('rpc')), registry, (done, total) =>
    update('scan blocks', done, total),
  )
}

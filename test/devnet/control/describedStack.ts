import type { ControlContext } from '../../../devnet/control/routes.ts'

const ADDRESS = `0x${'11'.repeat(20)}` as const

/** A stack as the control port describes it. The port asks nothing of it. */
export const DESCRIBED_STACK: ControlContext['stack'] = {
  apiUrl: 'http://127.0.0.1:1001',
  rpcUrl: 'http://127.0.0.1:1002',
  indexerUrl: 'http://127.0.0.1:1003',
  deployment: {
    chainId: 31_337,
    registry: ADDRESS,
    token: ADDRESS,
    accessManager: ADDRESS,
    randomness: ADDRESS,
    registryLens: ADDRESS,
    signerSets: ADDRESS,
    rewardsPool: ADDRESS,
    contributionPools: ADDRESS,
    deployBlock: 1,
    accessManagerBlock: 1,
    epochSeconds: 60,
  },
}

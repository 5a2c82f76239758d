import { encodeFunctionData, type Hex } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import type { Call } from './sendAs.ts'

/**
 * Encodes the call that announces another.
 *
 * @param when unix seconds; 0: the earliest possible time
 */
export const announcementOf = (accessManager: Hex, { to, data }: Call, when = 0): Call => ({
  to: accessManager,
  data: encodeFunctionData({ abi: accessManagerAbi, functionName: 'schedule', args: [to, data, when] }),
})

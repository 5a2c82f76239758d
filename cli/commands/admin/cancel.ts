import { encodeFunctionData } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { openGovernance, readFromBlock, readParameters } from '../../lib/governance/openGovernance.ts'
import { chooseOperation, operationRows, readOperations } from '../../lib/governance/operations.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import type { Row } from '../../output/blocks.ts'

type Data = SentData & { readonly operation: string; readonly rows: readonly Row[] }

/** Cancels a scheduled operation. */
export const cancel = defineAction<Data>({
  run: async (call) => {
    const { options } = call
    const account = await readAccount(call.network)
    const governance = await openGovernance(call)
    const operations = await readOperations(governance, { fromBlock: readFromBlock(options) })
    const operation = chooseOperation(operations, options.optionalText('operation'))
    const { id, caller, target, data: scheduled } = operation
    const rows = operationRows(governance, operation, await readParameters(governance))
    const args = [caller, target, scheduled] as const
    const data = encodeFunctionData({ abi: accessManagerAbi, functionName: 'cancel', args })
    const would = `cancel operation ${id}`
    const sent = await send(call, governance, { account, to: governance.manager, data, would, details: rows })
    return { data: { operation: id, rows, ...sentData(sent) } }
  },
  render: (data) => renderSent(data, 'Cancelled.', data.rows),
})

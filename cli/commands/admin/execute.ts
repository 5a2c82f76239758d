import { encodeFunctionData } from 'viem'
import { accessManagerAbi } from '../../../shared/contracts/accessManagerAbi.ts'
import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { OperationExpiredError, OperationNotYoursError, OperationTooEarlyError } from '../../lib/governance/errors.ts'
import { openGovernance, readFromBlock, readParameters } from '../../lib/governance/openGovernance.ts'
import { chooseOperation, type Operation, operationRows, readOperations } from '../../lib/governance/operations.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import type { Row } from '../../output/blocks.ts'

type Data = SentData & { readonly operation: string; readonly rows: readonly Row[] }

/** @throws OperationNotYoursError, OperationTooEarlyError, OperationExpiredError */
const requireDue = ({ id, caller, readyAt, expiresAt }: Operation, account: string, now: number): void => {
  if (caller !== account.toLowerCase()) throw new OperationNotYoursError({ id, caller, account })
  if (now < readyAt) throw new OperationTooEarlyError({ id, readyAt, now })
  if (now >= expiresAt) throw new OperationExpiredError({ id, expiredAt: expiresAt, now })
}

/** Executes a scheduled operation. */
export const execute = defineAction<Data>({
  run: async (call) => {
    const { options } = call
    const account = await readAccount(call.network)
    const governance = await openGovernance(call)
    const operations = await readOperations(governance, { fromBlock: readFromBlock(options) })
    const operation = chooseOperation(operations, options.optionalText('operation'))
    requireDue(operation, account.address, governance.newest.timestamp)
    const { id, target, data: scheduled } = operation
    const rows = operationRows(governance, operation, await readParameters(governance))
    const data = encodeFunctionData({ abi: accessManagerAbi, functionName: 'execute', args: [target, scheduled] })
    const would = `execute operation ${id}`
    const sent = await send(call, governance, { account, to: governance.manager, data, would, details: rows })
    return { data: { operation: id, rows, ...sentData(sent) } }
  },
  render: (data) => renderSent(data, 'Executed.', data.rows),
})

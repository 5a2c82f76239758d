import { encodeFunctionData, parseEventLogs } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { describeTokens } from '../../../shared/format/amounts.ts'
import { describeMoment } from '../../../shared/format/times.ts'
import { describeSent } from '../../lib/chain/sendOrTry.ts'
import { PoolNotOpenError } from '../../lib/pool/errors.ts'
import { findRegistration } from '../../lib/pool/findRegistration.ts'
import { whyOver } from '../../lib/pool/nextSteps.ts'
import { openPools } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import { readPoolCommand } from '../../lib/pool/readPoolCommand.ts'
import { sendToPools } from '../../lib/pool/sendToPools.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

/** Registers the node of a full pool. */
export const finalize: Command = async (args) => {
  const { options, poolId, account, isDryRun } = await readPoolCommand(args)
  const opened = await openPools(options)
  const pool = await readPool(opened, poolId)
  if (pool.state === 'Registered') {
    const advice = `See what can be done with it: npm run muster -- pool show ${poolId}`
    throw new PoolNotOpenError({ poolId, reason: 'its node is registered already', advice })
  }
  if (pool.isOver) {
    const advice = 'Its node can never be registered. Who contributed can withdraw at once.'
    throw new PoolNotOpenError({ poolId, reason: whyOver(pool), advice })
  }
  const { registration, operatorSignature } = await findRegistration(opened, pool)
  const data = encodeFunctionData({
    abi: contributionPoolsAbi,
    functionName: 'finalize',
    args: [poolId, registration, operatorSignature],
  })
  const would = `register the node of pool ${poolId}`
  const receipt = await sendToPools(opened, { account, data, would, isDryRun })
  if (!receipt) return 0
  const { logs } = receipt
  const rows = parseEventLogs({ abi: serviceNodeRegistryAbi, eventName: 'ServiceNodeRegistered', logs }).flatMap(
    ({ args: { nodeId, operator, principal, activatableAt } }) => [
      ['node', String(nodeId)] as const,
      ['operator', operator.toLowerCase()] as const,
      ['stake', describeTokens(principal)] as const,
      ['can be activated', `from ${describeMoment(activatableAt, opened.newest.timestamp)}, by anyone`] as const,
    ],
  )
  process.stdout.write(
    `The node of pool ${poolId} is registered.\n\n${formatTable([...rows, ...describeSent(receipt)])}`,
  )
  return 0
}

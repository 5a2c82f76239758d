import { encodeFunctionData } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { describeSent } from '../../lib/chain/sendOrTry.ts'
import { checkRegistration } from '../../lib/pool/checkRegistration.ts'
import { NotPoolOperatorError } from '../../lib/pool/errors.ts'
import { hashRegistration } from '../../lib/pool/findRegistration.ts'
import { openPools } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import { readPoolCommand } from '../../lib/pool/readPoolCommand.ts'
import { sendToPools } from '../../lib/pool/sendToPools.ts'
import { NODE_OPTIONS, readNodeSecrets, signRegistration } from '../../lib/pool/signRegistration.ts'
import { formatTable } from '../../output/formatTable.ts'
import type { Command } from '../command.ts'

/** Names other keys for the node of a pool. */
export const replaceRegistration: Command = async (args) => {
  const { options, poolId, account, isDryRun } = await readPoolCommand(args, NODE_OPTIONS)
  const secrets = await readNodeSecrets(options)
  const opened = await openPools(options)
  const { operator, feeBps, deadline } = await readPool(opened, poolId)
  if (operator !== account.address.toLowerCase()) {
    const advice = 'Only the operator, who signed the terms, names the keys of the node.'
    throw new NotPoolOperatorError({ poolId, operator, account: account.address, advice })
  }
  const signed = await signRegistration(opened, secrets, { operator: account, feeBps, deadline })
  await checkRegistration(opened, signed)
  const data = encodeFunctionData({
    abi: contributionPoolsAbi,
    functionName: 'replaceRegistration',
    args: [poolId, signed.registration, signed.operatorSignature],
  })
  const would = `replace the registration of pool ${poolId}`
  const receipt = await sendToPools(opened, { account, data, would, isDryRun })
  if (!receipt) return 0
  process.stdout.write(
    `Pool ${poolId} has another registration; its terms are the same.\n\n${formatTable([
      ['registration', hashRegistration(signed)],
      ['Ed25519 key', signed.registration.ed25519Key],
      ...describeSent(receipt),
    ])}`,
  )
  return 0
}

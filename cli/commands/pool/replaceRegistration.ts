import { encodeFunctionData } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { checkRegistration } from '../../lib/pool/checkRegistration.ts'
import { NotPoolOperatorError } from '../../lib/pool/errors.ts'
import { hashRegistration } from '../../lib/pool/findRegistration.ts'
import { openPools, parsePoolId } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import { readNodeSecrets, signRegistration } from '../../lib/pool/signRegistration.ts'

type Data = SentData & { readonly poolId: bigint; readonly registrationHash: string; readonly ed25519Key: string }

/** Names other keys or another endpoint for the node of a pool. */
export const replaceRegistration = defineAction<Data>({
  run: async (call) => {
    const poolId = parsePoolId(call.words[0] ?? '')
    const account = await readAccount(call.network)
    const secrets = await readNodeSecrets(call.options)
    const opened = await openPools(call)
    const { operator, feeBps, deadline } = await readPool(opened, poolId)
    if (operator !== account.address.toLowerCase()) {
      const advice = 'Only the operator, who signed the terms, names the keys of the node.'
      throw new NotPoolOperatorError({ poolId, operator, account: account.address, advice })
    }
    const signed = await signRegistration(opened, secrets, { operator: account, feeBps, deadline })
    await checkRegistration(opened, signed)
    const { registration, operatorSignature } = signed
    const args = [poolId, registration, operatorSignature] as const
    const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'replaceRegistration', args })
    const would = `replace the registration of pool ${poolId}`
    const sent = await send(call, opened, { account, to: opened.pools, data, would })
    const { ed25519Key } = registration
    return { data: { poolId, registrationHash: hashRegistration(signed), ed25519Key, ...sentData(sent) } }
  },
  render: (data) =>
    renderSent(data, `Pool ${data.poolId} has another registration. Its terms are the same.`, [
      ['registration', data.registrationHash],
      ['Ed25519 key', data.ed25519Key],
    ]),
})

import { encodeFunctionData } from 'viem'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { defineAction } from '../../frame/action.ts'
import { renderSent } from '../../lib/chain/renderSent.ts'
import { type SentData, send, sentData } from '../../lib/chain/send.ts'
import { readAccount } from '../../lib/input/readAccount.ts'
import { readOperator } from '../../lib/input/readOperator.ts'
import { checkRegistration } from '../../lib/pool/checkRegistration.ts'
import { NotPoolOpenerError } from '../../lib/pool/errors.ts'
import { hashRegistration } from '../../lib/pool/findRegistration.ts'
import { openPools, parsePoolId } from '../../lib/pool/openPools.ts'
import { readPool } from '../../lib/pool/readPool.ts'
import { readNodeSecrets, signRegistration } from '../../lib/pool/signRegistration.ts'

type Data = SentData & {
  readonly poolId: bigint
  readonly registrationHash: string
  readonly operator: string
  readonly ed25519Key: string
}

/** Names another operator, other keys or another endpoint for the node of a pool. */
export const replaceRegistration = defineAction<Data>({
  run: async (call) => {
    const poolId = parsePoolId(call.words[0] ?? '')
    const account = await readAccount(call.network)
    const operator = await readOperator(call.options, account)
    const secrets = await readNodeSecrets(call.options)
    const opened = await openPools(call)
    const { opener, feeBps, deadline } = await readPool(opened, poolId)
    if (opener !== account.address.toLowerCase()) {
      const advice = 'Only the opener names the operator and the keys of the node.'
      throw new NotPoolOpenerError({ poolId, opener, account: account.address, advice })
    }
    const signed = await signRegistration(opened, secrets, { operator, feeBps, deadline })
    await checkRegistration(opened, signed)
    const { registration, operatorSignature } = signed
    const args = [poolId, registration, operatorSignature] as const
    const data = encodeFunctionData({ abi: contributionPoolsAbi, functionName: 'replaceRegistration', args })
    const would = `replace the registration of pool ${poolId}`
    const sent = await send(call, opened, { account, to: opened.pools, data, would })
    const { ed25519Key } = registration
    const names = { operator: operator.address.toLowerCase(), ed25519Key }
    return { data: { poolId, registrationHash: hashRegistration(signed), ...names, ...sentData(sent) } }
  },
  render: (data) =>
    renderSent(data, `Pool ${data.poolId} has another registration. Its terms are the same.`, [
      ['registration', data.registrationHash],
      ['operator', data.operator],
      ['Ed25519 key', data.ed25519Key],
    ]),
})

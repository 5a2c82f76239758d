import { type AbiParameter, encodeErrorResult, type Hex, pad, parseEther, stringToHex } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRpcClient } from '../../../../cli/lib/chain/createRpcClient.ts'
import { CallRevertedError, RpcFailedError } from '../../../../cli/lib/chain/errors.ts'
import { explainRevert } from '../../../../cli/lib/chain/explainRevert.ts'
import { seededAccount, seededBytes } from '../../../../devnet/demo/seededKeys.ts'
import { accessManagerAbi } from '../../../../shared/contracts/accessManagerAbi.ts'
import { serviceNodeRegistryAbi } from '../../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { signerSetsAbi } from '../../../../shared/contracts/signerSetsAbi.ts'
import { stakingTokenAbi } from '../../../../shared/contracts/stakingTokenAbi.ts'
import { startHardhatChain, type TestChain } from '../../../../tools/support/chain.ts'
import { freePort } from '../../../../tools/support/freePort.ts'

/** Errors of a quorum action, a change of parameters, a pause or a funding: each must be put in plain words. */
const PLAIN: readonly string[] = [
  'ServiceNodeUnknown',
  'StatusNotAllowed',
  'BlsKeyNotOfNode',
  'ExitDue',
  'QuorumEpochInvalid',
  'StatusTooRecent',
  'QuorumTooSmall',
  'TooManyNonSigners',
  'NonSignersNotSorted',
  'NonSignerNotMember',
  'QuorumSignatureInvalid',
  'ActiveSetTooSmall',
  'RemovalLimitReached',
  'SuspensionLimitReached',
  'LaunchNotOver',
  'ReporterInvalid',
  'KeyReplaced',
  'ActivationLimitReached',
  'ParameterOutOfBounds',
  'RegistrationIsPaused',
  'PauseTooSoon',
  'RegistrationNotPaused',
  'AccessManagedUnauthorized',
  'AccessManagedRequiredDelay',
  'AccessManagerUnauthorizedCall',
  'AccessManagerUnauthorizedAccount',
  'AccessManagerUnauthorizedCancel',
  'AccessManagerAlreadyScheduled',
  'AccessManagerNotScheduled',
  'AccessManagerNotReady',
  'AccessManagerExpired',
  'ERC20InsufficientBalance',
  'ERC20InsufficientAllowance',
]

const ERRORS = [...serviceNodeRegistryAbi, ...signerSetsAbi, ...accessManagerAbi, ...stakingTokenAbi].filter(
  (item) => item.type === 'error',
)

const sample = ({ type }: AbiParameter): unknown => {
  if (type === 'address') return seededAccount('revert', 1).address
  if (type === 'bytes32') return pad(stringToHex('minQuorum'), { dir: 'right', size: 32 })
  if (type === 'bytes4') return '0x12345678'
  return type === 'uint8' || type === 'uint16' || type === 'uint32' || type === 'uint40' || type === 'uint48' ? 2 : 2n
}

/** Code of a contract whose creation reverts with `data`: copies what follows it, and reverts with that. */
const reverting = (data: Hex): Hex => {
  const length = ((data.length - 2) / 2).toString(16).padStart(4, '0')
  return `0x61${length}600e60003961${length}6000fd${data.slice(2)}`
}

describe('explainRevert', () => {
  let chain: TestChain
  beforeAll(async () => {
    chain = await startHardhatChain()
  })
  afterAll(() => chain?.stop())

  const explain = async (data: Hex): Promise<unknown> =>
    createRpcClient(chain.url)
      .call({ data: reverting(data) })
      .then(
        () => 'no error',
        (error: unknown) => explainRevert(error),
      )

  it('explainRevert gives a plain sentence for each error that an operator or governor can meet', async () => {
    const named = new Map<string, (typeof ERRORS)[number]>(ERRORS.map((item) => [item.name, item]))
    for (const name of PLAIN) {
      const item = named.get(name)
      if (!item) throw new Error(`No contract has an error ${name} any more: take it out.`)
      const args = item.inputs.map(sample)
      const error = await explain(encodeErrorResult({ abi: [item], errorName: name, args } as never))
      if (!(error instanceof CallRevertedError)) throw new Error(`${name} gave ${String(error)}`)
      expect(error.reason).toBe(name)
      // A sentence, not the error's name and arguments.
      expect(error.message).toMatch(/^The contract refuses: \S.*\. \(\w+\)$/)
      expect(error.message, name).not.toContain(`${name}(`)
      expect(error.message, name).not.toContain('undefined')
    }
  })

  it('explainRevert names the wrong values and their bounds', async () => {
    const bounds = encodeErrorResult({
      abi: serviceNodeRegistryAbi,
      errorName: 'ParameterOutOfBounds',
      args: [pad(stringToHex('minQuorum'), { dir: 'right', size: 32 }), 3n, 4n, 100n],
    })
    expect(String(await explain(bounds))).toContain('minQuorum is 3; it must be 4 to 100. (ParameterOutOfBounds)')
    const account = seededAccount('revert', 2).address
    const balance = encodeErrorResult({
      abi: stakingTokenAbi,
      errorName: 'ERC20InsufficientBalance',
      args: [account, parseEther('1.5'), parseEther('2')],
    })
    expect(String(await explain(balance))).toContain(`${account} has 1.5 tokens, and 2 tokens are needed.`)
  })

  it('explainRevert shows the bytes when the error is not in an ABI of Muster, and says so when there are none', async () => {
    expect(String(await explain('0xdeadbeef'))).toContain('It gives 0xdeadbeef. (unknown)')
    expect(String(await explain('0x'))).toContain('It gives no reason. (unknown)')
  })

  it('explainRevert returns RpcFailedError without the URL when the endpoint is dead', async () => {
    const url = `http://127.0.0.1:${await freePort()}/key-${seededBytes('revert', 3)}`
    const error = await createRpcClient(url)
      .getBlockNumber()
      .then(
        () => 'no error',
        (thrown: unknown) => explainRevert(thrown),
      )
    expect(error).toBeInstanceOf(RpcFailedError)
    expect(String(error)).not.toContain('key-')
  })
})

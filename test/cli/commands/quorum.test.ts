import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesToHex, type Hex, keccak256, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRpcClient } from '../../../cli/lib/chain/createRpcClient.ts'
import { openRegistry } from '../../../cli/lib/chain/openRegistry.ts'
import { readMembers } from '../../../cli/lib/quorum/readMembers.ts'
import { type Deployment, deploy } from '../../../deploy/deploy.ts'
import { type ChainClient, createChainClient, fundGas } from '../../../devnet/chain/chainClient.ts'
import { joinNetwork } from '../../../devnet/chain/joinNetwork.ts'
import { demoPlans } from '../../../devnet/demo/demoPlans.ts'
import { seededAccount, seededBlsKey, seededBytes } from '../../../devnet/demo/seededKeys.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { ESTABLISHED_EPOCHS } from '../../../shared/epoch/bounds.ts'
import { mapBounded } from '../../../shared/mapBounded.ts'
import { blsPublicKey, blsSign } from '../../../shared/signing/bls.ts'
import { type QuorumTerms, quorumDigest } from '../../../shared/signing/quorumDigest.ts'
import type { RegistrationPlan } from '../../../shared/signing/registration.ts'
import { makeRotation } from '../../../shared/signing/rotation.ts'
import { startAnvil, type TestChain } from '../../../tools/support/chain.ts'
import { followUpsOf, pasteFollowUp } from '../../helpers/followUps.ts'
import { runMuster } from '../../helpers/runMuster.ts'

const SEED = 'quorum by the command line'

/** One more than the least quorum, so a suspension leaves ten. */
const NODES = 11
const EPOCH_SECONDS = 3_600

/** 2090-01-01, ahead of any machine's clock, so a signature without a chain is in time. */
const GENESIS = 3_786_912_000

/** Processes at once, for two cores. */
const AT_ONCE = 3

const STATUS = { Active: 2, Suspended: 3, Removed: 5 } as const

describe('muster quorum with eleven operators', () => {
  let folder: string
  let chain: TestChain
  let client: ChainClient
  let deployment: Deployment
  const sender = seededAccount(SEED, 'sender')
  const reporter = seededAccount(SEED, 'reporter').address.toLowerCase() as Hex
  const plans: RegistrationPlan[] = demoPlans(SEED)
    .slice(0, NODES)
    .map((plan, index) => {
      const operator = seededAccount(SEED, 'operator', index)
      return { ...plan, operator, owner: operator.address }
    })

  const file = (name: string): string => join(folder, name)
  const readJson = (name: string) => JSON.parse(readFileSync(file(name), 'utf8'))
  const writeJson = (name: string, value: unknown): void => writeFileSync(file(name), JSON.stringify(value))
  const chainOptions = (): string[] => ['--rpc', chain.url, '--registry', deployment.registry]

  /** The first block of the epoch `epochs` after this one. */
  const passEpochs = async (epochs: number): Promise<void> => {
    const epoch = (await currentEpoch()) + epochs
    await client.setNextBlockTimestamp({ timestamp: BigInt(epoch * EPOCH_SECONDS) })
    await client.mine({ blocks: 1 })
  }

  const currentEpoch = async (): Promise<number> =>
    Math.floor(Number((await client.getBlock()).timestamp) / EPOCH_SECONDS)

  const boundaryNext = async (): Promise<void> => {
    await client.setNextBlockTimestamp({ timestamp: BigInt(((await currentEpoch()) + 1) * EPOCH_SECONDS) })
  }

  /** Ids of the set of an epoch, from the logs. Their keys are compared with the contract's sum. */
  const membersOf = async (epoch: number): Promise<number[]> => {
    const opened = await openRegistry(createRpcClient(chain.url), deployment.registry)
    return (await readMembers(opened, { epoch, fromBlock: 0n })).map(({ nodeId }) => nodeId)
  }

  const statusOf = async (nodeId: number): Promise<number> => {
    const args = [nodeId] as const
    const { registry: address } = deployment
    return (await client.readContract({ address, abi: serviceNodeRegistryAbi, functionName: 'serviceNode', args }))
      .status
  }

  const propose = (out: string, options: readonly string[]) =>
    runMuster([
      'quorum',
      'propose',
      ...chainOptions(),
      '--reason',
      '7',
      '--evidence',
      file('evidence.log'),
      '--out',
      file(out),
      ...options,
    ])

  const signAs = (proposal: string, nodeId: number, out: string, options: readonly string[] = []) =>
    runMuster([
      'quorum',
      'sign',
      '--proposal',
      file(proposal),
      '--key-file',
      file(`node-${nodeId}.key`),
      '--out',
      file(out),
      ...options,
    ])

  /** Runs a process for each signer. Even ids check the proposal against the chain, odd ones have no network. */
  const signAll = async (proposal: string, name: string, nodeIds: readonly number[]): Promise<string[]> => {
    await mapBounded(
      nodeIds,
      async (nodeId) => {
        const options = nodeId % 2 === 0 ? ['--rpc', chain.url] : ['--node', String(nodeId)]
        const { code, output } = await signAs(proposal, nodeId, `${name}-${nodeId}.json`, options)
        expect(code, output).toBe(0)
        expect(output).toContain(`Signed as node ${nodeId}`)
      },
      AT_ONCE,
    )
    return nodeIds.map((nodeId) => file(`${name}-${nodeId}.json`))
  }

  const aggregate = (proposal: string, out: string, signatures: readonly string[]) =>
    runMuster([
      'quorum',
      'aggregate',
      '--rpc',
      chain.url,
      '--proposal',
      file(proposal),
      '--out',
      file(out),
      '--signatures',
      ...signatures,
    ])

  const submit = (action: string, options: readonly string[] = []) =>
    runMuster([
      'quorum',
      'submit',
      '--rpc',
      chain.url,
      '--action',
      file(action),
      '--account-key-file',
      file('sender.key'),
      ...options,
    ])

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-quorum-'))
    chain = await startAnvil({ initialTimestamp: GENESIS })
    client = createChainClient(chain.url)
    deployment = await deploy(client, {
      epochSeconds: EPOCH_SECONDS,
      activationDelay: 3_600,
      minQuorum: 10,
      // All nodes join in it, and it is over for a week when the first action comes.
      launchSeconds: 2 * EPOCH_SECONDS,
      governor: seededAccount(SEED, 'governor').address,
    })
    await joinNetwork({ client, deployment, plans })
    await fundGas(client, sender.address)
    plans.forEach(({ blsSecretKey }, index) => {
      writeFileSync(file(`node-${index + 1}.key`), `${bytesToHex(blsSecretKey)}\n`, { mode: 0o600 })
    })
    writeFileSync(file('sender.key'), seededBytes(SEED, 'account', 'sender').slice(2), { mode: 0o600 })
    writeFileSync(file('evidence.log'), 'node 4 answered nothing for a day\n')
    await passEpochs(2 + ESTABLISHED_EPOCHS)
  })
  afterAll(async () => {
    await chain?.stop()
    await rm(folder, { recursive: true, force: true })
  })

  it('submit suspends a node when eight of eleven signatures are good', async () => {
    const proposed = await propose('suspend.json', ['--node', '4', '--action', 'suspend'])
    expect(proposed.code, proposed.output).toBe(0)
    expect(proposed.output).toContain('8 of 11 signatures; 3 may be missing')
    const [signCommand = ''] = followUpsOf(proposed.output)
    const signerEnv = { MUSTER_RPC: chain.url, MUSTER_BLS_KEY_FILE: file('node-1.key') }
    const pasted = await pasteFollowUp(signCommand, { env: signerEnv, cwd: folder })
    expect(pasted.output).toContain('Signed as node 1, in signature-1.json.')
    expect(readJson('suspend.json').action.evidenceHash).toBe(keccak256(readFileSync(file('evidence.log'))))

    // Node 4 does not sign its own suspension. Node 11 signs, and its file gets lost.
    const signatures = await signAll('suspend.json', 'suspend', [1, 2, 3, 5, 6, 7, 8, 9, 10, 11])
    const received = signatures.slice(0, -1)
    writeJson('suspend-5.json', { ...readJson('suspend-5.json'), signature: readJson('suspend-6.json').signature })

    const short = await aggregate('suspend.json', 'suspend-action.json', received.slice(0, -1))
    expect(short.code).toBe(3)
    expect(short.output).toContain('8 of the 11 members must sign; 7 good signatures are here.')
    expect(short.output).toContain('Missing: 4, 5, 10, 11')
    expect(existsSync(file('suspend-action.json'))).toBe(false)

    const enough = await aggregate('suspend.json', 'suspend-action.json', received)
    expect(enough.code, enough.output).toBe(0)
    expect(enough.output).toMatch(/left out .*suspend-5\.json: the signature of node 5 is bad/)
    expect(readJson('suspend-action.json').nonSigners.map(({ nodeId }: { nodeId: number }) => nodeId)).toEqual([
      4, 5, 11,
    ])

    // Without the logs of the registrations the set is empty.
    const blind = await aggregate('suspend.json', 'blind.json', [...received, '--from-block', '60'])
    expect(blind.output).toContain('The logs give a set of 0 members')
    expect(blind.output).toContain('[SIGNER_SET_MISMATCH]')

    const [submitCommand = ''] = followUpsOf(enough.output)
    const senderEnv = { MUSTER_ACCOUNT_KEY_FILE: file('sender.key') }
    const tried = await pasteFollowUp(submitCommand, { env: senderEnv, more: '--dry-run' })
    expect(tried.code, tried.output).toBe(0)
    const dry = await submit('suspend-action.json', ['--dry-run'])
    expect(dry.output).toMatch(/It would suspend node 4, for about [\d,]+ gas\. Nothing was sent\./)
    expect(await statusOf(4)).toBe(STATUS.Active)

    // The block is in the first second of the next epoch.
    await boundaryNext()
    const sent = await submit('suspend-action.json')
    expect(sent.code, sent.output).toBe(0)
    expect(await statusOf(4)).toBe(STATUS.Suspended)
    expect(sent.output).toMatch(/gas used +\d{3},\d{3}/)
    expect(sent.output).toContain('4: Active -> Suspended')
    const { registry: address } = deployment
    const root = await client.readContract({ address, abi: serviceNodeRegistryAbi, functionName: 'listRoot' })
    expect(sent.output).toContain(`root ${root}`)
  })

  it('submit and propose name the reason when the action cannot be repeated', async () => {
    const again = await submit('suspend-action.json')
    expect(again.code).toBe(3)
    expect(again.output).toMatch(
      /(The status of node 4 changed in epoch|Node 4 is Suspended, which).*\[CALL_REVERTED\]/,
    )
    const hasty = await propose('hasty.json', ['--node', '4', '--action', 'resume'])
    expect(hasty.output).toMatch(/The cooldown is 2 epochs: until .* \(in [\d.]+ hours\)/)
    expect(hasty.output).toContain('[ACTION_IMPOSSIBLE]')
    const tooMany = await propose('hasty.json', ['--node', '5', '--action', 'suspend'])
    expect(tooMany.output).toContain('10 nodes are active; a suspension must leave at least 10.')
    expect(existsSync(file('hasty.json'))).toBe(false)
  })

  it('readMembers keeps a member for the epoch when it leaves in the first block', async () => {
    const all = Array.from({ length: NODES }, (_, index) => index + 1)
    const epoch = await currentEpoch()
    expect(await membersOf(epoch - 1)).toEqual(all)
    expect(await membersOf(epoch)).toEqual(all)
    await passEpochs(1)
    expect(await membersOf(epoch)).toEqual(all)
    expect(await membersOf(epoch + 1)).toEqual(all.filter((nodeId) => nodeId !== 4))
  })

  it('readMembers gives the old key of a member until the epoch ends, and the new one afterwards', async () => {
    const plan = plans[6]
    if (plan === undefined) throw new Error('There is no node 7.')
    const [old, secret] = [blsPublicKey(plan.blsSecretKey), seededBlsKey(SEED, 'rotated', 7)]
    const keyIn = async (epoch: number) => {
      const opened = await openRegistry(createRpcClient(chain.url), deployment.registry)
      const members = await readMembers(opened, { epoch, fromBlock: 0n })
      return members.find(({ nodeId }) => nodeId === 7)?.blsKey
    }
    const rotationPlan = { nodeId: 7, previousBlsKey: old, previousEd25519Key: plan.ed25519Key, blsSecretKey: secret }
    const args = [7, await makeRotation(deployment, rotationPlan, blsSign)] as const
    const { registry: address } = deployment
    const call = { address, abi: serviceNodeRegistryAbi, functionName: 'rotateKeys', args } as const
    const hash = await client.writeContract({ ...call, account: plan.operator })
    expect((await client.waitForTransactionReceipt({ hash })).status).toBe('success')
    const epoch = await currentEpoch()
    expect(await keyIn(epoch)).toEqual(old)
    await passEpochs(1)
    expect(await keyIn(epoch)).toEqual(old)
    expect(await keyIn(epoch + 1)).toEqual(blsPublicKey(secret))
    writeFileSync(file('node-7.key'), `${bytesToHex(secret)}\n`, { mode: 0o600 })
  })

  it('sign and aggregate refuse open keys, other keys and altered proposals when a node is resumed', async () => {
    await passEpochs(1)
    const proposed = await propose('resume.json', ['--node', '4', '--action', 'resume'])
    expect(proposed.code, proposed.output).toBe(0)

    chmodSync(file('node-1.key'), 0o640)
    const open = await signAs('resume.json', 1, 'open.json')
    expect(open.output).toContain('[KEY_FILE_OPEN_TO_OTHERS]')
    chmodSync(file('node-1.key'), 0o600)
    // Node 4 is suspended and not a member of this epoch's set.
    const stranger = await signAs('resume.json', 4, 'stranger.json', ['--rpc', chain.url])
    expect(stranger.output).toContain('its node 4 is not in the set. [NOT_A_SIGNER]')

    const signatures = await signAll('resume.json', 'resume', [1, 2, 3, 5, 6, 7, 8, 9, 10, 11])

    const proposal = readJson('resume.json')
    const action: QuorumTerms = { ...proposal.action, reason: 8 }
    writeJson('altered.json', { ...proposal, action })
    const signedAltered = await signAs('altered.json', 1, 'altered-1.json')
    expect(signedAltered.output).toContain('its digest does not follow from the rest.')
    expect(signedAltered.output).toContain('[PROPOSAL_ALTERED]')
    expect((await aggregate('altered.json', 'altered-action.json', signatures)).output).toContain('[PROPOSAL_ALTERED]')
    // The digest is right again, and no signature is over it.
    const digest = quorumDigest({ ...proposal, terms: action })
    writeJson('careful.json', { ...proposal, action, digest })
    const careful = await aggregate('careful.json', 'altered-action.json', signatures)
    expect(careful.code).toBe(3)
    expect(careful.output).toContain('node 7 signed another proposal, or this one before it was changed')
    expect(careful.output).toContain('[QUORUM_MISSED]')
    expect(existsSync(file('altered-action.json'))).toBe(false)

    const made = await aggregate('resume.json', 'resume-action.json', signatures)
    expect(made.code, made.output).toBe(0)
    expect(made.output).toMatch(/not signed +none/)
    writeJson('forged-action.json', { ...readJson('resume-action.json'), action })
    const forged = await submit('forged-action.json')
    expect(forged.output).toContain('The signature to resume node 4 is not by the signer set of epoch')
    expect(await statusOf(4)).toBe(STATUS.Suspended)

    const sent = await submit('resume-action.json')
    expect(sent.code, sent.output).toBe(0)
    expect(await statusOf(4)).toBe(STATUS.Active)
  })

  it('sign, aggregate and submit name the time when the epoch expired', async () => {
    await passEpochs(2)
    const late = await signAs('resume.json', 2, 'late.json', ['--rpc', chain.url])
    expect(late.output).toMatch(/The proposal expired: signatures of epoch \d+ counted until 20\d\d-.* by the chain\./)
    expect(late.output).toContain('[PROPOSAL_EXPIRED]')
    const aggregated = await aggregate('resume.json', 'late-action.json', [file('resume-1.json')])
    expect(aggregated.output).toContain('Propose the action again for the present epoch')
    const submitted = await submit('resume-action.json')
    expect(submitted.code).toBe(3)
    expect(submitted.output).toMatch(/The proposal expired: signatures of epoch \d+ counted until .* by the chain\./)
  })

  it('submit pays the penalty when a node is removed, and no second removal follows in the week', async () => {
    const proposed = await propose('remove.json', ['--node', '4', '--action', 'remove', '--reporter', reporter])
    expect(proposed.code, proposed.output).toBe(0)
    expect(proposed.output).toContain('Removals in this 24-epoch bucket and the seven before: 0 of at most 1.')
    const signatures = await signAll('remove.json', 'remove', [2, 3, 5, 6, 7, 8, 9, 10, 11])
    const made = await aggregate('remove.json', 'remove-action.json', signatures)
    expect(made.output).toMatch(/not signed +1, 4\n/)
    const sent = await submit('remove-action.json')
    expect(sent.code, sent.output).toBe(0)
    expect(sent.output).toMatch(/penalty +2500 tokens, of which 100 tokens to the reporter/)
    expect(await statusOf(4)).toBe(STATUS.Removed)
    const { token: address } = deployment
    const args = [reporter] as const
    const balance = await client.readContract({ address, abi: stakingTokenAbi, functionName: 'balanceOf', args })
    expect(balance).toBe(parseEther('100'))

    await passEpochs(2)
    const second = await propose('second.json', ['--node', '5', '--action', 'remove', '--reporter', reporter])
    expect(second.output).toContain('1 of at most 1 removals were made in this 24-epoch bucket and the seven before.')
  })
})

import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bytesToHex, type Hex, parseEther } from 'viem'
import type { PrivateKeyAccount } from 'viem/accounts'
import { type Deployment, deploy } from '../../../deploy/deploy.ts'
import { type ChainClient, createChainClient, fundGas } from '../../../devnet/chain/chainClient.ts'
import { seededAccount, seededBlsKey, seededBytes, seededEd25519Key } from '../../../devnet/demo/seededKeys.ts'
import { contributionPoolsAbi } from '../../../shared/contracts/contributionPoolsAbi.ts'
import { serviceNodeRegistryAbi } from '../../../shared/contracts/serviceNodeRegistryAbi.ts'
import { stakingTokenAbi } from '../../../shared/contracts/stakingTokenAbi.ts'
import { mapBounded } from '../../../shared/mapBounded.ts'
import type { RegistrationPlan } from '../../../shared/signing/registration.ts'
import { startAnvil, type TestChain } from '../../../tools/support/chain.ts'
import { type Ran, runMuster } from '../../helpers/runMuster.ts'
import { type BeaconServer, startBeaconServer } from '../../helpers/startBeaconServer.ts'

/** 2090-01-01: the same dates in every run. */
const GENESIS = 3_786_912_000

export const DAY = 86_400

/** Hang guard for a test with a dozen processes. It is not a target. */
export const COMMANDS_MS_MAX = 240_000

/** Tokens of each account at first. */
export const PURSE = parseEther('20000')

/** A public address. Nothing connects to it. */
const NODE_IP = '45.1.2.3'

/** A chain with the contracts on it, and a folder with a key file for each name. */
export type PoolWorld = {
  readonly chain: TestChain
  readonly client: ChainClient
  readonly deployment: Deployment
  readonly account: (name: string) => PrivateKeyAccount
  readonly address: (name: string) => Hex
  readonly file: (name: string) => string
  /** Runs `muster pool` with the key of `name`; "" for a command without a key. */
  readonly pool: (command: string, name: string, args: readonly string[]) => Promise<Ran>
  /** Runs `muster node` in the same way. */
  readonly node: (command: string, name: string, args: readonly string[]) => Promise<Ran>
  /** Runs `muster beacon` in the same way. */
  readonly beacon: (command: string, name: string, args: readonly string[]) => Promise<Ran>
  /** A server of the chain's beacon. No command is told of it. */
  readonly beaconServer: BeaconServer
  /** Options of a node: keys and endpoint. */
  readonly nodeOptions: (node: string) => string[]
  /** The same node for a registration without a pool. */
  readonly planOf: (node: string, operator: string) => RegistrationPlan
  readonly passTime: (seconds: number) => Promise<void>
  readonly tokensOf: (who: Hex) => Promise<bigint>
  readonly boundsOf: (poolId: bigint, name: string) => Promise<readonly [min: bigint, max: bigint]>
  readonly statusOf: (nodeId: number) => Promise<number>
  readonly stop: () => Promise<void>
}

/** Writes the key files of a node, BLS and Ed25519. */
const writeNodeKeys = (seed: string, file: (name: string) => string, node: string): void => {
  writeFileSync(file(`${node}-bls.key`), bytesToHex(seededBlsKey(seed, node)), { mode: 0o600 })
  writeFileSync(file(`${node}-ed25519.key`), seededBytes(seed, 'ed25519', node), { mode: 0o600 })
}

/** Names of accounts, names of nodes, and the chain to start; anvil if left out. */
type PoolWorldOptions = {
  readonly names: readonly string[]
  readonly nodes: readonly string[]
  /** Seconds from the request of an exit to the exit; the default of `deploy` if left out. */
  readonly exitDelay?: number
  readonly startChain?: (options: { initialTimestamp: number }) => Promise<TestChain>
}

/**
 * Starts a chain and deploys. Each of `names` gets gas, `PURSE` and a key file. Each of `nodes` gets key files.
 */
export const startPoolWorld = async (
  seed: string,
  { names, nodes, exitDelay, startChain = startAnvil }: PoolWorldOptions,
): Promise<PoolWorld> => {
  const folder = await mkdtemp(join(tmpdir(), 'muster-pool-'))
  const file = (name: string): string => join(folder, name)
  const chain = await startChain({ initialTimestamp: GENESIS })
  const beaconServer = await startBeaconServer()
  const client = createChainClient(chain.url)
  const deployment = await deploy(client, {
    epochSeconds: 3_600,
    fullEmissionNodes: 1,
    activationDelay: 3_600,
    ...(exitDelay === undefined ? {} : { exitDelay }),
    governor: seededAccount(seed, 'governor').address,
  })
  const { token, registry, contributionPools } = deployment
  const account = (name: string): PrivateKeyAccount => seededAccount(seed, name)
  const ofToken = { address: token, abi: stakingTokenAbi } as const
  for (const name of names) {
    writeFileSync(file(`${name}.key`), seededBytes(seed, 'account', name), { mode: 0o600 })
    const args = [account(name).address, PURSE] as const
    const hash = await client.writeContract({ ...ofToken, functionName: 'transfer', args })
    await client.waitForTransactionReceipt({ hash })
  }
  await mapBounded(names, (name) => fundGas(client, account(name).address))
  for (const node of nodes) writeNodeKeys(seed, file, node)
  const muster =
    (group: string): PoolWorld['pool'] =>
    (command, name, args) =>
      runMuster([
        ...[group, command, ...args, '--rpc', chain.url, '--registry', registry],
        ...(name === '' ? [] : ['--account-key-file', file(`${name}.key`)]),
      ])

  return {
    ...{ chain, client, deployment, account, file, beaconServer },
    address: (name) => account(name).address.toLowerCase() as Hex,
    ...{ pool: muster('pool'), node: muster('node'), beacon: muster('beacon') },
    nodeOptions: (node) => [
      ...['--bls-key-file', file(`${node}-bls.key`), '--ed25519-key-file', file(`${node}-ed25519.key`)],
      ...['--ip', NODE_IP, '--rpc-port', '22021', '--quic-port', '20201'],
    ],
    planOf: (node, operator) => {
      const ed25519 = seededEd25519Key(seed, node)
      return {
        operator: account(operator),
        owner: account(operator).address,
        blsSecretKey: seededBlsKey(seed, node),
        ed25519Key: ed25519.publicKey,
        signEd25519: ed25519.sign,
        endpoint: { ip: `0x00000000000000000000ffff2d010203`, rpcPort: 22_021, quicPort: 20_201 },
      }
    },
    passTime: async (seconds) => {
      const { timestamp } = await client.getBlock()
      await client.setNextBlockTimestamp({ timestamp: timestamp + BigInt(seconds) })
      await client.mine({ blocks: 1 })
    },
    tokensOf: (who) => client.readContract({ ...ofToken, functionName: 'balanceOf', args: [who] }),
    boundsOf: (poolId, name) =>
      client.readContract({
        address: contributionPools,
        abi: contributionPoolsAbi,
        functionName: 'contributionBounds',
        args: [poolId, account(name).address],
      }),
    statusOf: async (nodeId) => {
      const read = { address: registry, abi: serviceNodeRegistryAbi, functionName: 'serviceNode' } as const
      return (await client.readContract({ ...read, args: [nodeId] })).status
    },
    stop: async () => {
      await beaconServer.stop()
      await chain.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

import { bound, type FrontRun, run } from './frontRun.ts'

const CONTRACTS = 'test/contracts'
const ATTACKS = `${CONTRACTS}/attacks`
const LEAVING = `${ATTACKS}/frontRunning/leaving.t.sol`
const REGISTRY = `${CONTRACTS}/ServiceNodeRegistry`
const REWARDS = `${CONTRACTS}/RewardsPool.t.sol`
const REWARDS_ABSORB = `${CONTRACTS}/RewardsPoolAbsorb.t.sol`
const REWARDS_CLAIM = `${CONTRACTS}/RewardsPoolClaim.t.sol`

/** Before calls of the rewards pool, the signer sets and the token. */
export const moneyRuns: readonly FrontRun[] = [
  run(
    'RewardsPool.fund',
    'funds, a sweep, a gift',
    'the whole amount is emitted from then on',
    LEAVING,
    'test_fund_EmitsTheWholeAmountAfterAnyEarlierCall',
  ),
  run(
    'RewardsPool.absorb',
    'the same call',
    'the gift is taken once',
    REWARDS_ABSORB,
    'test_absorb_TwiceInABlockTakesTheGiftOnce',
  ),
  run(
    'RewardsPool.claim',
    'the same call',
    'the owner is paid',
    LEAVING,
    'test_claim_AStrangerFirstSparesTheOwnerTheGas',
  ),
  run(
    'RewardsPool.claim',
    'another owner takes the node over',
    'the owner of then is paid',
    REWARDS_CLAIM,
    'test_claim_PaysTheOwnerOfNow',
  ),
  bound('RewardsPool.nodeActivated', 'the registry', REWARDS, 'test_hooks_RevertWhen_NotTheRegistry'),
  bound('RewardsPool.nodeDeactivated', 'the registry', REWARDS, 'test_hooks_RevertWhen_NotTheRegistry'),
  ...['admit', 'nodeJoined', 'nodeLeft', 'rotate', 'enact'].map((name) =>
    bound(
      `SignerSets.${name}`,
      'the registry',
      `${REGISTRY}/quorumSignatures.t.sol`,
      'test_signerSets_RevertWhen_AnyoneButTheRegistryChangesThem',
    ),
  ),
  bound('SignerSets.rotate', 'the registry', `${CONTRACTS}/governance.test.ts`, 'table of permissions'),
  run(
    'StakingToken.permit',
    'the same call',
    'the allowance is there',
    `${REGISTRY}/registerStake.t.sol`,
    'test_trap55_SucceedsWhenAStrangerUsedThePermitFirst',
  ),
  run(
    'StakingToken.approve',
    "a call by another account that names the allowance's owner as payer",
    'only the caller pays',
    `${REGISTRY}/registerStake.t.sol`,
    'test_trap55_RevertWhen_TheCallerPassesThePermitOfAnother',
  ),
  bound('StakingToken.transfer', 'the holder', `${CONTRACTS}/governance.test.ts`, 'table of permissions'),
  bound(
    'StakingToken.transferFrom',
    'the holder of the allowance',
    `${CONTRACTS}/governance.test.ts`,
    'table of permissions',
  ),
]

import { bound, type FrontRun, run } from './frontRun.ts'

const CONTRACTS = 'test/contracts'
const CHANGING = `${CONTRACTS}/attacks/frontRunning/changing.t.sol`
const REGISTRY = `${CONTRACTS}/ServiceNodeRegistry`

/** Before rotations of keys, and changes of extension and operator. */
export const changeRuns: readonly FrontRun[] = [
  bound(
    'ServiceNodeRegistry.rotateKeys',
    'operator and owner',
    `${REGISTRY}/rotateKeys.t.sol`,
    'test_rotateKeys_RevertWhen_ByAStranger',
  ),
  run(
    'ServiceNodeRegistry.rotateKeys',
    'a node with the same new Ed25519 key',
    'refused; goes on with another key at once',
    CHANGING,
    'test_rotateKeys_ANewKeyBurntByARegistrationCostsTheStrangerAStake',
  ),
  run(
    'ServiceNodeRegistry.rotateKeys',
    'a rotation of another node to the same new Ed25519 key',
    'refused; goes on with another key at once',
    CHANGING,
    'test_rotateKeys_ANewKeyBurntByARotationCostsTheStrangerItsOwnNode',
    {
      what: 'Take the new Ed25519 key of a rotation or a registration, by a rotation of a node of their own',
      costs: 'a rotation of that node, which cannot serve until its next one, and its age as a guard',
      ends: 'with another key, or another way to the block builder. The refused call uses up no rotation. A new BLS key cannot be taken',
    },
  ),
  run(
    'ServiceNodeRegistry.rotateKeys',
    'a rotation to the same BLS key',
    'the stranger is refused',
    CHANGING,
    'test_rotateKeys_ANewBlsKeyCannotBeBurnt',
  ),
  run(
    'ServiceNodeRegistry.rotateKeys',
    'a rotation by a thief of the key of the operator account',
    'refused once; again from the keys of the thief',
    CHANGING,
    'test_rotateKeys_AThiefOfTheOperatorsKeyRotatesFirstOnce',
    {
      what: "Rotate as a thief of the operator's account in front of the owner's rotation",
      costs: "the operator's one rotation in 168 epochs",
      ends: "with the owner's next transaction, which names the thief's keys; then the owner names another operator",
    },
  ),
  bound(
    'ServiceNodeRegistry.setExtension',
    'the operator',
    `${REGISTRY}/operatorAndExtension.t.sol`,
    'test_setExtension_RevertWhen_NotTheOperator',
  ),
  bound(
    'ServiceNodeRegistry.proposeOperator',
    'the owner',
    `${REGISTRY}/operatorAndExtension.t.sol`,
    'test_proposeOperator_RevertWhen_NotTheOwner',
  ),
  run(
    'ServiceNodeRegistry.acceptOperator',
    'the offer is withdrawn, or the node gets another owner',
    'refused; costs gas',
    CHANGING,
    'test_acceptOperator_AnOfferWithdrawnJustBeforeIsNotAccepted',
  ),
  run(
    'ServiceNodeRegistry.acceptOperator',
    'a rotation, and a request to exit, by the operator before',
    'refused once; then a node that leaves',
    CHANGING,
    'test_acceptOperator_TheOperatorBeforeRotatesAndAsksForTheExitFirst',
    {
      what: 'Rotate the keys, or ask for the exit, as the operator who is about to be replaced',
      costs: "gas; the operator's one rotation in 168 epochs",
      ends: 'a rotation: with the next transaction, which names the new keys. A request to exit: with the exit, and the owner has the principal',
    },
  ),
]

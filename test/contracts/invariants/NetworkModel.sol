// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";
import {CountModel} from "./CountModel.sol";

/// @notice The expected state of a network of real contracts: nodes, nodes at each epoch's boundary. Each BLS
/// secret key is a power of two, so a set of nodes is written as the bits that are their keys. That number is the secret
/// key of the set's aggregate, and no two sets share one.
abstract contract NetworkModel is CountModel {
    /// @notice A node, as the earlier calls should have made it.
    struct NodeNote {
        uint96 stake; // base units that its registration locked
        address owner;
        address operator;
        address pendingOwner;
        address pendingOperator;
        uint64 seed;
        uint40 activatedAt; // unix seconds; of its record
        uint40 firstActivatedAt; // unix seconds
        bytes32 extensionHash;
        // Epochs of the last changes; 0: never.
        uint256 extensionEpoch;
        uint256 ownerRotationEpoch;
        uint256 operatorRotationEpoch;
        uint256 operatorEpoch;
        uint256 pastKeys; // bits: BLS keys that it has replaced
    }

    /// @notice A key that its node has replaced.
    struct OldKey {
        uint32 nodeId;
        bytes32 key; // Ed25519 key, or hash of the BLS key
        uint256 secretKey; // secret of the BLS key; 0: it is an Ed25519 key
    }

    /// @dev Minimum quorum at the start: small sets can act.
    uint16 internal constant SMALL_QUORUM = 4;

    /// @dev Maximum number of keys, 2^1 to 2^250: keeps their sum below the order of the group.
    uint256 internal constant KEYS_MAX = 250;

    /// @dev Never the key of a node.
    uint256 internal constant UNUSED_KEY = 1 << (KEYS_MAX + 1);

    uint256 internal constant ACTORS = 3;
    uint256 internal constant FIRST_OPERATOR_KEY = 0x0b0b0;
    uint256 internal constant SPONSOR_KEY = 0x50a50;

    /// @dev Pays for others' nodes, funds rewards, sends gifts.
    address internal sponsor = vm.addr(SPONSOR_KEY);

    /// @notice Number of times that something happened, by its name: shows what a run reached.
    mapping(string what => uint256) public times;

    /// @dev The same numbers when the random calls began.
    mapping(string what => uint256) private timesBefore;

    /// @dev Number of keys made.
    uint256 private keyCount;

    /// @dev Nodes that are active; each bit is the secret key of one.
    uint256 internal activeSet;

    /// @dev Nodes that were active in the state after the last block before the epoch.
    mapping(uint256 epoch => uint256) internal setOfEpoch;

    /// @dev Epoch in which the node was last activated, suspended or resumed.
    mapping(uint32 nodeId => uint256) internal changedIn;

    mapping(uint32 nodeId => NodeNote) internal nodeNotes;

    OldKey[] internal oldKeys;

    /// @dev Number of Ed25519 keys made for rotations.
    uint256 private identityCount;

    /* START */

    /// @notice Deploys the network with `nodes` nodes that are active for two epochs, and funds rewards.
    function start(uint32 nodes) public virtual {
        launchSeconds = launchLength();
        vm.recordLogs();
        setUp();
        token.transfer(sponsor, 100_000_000 ether);
        vm.prank(sponsor);
        token.approve(address(rewardsPool), type(uint256).max);
        for (uint256 i = 0; i < ACTORS; ++i) {
            address operator_ = operatorAt(i);
            token.transfer(operator_, 10_000_000 ether);
            vm.prank(operator_);
            token.approve(address(registry), type(uint256).max);
        }
        for (uint32 nodeId = 1; nodeId <= nodes; ++nodeId) {
            assertEq(register(newKey()), nodeId, "node id");
            noteRegistered(nodeId, owner, operator, STAKE);
        }
        goTo(registry.serviceNode(nodes).activatableAt);
        for (uint32 nodeId = 1; nodeId <= nodes; ++nodeId) {
            publishDrawOf(nodeId);
            registry.activate(nodeId, keyOf(nodeId), identityOf(nodeId));
            noteActivated(nodeId);
        }
        noteLogs();
        goTo(block.timestamp + 2 * EPOCH);
    }

    /// @dev Over when the first nodes are active, unless a network wants it longer.
    function launchLength() internal pure virtual returns (uint32) {
        return 3 hours;
    }

    function firstParameters()
        internal
        pure
        virtual
        override
        returns (IServiceNodeRegistry.Parameters memory parameters)
    {
        parameters = super.firstParameters();
        parameters.minQuorum = SMALL_QUORUM;
    }

    /// @dev Some of the networks are larger at times, others always smaller.
    function fullEmissionNodes() internal pure override returns (uint32) {
        return 12;
    }

    /* REACHED STATES */

    /// @notice From now on the calls are random.
    function begin(string[] memory whats) external {
        for (uint256 i = 0; i < whats.length; ++i) timesBefore[whats[i]] = times[whats[i]];
    }

    /// @notice Whether random calls did this. Until then the call that does it makes no mistake on purpose.
    function isReached(string memory what) public view returns (bool) {
        return times[what] > timesBefore[what];
    }

    /* ACTORS */

    function operatorKeyAt(uint256 seed) internal pure returns (uint256) {
        return FIRST_OPERATOR_KEY + (seed % ACTORS);
    }

    function operatorAt(uint256 seed) internal pure returns (address) {
        return vm.addr(operatorKeyAt(seed));
    }

    function ownerAt(uint256 seed) internal pure returns (address) {
        return address(uint160(0x0e0e0 + (seed % ACTORS)));
    }

    /// @dev Maximum number of nodes: bounds the time of a check.
    function nodesMax() internal pure virtual returns (uint32) {
        return 48;
    }

    /* KEYS */

    function newKey() internal returns (uint256) {
        return 1 << ++keyCount;
    }

    function areKeysLeft() internal view returns (bool) {
        return keyCount < KEYS_MAX;
    }

    /// @dev An Ed25519 key that no registration has.
    function newIdentity() internal returns (bytes32) {
        return keccak256(abi.encode("rotated", ++identityCount));
    }

    /// @dev Bits of all BLS keys that the node has or had.
    function everyKeyOf(uint32 nodeId) internal view returns (uint256) {
        return nodeNotes[nodeId].pastKeys | secretKeyOf[nodeId];
    }

    /* TIME */

    function goToNextBucket() internal {
        goTo((bucketNow() + 1) * BUCKET * EPOCH);
    }

    /// @dev Less than `rest` epochs have passed since a change. It never happened if `last` is 0.
    function isResting(uint256 last, uint256 rest) internal view returns (bool) {
        return epochNow() < last + rest;
    }

    /// @dev The only function that passes time, so the nodes active now are so at every boundary in between.
    function goTo(uint256 time) internal {
        if (time <= block.timestamp) return;
        uint256 epoch = epochNow();
        uint256 next = time / EPOCH;
        // Signatures name the present epoch or the one before, so older sets are not needed.
        if (next > epoch + 1) setOfEpoch[next - 1] = activeSet;
        if (next > epoch) setOfEpoch[next] = activeSet;
        vm.warp(time);
    }

    /* NOTES */

    function noteRegistered(uint32 nodeId, address owner_, address operator_, uint96 stake) internal {
        NodeNote storage note = nodeNotes[nodeId];
        (note.owner, note.operator, note.stake) = (owner_, operator_, stake);
    }

    function noteActivated(uint32 nodeId) internal {
        if (isLaunched()) activations.push(Counted({time: block.timestamp, members: sizeOf(activeSet)}));
        NodeNote storage note = nodeNotes[nodeId];
        note.seed = seedOf(nodeId);
        note.activatedAt = uint40(block.timestamp);
        note.firstActivatedAt = uint40(block.timestamp);
        noteJoined(nodeId);
    }

    /// @dev To clients, the node is another one from now on.
    function noteBegunAnew(uint32 nodeId) internal {
        if (nodeNotes[nodeId].activatedAt != 0) nodeNotes[nodeId].activatedAt = uint40(block.timestamp);
    }

    /// @param secretKey secret of the new BLS key; 0: it stays
    /// @param ed25519Key 0: it stays
    function noteRotated(uint32 nodeId, uint256 secretKey, bytes32 ed25519Key) internal {
        bytes32 oldIdentity = identityOf(nodeId);
        rememberIdentity(nodeId, ed25519Key == 0 ? oldIdentity : ed25519Key);
        nodeNotes[nodeId].extensionHash = 0;
        if (secretKey != 0) {
            uint256 old = secretKeyOf[nodeId];
            oldKeys.push(OldKey({nodeId: nodeId, key: keyHashOf(nodeId), secretKey: old}));
            nodeNotes[nodeId].pastKeys |= old;
            if (activeSet & old != 0) activeSet ^= old | secretKey;
            rememberKey(nodeId, secretKey, BlsKeys.publicKey(secretKey));
        }
        if (ed25519Key == 0) return;
        oldKeys.push(OldKey({nodeId: nodeId, key: oldIdentity, secretKey: 0}));
        noteBegunAnew(nodeId);
    }

    function noteJoined(uint32 nodeId) internal {
        activeSet |= secretKeyOf[nodeId];
        changedIn[nodeId] = epochNow();
    }

    function noteLeft(uint32 nodeId) internal {
        activeSet &= ~secretKeyOf[nodeId];
        changedIn[nodeId] = epochNow();
    }

    function isActive(uint32 nodeId) internal view returns (bool) {
        return contains(activeSet, nodeId);
    }

    /// @dev Hardly more nodes are active than a quorum needs, so those that may leave it should seldom do.
    function isQuorumShort() internal view virtual returns (bool) {
        return stayingNodes() <= registry.parameters().minQuorum + 2;
    }

    /// @dev Whether joins are off for now.
    function isCrowded() internal view virtual returns (bool) {
        return false;
    }

    /// @dev Active nodes that did not request the exit.
    function stayingNodes() internal view returns (uint256 count) {
        for (uint32 nodeId = registry.serviceNodeCount(); nodeId != 0; --nodeId) {
            if (isActive(nodeId) && registry.serviceNode(nodeId).exitDueAt == 0) ++count;
        }
    }

    /// @dev Whether the node is in the set, with the key that it had then.
    function contains(uint256 set, uint32 nodeId) internal view returns (bool) {
        return set & everyKeyOf(nodeId) != 0;
    }

    function sizeOf(uint256 set) internal pure returns (uint256 size) {
        for (; set != 0; set &= set - 1) ++size;
    }

    /* CHOICE */

    /// @dev A number below `bound`, drawn from the seed for one purpose.
    function draw(uint256 seed, string memory purpose, uint256 bound) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode(seed, purpose))) % bound;
    }

    /// @dev A node that fits, or 0 if there is none.
    function pick(uint256 seed, function(uint32) view returns (bool) fits) internal view returns (uint32) {
        uint32 count = registry.serviceNodeCount();
        uint256 first = draw(seed, "node", count);
        for (uint256 i = 0; i < count; ++i) {
            uint32 nodeId = uint32(1 + ((first + i) % count));
            if (fits(nodeId)) return nodeId;
        }
        return 0;
    }

    function isLiving(uint32 nodeId) internal view returns (bool) {
        IServiceNodeRegistry.Status status = registry.serviceNode(nodeId).status;
        return status != IServiceNodeRegistry.Status.Exited && status != IServiceNodeRegistry.Status.Removed;
    }

    /// @dev The node has not left, and its exit is not due.
    function isBeforeExit(uint32 nodeId) internal view returns (bool) {
        uint40 exitDueAt = registry.serviceNode(nodeId).exitDueAt;
        return isLiving(nodeId) && (exitDueAt == 0 || block.timestamp < exitDueAt);
    }

    /// @dev The node of a pool.
    function isShared(uint32 nodeId) internal view returns (bool) {
        return registry.ownerOf(nodeId) == address(pools);
    }

    function hasStatus(uint32 nodeId, IServiceNodeRegistry.Status status) internal view returns (bool) {
        return registry.serviceNode(nodeId).status == status;
    }

    /* EXPECTATIONS */

    /// @dev Checks that a refused call should have been refused, and for this reason.
    function requireRefused(bytes4 refusal, bytes memory reason, string memory call_) internal pure {
        require(refusal != bytes4(0), string.concat(call_, ": refused, where it should be accepted"));
        require(bytes4(reason) == refusal, string.concat(call_, ": refused for another reason"));
    }
}

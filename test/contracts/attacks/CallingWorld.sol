// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {AccessManaged} from "@openzeppelin/contracts/access/manager/AccessManaged.sol";
import {IAccessManaged} from "@openzeppelin/contracts/access/manager/IAccessManaged.sol";
import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IRewardsPool} from "../../../contracts/interfaces/IRewardsPool.sol";
import {ISignerSets} from "../../../contracts/interfaces/ISignerSets.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {Account__Reentering} from "../../mocks/Account__Reentering.sol";
import {ERC20__Calling} from "../../mocks/ERC20__Calling.sol";
import {LocalBeacon} from "../helpers/LocalBeacon.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";
import {RotationBase} from "../ServiceNodeRegistry/RotationBase.sol";
import {TokenWorld} from "./TokenWorld.sol";

/// @notice A network whose token hands out control at every move to one account. That account is operator, owner,
/// contributor, beneficiary and reporter at once. In this state every function of every contract can be called with
/// success.
abstract contract CallingWorld is TokenWorld, RotationBase {
    /// @dev One call of the attacker. `guards`: contracts in which no other guarded call may run meanwhile.
    struct Call {
        string name;
        address target;
        bytes data;
        uint8 guards;
        bytes4 refusal; // error that refuses the attacker; zero: the call succeeds
    }

    uint8 internal constant UNGUARDED = 0;
    uint8 internal constant REGISTRY_GUARD = 1;
    uint8 internal constant REWARDS_GUARD = 2;
    uint8 internal constant POOLS_GUARD = 4;

    // Nodes by their next event.
    uint32 internal constant EXIT_DUE = 1;
    uint32 internal constant SUSPENDED = 2;
    uint32 internal constant TO_SUSPEND = 3;
    uint32 internal constant TO_REMOVE = 4;
    uint32 internal constant TO_LEAVE = 5;
    uint32 internal constant TO_MOVE = 6;
    uint32 internal constant TO_OFFER = 7;
    uint32 internal constant OFFERED = 8;
    uint32 internal constant TO_EXTEND = 9;
    uint32 internal constant TO_ROTATE = 10;
    uint32 internal constant TO_LEND = 11;
    uint32 internal constant LENT = 12;
    uint32 internal constant NEVER_ACTIVATED = 15;
    uint32 internal constant SHARED = 16;
    uint32 internal constant SHARED_BY_BEN = 17;
    uint32 internal constant ACTIVATABLE = 18;

    // Pools by their state. The node of the first is `SHARED`, that of the second `SHARED_BY_BEN`.
    uint256 internal constant OFFERING = 2;
    uint256 internal constant HALF_FULL = 3;
    uint256 internal constant FULL = 4;
    uint256 internal constant OWN = 5;

    /// @dev Slot of the attacker in the pools of another opener, or of `ben`, who offers it to the attacker.
    uint8 internal constant PLACE = 1;

    uint256 private constant OFFERING_KEY = 1 << 28;

    Account__Reentering internal attacker;

    /// @dev Owner of a key, who opens the pools in which the attacker takes a slot.
    address internal person;

    Call[] internal calls;

    function setUp() public virtual override(TokenWorld, QuorumBase) {
        attacker = new Account__Reentering();
        super.setUp();
        person = operator;
        equip(person);
        equip(address(attacker));
        (operator, owner, reporter) = (address(attacker), address(attacker), address(attacker));

        fillNetwork();
        fillPools();
        token.transfer(address(registry), 5 ether); // for `sweep`
        token.transfer(address(rewardsPool), 7 ether); // for `absorb`
        addNodeCalls();
        addChangeCalls();
        addMoneyCalls();
        addBeaconCalls();
        addPoolCalls();
        addRefusedCalls();
        listen();
    }

    /* WORLD */

    function makeToken() internal override returns (address) {
        return address(new ERC20__Calling(address(this), SUPPLY));
    }

    function fillNetwork() private {
        joinAll(1, NODES);
        for (uint32 nodeId = 1; nodeId <= NODES; ++nodeId) members.push(nodeId);
        warpPastLaunch();
        registry.suspend(suspension(SUSPENDED));
        requestExit(EXIT_DUE);
        vm.prank(owner);
        registry.proposeOwner(OFFERED, owner);
        vm.prank(owner);
        registry.proposeOperator(LENT, operator);
        assertEq(register(1 << NEVER_ACTIVATED), NEVER_ACTIVATED, "id of the node that stays Pending");
        vm.warp(block.timestamp + EXIT_DELAY + 1 days);
    }

    function fillPools() private {
        deadline = uint40(block.timestamp) + 10 days;
        operator = person;
        openWith(POOL_KEY);
        takePlace(POOL, STAKE - OPERATOR_SHARE, address(attacker));
        assertEq(finalize(), SHARED, "id of the shared node");
        offerPlace();
        operator = address(attacker);
        assertEq(register(1 << ACTIVATABLE), ACTIVATABLE, "id of the node that may activate");
        letDrawCome(ACTIVATABLE);
        registry.activate(SHARED, keyOf(SHARED), identityOf(SHARED));
        registry.activate(SHARED_BY_BEN, keyOf(SHARED_BY_BEN), identityOf(SHARED_BY_BEN));
        token.approve(address(rewardsPool), 1_000_000 ether);
        rewardsPool.fund(1_000_000 ether);

        operator = person;
        openWith(1 << 21);
        takePlace(HALF_FULL, ANN_SHARE, address(attacker));
        openWith(1 << 22);
        takePlace(FULL, STAKE - OPERATOR_SHARE, address(attacker));
        operator = address(attacker);
        openWith(1 << 23);
        vm.warp(block.timestamp + WITHDRAWAL_REST);
        warpEpochs(1);
        members[SUSPENDED - 1] = SHARED;
        members.push(SHARED_BY_BEN);
    }

    function openWith(uint256 secretKey) private {
        IServiceNodeRegistry.Registration memory registration = registrationWith(secretKey);
        bytes memory signature = signatureOf(registration);
        vm.prank(operator);
        pools.open(validTerms(), registration, signature, OPERATOR_SHARE, noPermit());
    }

    /// @dev A second shared node, of which the attacker is offered a slot.
    function offerPlace() private {
        openWith(OFFERING_KEY);
        equip(ben);
        takePlace(OFFERING, STAKE - OPERATOR_SHARE, ben);
        IServiceNodeRegistry.Registration memory registration = registrationWith(OFFERING_KEY);
        assertEq(pools.finalize(OFFERING, registration, signatureOf(registration)), SHARED_BY_BEN, "id of ben's node");
        rememberKey(SHARED_BY_BEN, OFFERING_KEY, registration.blsKey);
        vm.prank(ben);
        pools.offerSlot(OFFERING, address(attacker));
    }

    function takePlace(uint256 poolId, uint96 amount, address contributor) private {
        bytes32 hash = pools.pool(poolId).termsHash;
        vm.prank(contributor);
        pools.contribute(poolId, hash, amount, address(0), noPermit());
    }

    /// @dev Notifies the attacker of every move between any accounts from now on.
    function listen() private {
        ERC20__Calling calling = ERC20__Calling(address(token));
        calling.listenTo(address(attacker), attacker);
        calling.listenTo(address(registry), attacker);
        calling.listenTo(address(rewardsPool), attacker);
        calling.listenTo(address(pools), attacker);
    }

    /* CALLS */

    function addNodeCalls() private {
        addNode("ServiceNodeRegistry.register", REGISTRY_GUARD, registerData());
        addNode(
            "ServiceNodeRegistry.activate",
            UNGUARDED,
            abi.encodeCall(registry.activate, (ACTIVATABLE, keyOf(ACTIVATABLE), identityOf(ACTIVATABLE)))
        );
        addNode(
            "ServiceNodeRegistry.updateEndpoint",
            UNGUARDED,
            abi.encodeCall(
                registry.updateEndpoint,
                (TO_MOVE, keyHashOf(TO_MOVE), identityOf(TO_MOVE), endpoint(0x08080808))
            )
        );
        addNode(
            "ServiceNodeRegistry.proposeOwner",
            UNGUARDED,
            abi.encodeCall(registry.proposeOwner, (TO_OFFER, person))
        );
        addNode("ServiceNodeRegistry.acceptOwner", UNGUARDED, abi.encodeCall(registry.acceptOwner, (OFFERED)));
        addNode("ServiceNodeRegistry.requestExit", UNGUARDED, abi.encodeCall(registry.requestExit, (TO_LEAVE)));
        addNode("ServiceNodeRegistry.exit", REGISTRY_GUARD, abi.encodeCall(registry.exit, (EXIT_DUE, keyOf(EXIT_DUE))));
        addNode("ServiceNodeRegistry.suspend", UNGUARDED, abi.encodeCall(registry.suspend, (suspension(TO_SUSPEND))));
        addNode(
            "ServiceNodeRegistry.resume",
            UNGUARDED,
            abi.encodeCall(registry.resume, (resumption(SUSPENDED), identityOf(SUSPENDED)))
        );
        addNode("ServiceNodeRegistry.remove", REGISTRY_GUARD, abi.encodeCall(registry.remove, (removal(TO_REMOVE))));
        addNode(
            "ServiceNodeRegistry.resumeByOperator",
            UNGUARDED,
            abi.encodeCall(registry.resumeByOperator, (SUSPENDED, keyOf(SUSPENDED), identityOf(SUSPENDED)))
        );
    }

    function addChangeCalls() private {
        addNode(
            "ServiceNodeRegistry.setExtension",
            UNGUARDED,
            abi.encodeCall(
                registry.setExtension,
                (TO_EXTEND, keyHashOf(TO_EXTEND), identityOf(TO_EXTEND), bytes("document"))
            )
        );
        addNode(
            "ServiceNodeRegistry.rotateKeys",
            UNGUARDED,
            abi.encodeCall(registry.rotateKeys, (TO_ROTATE, rotationTo(TO_ROTATE, NEW_KEY)))
        );
        addNode(
            "ServiceNodeRegistry.proposeOperator",
            UNGUARDED,
            abi.encodeCall(registry.proposeOperator, (TO_LEND, person))
        );
        addNode(
            "ServiceNodeRegistry.acceptOperator",
            UNGUARDED,
            abi.encodeCall(registry.acceptOperator, (LENT, keyHashOf(LENT), identityOf(LENT)))
        );
    }

    function addMoneyCalls() private {
        uint32[] memory nodeIds = ids(TO_LEAVE, TO_MOVE);
        addNode("ServiceNodeRegistry.sweep", REGISTRY_GUARD | REWARDS_GUARD, abi.encodeCall(registry.sweep, ()));
        add("RewardsPool.fund", address(rewardsPool), REWARDS_GUARD, abi.encodeCall(rewardsPool.fund, (3 ether)));
        add("RewardsPool.absorb", address(rewardsPool), REWARDS_GUARD, abi.encodeCall(rewardsPool.absorb, ()));
        add("RewardsPool.claim", address(rewardsPool), REWARDS_GUARD, abi.encodeCall(rewardsPool.claim, (nodeIds)));
    }

    function addBeaconCalls() private {
        uint40 round = beacon.newestRound() + 1;
        bytes memory data = abi.encodeCall(beacon.publish, (round, LocalBeacon.sign(round)));
        add("BeaconRandomness.publish", address(beacon), UNGUARDED, data);
    }

    function addPoolCalls() private {
        addPool("ContributionPools.open", POOLS_GUARD, openData());
        addPool("ContributionPools.replaceRegistration", UNGUARDED, replaceData());
        addPool(
            "ContributionPools.contribute",
            POOLS_GUARD,
            abi.encodeCall(
                pools.contribute,
                (HALF_FULL, pools.pool(HALF_FULL).termsHash, 1 ether, address(0), watchedPermit())
            )
        );
        addPool("ContributionPools.withdraw", POOLS_GUARD, abi.encodeCall(pools.withdraw, (HALF_FULL)));
        addPool("ContributionPools.finalize", POOLS_GUARD | REGISTRY_GUARD, finalizeData());
        addPool("ContributionPools.requestExit", UNGUARDED, abi.encodeCall(pools.requestExit, (POOL)));
        uint8 both = POOLS_GUARD | REWARDS_GUARD;
        addPool("ContributionPools.claim", both, abi.encodeCall(pools.claim, (placeOf(PLACE))));
        addPool("ContributionPools.setBeneficiary", both, abi.encodeCall(pools.setBeneficiary, (POOL, ben)));
        addPool("ContributionPools.offerSlot", UNGUARDED, abi.encodeCall(pools.offerSlot, (POOL, cat)));
        addPool("ContributionPools.takeSlot", both, abi.encodeCall(pools.takeSlot, (OFFERING, PLACE)));
    }

    /// @dev Calls that the attacker may not make, from any caller.
    function addRefusedCalls() private {
        bytes4 notOpener = IContributionPools.CallerNotOpener.selector;
        IServiceNodeRegistry.KeyRotation memory rotation;
        bytes memory data = abi.encodeCall(pools.rotateKeys, (POOL, rotation));
        addRefused("ContributionPools.rotateKeys", address(pools), notOpener, data);
        data = abi.encodeCall(pools.proposeOperator, (POOL, address(attacker)));
        addRefused("ContributionPools.proposeOperator", address(pools), notOpener, data);
        bytes4 noRole = IAccessManaged.AccessManagedUnauthorized.selector;
        addNode(
            "ServiceNodeRegistry.setParameters",
            noRole,
            abi.encodeCall(registry.setParameters, (firstParameters()))
        );
        addNode("ServiceNodeRegistry.setRandomness", noRole, abi.encodeCall(registry.setRandomness, (beacon)));
        addNode("ServiceNodeRegistry.pauseRegistration", noRole, abi.encodeCall(registry.pauseRegistration, ()));
        addNode("ServiceNodeRegistry.unpauseRegistration", noRole, abi.encodeCall(registry.unpauseRegistration, ()));
        addNode(
            "ServiceNodeRegistry.setAuthority",
            noRole,
            abi.encodeCall(AccessManaged.setAuthority, (address(attacker)))
        );
        bytes4 notRegistry = IRewardsPool.CallerNotRegistry.selector;
        address target = address(rewardsPool);
        addRefused("RewardsPool.nodeActivated", target, notRegistry, abi.encodeCall(rewardsPool.nodeActivated, (15)));
        addRefused(
            "RewardsPool.nodeDeactivated",
            target,
            notRegistry,
            abi.encodeCall(rewardsPool.nodeDeactivated, (3))
        );
        target = address(signerSets);
        notRegistry = ISignerSets.CallerNotRegistry.selector;
        IServiceNodeRegistry.Registration memory registration = validRegistration(1 << 24);
        addRefused(
            "SignerSets.admit",
            target,
            notRegistry,
            abi.encodeCall(signerSets.admit, (99, registration, address(attacker), ""))
        );
        addRefused(
            "SignerSets.nodeJoined",
            target,
            notRegistry,
            abi.encodeCall(signerSets.nodeJoined, (ACTIVATABLE, keyOf(ACTIVATABLE)))
        );
        addRefused("SignerSets.nodeLeft", target, notRegistry, abi.encodeCall(signerSets.nodeLeft, (3, keyOf(3))));
        addRefused(
            "SignerSets.rotate",
            target,
            notRegistry,
            abi.encodeCall(signerSets.rotate, (TO_LEND, rotationTo(TO_LEND, THIRD_KEY)))
        );
        addRefused(
            "SignerSets.enact",
            target,
            notRegistry,
            abi.encodeCall(signerSets.enact, (IQuorumActions.QuorumKind.Suspend, suspension(TO_SUSPEND), 1, true))
        );
    }

    function registerData() private view returns (bytes memory) {
        return abi.encodeCall(registry.register, (validRegistration(1 << 24), "", STAKE, watchedPermit()));
    }

    function openData() private view returns (bytes memory) {
        IContributionPools.Terms memory terms = validTerms();
        return abi.encodeCall(pools.open, (terms, registrationWith(1 << 25), "", OPERATOR_SHARE, watchedPermit()));
    }

    function replaceData() private view returns (bytes memory) {
        return abi.encodeCall(pools.replaceRegistration, (OWN, registrationWith(1 << 26), ""));
    }

    /// @dev The registration as its operator gave it. All of it but the signatures is in the pool's terms.
    function finalizeData() private returns (bytes memory data) {
        operator = person;
        IServiceNodeRegistry.Registration memory registration = registrationWith(1 << 22);
        data = abi.encodeCall(pools.finalize, (FULL, registration, signatureOf(registration)));
        operator = address(attacker);
    }

    /// @dev Hands out control at the check of a permit, too.
    function watchedPermit() private view returns (IServiceNodeRegistry.Permit memory permit) {
        permit.deadline = block.timestamp;
    }

    function addNode(string memory name, uint8 guards, bytes memory data) private {
        add(name, address(registry), guards, data);
    }

    function addNode(string memory name, bytes4 refusal, bytes memory data) private {
        addRefused(name, address(registry), refusal, data);
    }

    function addPool(string memory name, uint8 guards, bytes memory data) private {
        add(name, address(pools), guards, data);
    }

    function add(string memory name, address target, uint8 guards, bytes memory data) private {
        calls.push(Call({name: name, target: target, data: data, guards: guards, refusal: 0}));
    }

    function addRefused(string memory name, address target, bytes4 refusal, bytes memory data) private {
        calls.push(Call({name: name, target: target, data: data, guards: 0, refusal: refusal}));
    }
}

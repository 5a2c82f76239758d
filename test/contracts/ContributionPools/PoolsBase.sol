// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IContributionPools} from "../../../contracts/interfaces/IContributionPools.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {BaseTest} from "../helpers/BaseTest.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";

/// @notice A world with people who own a stake each, and one-line steps of a pool's life. The pool is the first one.
abstract contract PoolsBase is BaseTest {
    uint256 internal constant POOL = 1;
    uint256 internal constant POOL_KEY = 1 << 20;
    uint256 internal constant ACTORS = 12;
    uint8 internal constant SLOTS_MAX = 10;
    uint16 internal constant FEE_BPS = 1_000;
    uint16 internal constant BPS = 10_000;
    uint40 internal constant DEADLINE_MAX = 336 * EPOCH;
    uint40 internal constant WITHDRAWAL_REST = 24 * EPOCH;
    uint40 internal constant EXIT_REQUEST_REST = 720 * EPOCH;
    uint96 internal constant QUARTER = STAKE / 4;

    // Contributions of the three people in `fill`.
    uint96 internal constant OPERATOR_SHARE = 7_000 ether;
    uint96 internal constant ANN_SHARE = 10_000 ether;
    uint96 internal constant BEN_SHARE = 8_000 ether;

    address internal ann = actor(0);
    address internal ben = actor(1);
    address internal cat = actor(2);

    /// @dev Terms as `validTerms` makes them, and the registration that goes with them.
    uint40 internal deadline;
    uint16 internal feeBps = FEE_BPS;

    /// @dev Terms of the newest pool. A contribution is then one call, which may be expected to revert.
    bytes32 internal termsHash;

    /// @dev The pool's node, once `finalize` registered it.
    uint32 internal poolNode;

    function setUp() public virtual override {
        super.setUp();
        deadline = uint40(block.timestamp) + 10 days;
        for (uint256 i = 0; i < ACTORS; ++i) {
            token.transfer(actor(i), STAKE);
            approvePools(actor(i));
        }
        approvePools(operator);
    }

    function actor(uint256 index) internal pure returns (address) {
        return address(uint160(0xac7000 + index));
    }

    function approvePools(address contributor) internal {
        vm.prank(contributor);
        token.approve(address(pools), type(uint256).max);
    }

    /* TERMS AND REGISTRATION */

    function validTerms() internal view returns (IContributionPools.Terms memory terms) {
        terms.feeBps = feeBps;
        terms.deadline = deadline;
        terms.requirement = STAKE;
    }

    /// @notice Terms that reserve a slot for each of the first `count` actors.
    function termsKeeping(uint256 count, uint96 least) internal view returns (IContributionPools.Terms memory terms) {
        terms = validTerms();
        terms.reservations = new IContributionPools.Reservation[](count);
        for (uint256 i = 0; i < count; ++i) {
            terms.reservations[i] = IContributionPools.Reservation({contributor: actor(i), least: least});
        }
    }

    /// @notice A valid registration for the pool, with this BLS secret key.
    function registrationWith(
        uint256 secretKey
    ) internal view returns (IServiceNodeRegistry.Registration memory registration) {
        registration = validRegistration(secretKey);
        registration.owner = address(pools);
        registration.feeBps = feeBps;
        registration.deadline = deadline;
        registration.proofOfPossession = BlsKeys.sign(secretKey, digestOf(registration));
    }

    function poolRegistration() internal view returns (IServiceNodeRegistry.Registration memory) {
        return registrationWith(POOL_KEY);
    }

    function signatureOf(IServiceNodeRegistry.Registration memory registration) internal view returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OPERATOR_KEY, digestOf(registration));
        return abi.encodePacked(r, s, v);
    }

    /// @notice A permit for the pools, by the holder of this key.
    function permitBy(uint256 key, uint256 value) internal view returns (IServiceNodeRegistry.Permit memory permit) {
        permit.value = value;
        permit.deadline = block.timestamp + 1 hours;
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                vm.addr(key),
                address(pools),
                value,
                token.nonces(vm.addr(key)),
                permit.deadline
            )
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
        (permit.v, permit.r, permit.s) = vm.sign(key, digest);
    }

    /* A POOL'S LIFE */

    function openPool() internal returns (uint256) {
        return openPool(validTerms(), OPERATOR_SHARE);
    }

    function openPool(IContributionPools.Terms memory terms, uint96 amount) internal returns (uint256 poolId) {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        vm.prank(operator);
        poolId = pools.open(terms, registration, signature, amount, noPermit());
        termsHash = pools.pool(poolId).termsHash;
    }

    function contribute(address contributor, uint96 amount) internal {
        contributeFor(contributor, amount, address(0));
    }

    function contributeFor(address contributor, uint96 amount, address beneficiary) internal {
        vm.prank(contributor);
        pools.contribute(POOL, termsHash, amount, beneficiary, noPermit());
    }

    function offerSlot(address contributor, address to) internal {
        vm.prank(contributor);
        pools.offerSlot(POOL, to);
    }

    function takeSlot(address taker, uint8 slot) internal {
        vm.prank(taker);
        pools.takeSlot(POOL, slot);
    }

    /// @notice Moves a contributor's slot in both steps.
    function moveSlot(address contributor, address to, uint8 slot) internal {
        offerSlot(contributor, to);
        takeSlot(to, slot);
    }

    function withdraw(address contributor) internal {
        vm.prank(contributor);
        pools.withdraw(POOL);
    }

    /// @notice Fills an open pool with contributions of two others.
    function fill() internal {
        contribute(ann, ANN_SHARE);
        contribute(ben, BEN_SHARE);
    }

    /// @notice Finalizes the pool as a stranger.
    function finalize() internal returns (uint32) {
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes memory signature = signatureOf(registration);
        vm.prank(stranger);
        poolNode = pools.finalize(POOL, registration, signature);
        rememberKey(poolNode, POOL_KEY, registration.blsKey);
        return poolNode;
    }

    function activatePoolNode() internal {
        letDrawCome(poolNode);
        registry.activate(poolNode, keyOf(poolNode), identityOf(poolNode));
    }

    /// @notice A pool of the three, whose node is registered.
    function openFilledAndFinalized() internal {
        openPool();
        fill();
        finalize();
    }

    /// @notice A pool of the three, whose node is active.
    function startPool() internal {
        openFilledAndFinalized();
        activatePoolNode();
    }

    /// @notice Lets active nodes earn for `time`.
    function earn(uint256 time) internal {
        uint256 reward = 1_000_000 ether + 7;
        token.approve(address(rewardsPool), reward);
        rewardsPool.fund(reward);
        vm.warp(block.timestamp + time);
    }

    /// @notice Lets the node leave. A stranger has its principal paid.
    function exitPoolNode() internal {
        vm.prank(operator);
        registry.requestExit(poolNode);
        payPrincipal();
    }

    /// @notice Once the exit is due, a stranger has the principal paid.
    function payPrincipal() internal {
        vm.warp(registry.serviceNode(poolNode).exitDueAt);
        vm.prank(stranger);
        registry.exit(poolNode, keyOf(poolNode));
    }

    function placeOf(uint8 slot) internal pure returns (IContributionPools.Place[] memory places) {
        places = new IContributionPools.Place[](1);
        places[0] = IContributionPools.Place({poolId: POOL, slot: slot});
    }

    /// @notice Claims a slot as `beneficiary` and returns the amount received.
    function claim(address beneficiary, uint8 slot) internal returns (uint256) {
        uint256 before = token.balanceOf(beneficiary);
        vm.prank(beneficiary);
        pools.claim(placeOf(slot));
        return token.balanceOf(beneficiary) - before;
    }

    function claimCredit(address beneficiary) internal returns (uint256) {
        uint256 before = token.balanceOf(beneficiary);
        vm.prank(beneficiary);
        pools.claim(new IContributionPools.Place[](0));
        return token.balanceOf(beneficiary) - before;
    }

    /// @notice Lets governance change the staking requirement.
    function changeRequirement(uint96 requirement) internal {
        manager.grantRole(PARAMETER_ROLE, address(this), 0);
        IServiceNodeRegistry.Parameters memory parameters = registry.parameters();
        parameters.stakingRequirement = requirement;
        registry.setParameters(parameters);
    }

    /* EXPECTATIONS */

    function expectUnknown(uint256 poolId) internal {
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.PoolUnknown.selector, poolId));
    }

    function expectStateNotAllowed(IContributionPools.PoolState state) internal {
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.PoolStateNotAllowed.selector, POOL, state));
    }

    function expectNotContributor(address caller) internal {
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.CallerNotContributor.selector, POOL, caller));
    }

    function expectNewContributorInvalid(address contributor) internal {
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.NewContributorInvalid.selector, POOL, contributor));
    }

    function expectNotOffered(uint8 slot, address caller) internal {
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.SlotNotOffered.selector, POOL, slot, caller));
    }

    function expectOver() internal {
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.PoolOver.selector, POOL, deadline, STAKE));
    }

    function expectTooLow(uint96 amount, uint96 min) internal {
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.ContributionTooLow.selector, amount, min));
    }

    function expectTooHigh(uint96 amount, uint96 max) internal {
        vm.expectRevert(abi.encodeWithSelector(IContributionPools.ContributionTooHigh.selector, amount, max));
    }

    function assertState(IContributionPools.PoolState expected) internal view {
        require(pools.pool(POOL).state == expected, "state: not equal");
    }

    function assertSlot(uint8 index, address contributor, uint96 amount) internal view {
        IContributionPools.Slot memory slot = pools.slots(POOL)[index];
        assertEq(slot.contributor, contributor, "contributor of the place");
        assertEq(slot.amount, amount, "amount of the place");
    }

    function assertBounds(address contributor, uint96 expectedMin, uint96 expectedMax) internal view {
        (uint96 min, uint96 max) = pools.contributionBounds(POOL, contributor);
        assertEq(min, expectedMin, "least");
        assertEq(max, expectedMax, "most");
    }
}

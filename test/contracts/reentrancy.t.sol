// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {BLS} from "solady/src/utils/ext/ithaca/BLS.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IContributionPools} from "../../contracts/interfaces/IContributionPools.sol";
import {IQuorumActions} from "../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../contracts/interfaces/IServiceNodeRegistry.sol";
import {PoolsBase} from "./ContributionPools/PoolsBase.sol";
import {IPermitToken} from "./helpers/BaseTest.sol";

/// @notice Moves tokens, and, once, makes the calls it was given while it does.
contract CallingToken is ERC20("Calling", "CALL") {
    address private _target;
    bytes[] private _calls;

    /// @notice What each call reverted with; 0: it did not.
    bytes4[] public answers;

    constructor(address holder, uint256 supply) {
        _mint(holder, supply);
    }

    function aim(address target, bytes[] calldata calls) external {
        _target = target;
        for (uint256 i = 0; i < calls.length; ++i) _calls.push(calls[i]);
    }

    function answerCount() external view returns (uint256) {
        return answers.length;
    }

    function _update(address from, address to, uint256 value) internal override {
        super._update(from, to, value);
        bytes[] memory calls = _calls;
        delete _calls;
        for (uint256 i = 0; i < calls.length; ++i) {
            (bool success, bytes memory answer) = _target.call(calls[i]);
            answers.push(success ? bytes4(0) : bytes4(answer));
        }
    }
}

/// @notice While a token moves, nothing that moves tokens or counts them can be called.
contract ReentrancyTest is PoolsBase {
    CallingToken private calling;

    function setUp() public override {
        super.setUp();
        calling = new CallingToken(operator, 10 * STAKE);
        token = IPermitToken(address(calling));
        registry = IServiceNodeRegistry(deployRegistry(EPOCH, registry.parameters()));
        pools = IContributionPools(deploy("ContributionPools", abi.encode(registry)));
        signerSets = registry.SIGNER_SETS();
        approvePools(operator);
        vm.prank(operator);
        token.approve(address(registry), type(uint256).max);
    }

    function test_register_LetsNothingElseOfTheRegistryIn() public {
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        IQuorumActions.QuorumAction memory action;
        BLS.G1Point memory key;
        bytes[] memory calls = new bytes[](4);
        calls[0] = abi.encodeCall(IServiceNodeRegistry.register, (validRegistration(2), "", STAKE, noPermit()));
        calls[1] = abi.encodeCall(IServiceNodeRegistry.exit, (1, key));
        calls[2] = abi.encodeCall(IServiceNodeRegistry.sweep, ());
        calls[3] = abi.encodeCall(IQuorumActions.remove, (action));
        calling.aim(address(registry), calls);
        vm.prank(operator);
        registry.register(registration, "", STAKE, noPermit());
        assertAllRefused(calls.length);
    }

    function test_open_LetsNothingElseOfThePoolsIn() public {
        IContributionPools.Terms memory terms = validTerms();
        IServiceNodeRegistry.Registration memory registration = poolRegistration();
        bytes[] memory calls = new bytes[](7);
        calls[0] = abi.encodeCall(IContributionPools.open, (terms, registration, "", STAKE, noPermit()));
        calls[1] = abi.encodeCall(IContributionPools.contribute, (POOL, 0, 1, address(0), noPermit()));
        calls[2] = abi.encodeCall(IContributionPools.withdraw, (POOL));
        calls[3] = abi.encodeCall(IContributionPools.finalize, (POOL, registration, ""));
        calls[4] = abi.encodeCall(IContributionPools.claim, (new IContributionPools.Place[](0)));
        calls[5] = abi.encodeCall(IContributionPools.setBeneficiary, (POOL, ann));
        calls[6] = abi.encodeCall(IContributionPools.transferSlot, (POOL, ann));
        calling.aim(address(pools), calls);
        vm.prank(operator);
        pools.open(terms, registration, "", STAKE, noPermit());
        assertAllRefused(calls.length);
    }

    function assertAllRefused(uint256 count) private view {
        assertEq(calling.answerCount(), count, "calls");
        for (uint256 i = 0; i < count; ++i) {
            bytes4 guarded = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
            assertEq(bytes32(calling.answers(i)), bytes32(guarded), "refused by the guard");
        }
    }
}

// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {ERC20__FeeOnTransfer} from "../../mocks/ERC20__FeeOnTransfer.sol";
import {BaseTest, IPermitToken} from "../helpers/BaseTest.sol";
import {BlsKeys} from "../helpers/BlsKeys.sol";

/// @notice Transfers of the stake in a registration.
contract RegisterStakeTest is BaseTest {
    uint256 private constant PAYER_KEY = 0xbeef;

    function test_register_UsesAPermitInsteadOfAnApproval() public {
        (
            IServiceNodeRegistry.Registration memory registration,
            IServiceNodeRegistry.Permit memory permit
        ) = permittedRegistration();
        vm.prank(registration.operator);
        uint32 nodeId = registry.register(registration, "", STAKE, permit);
        assertEq(registry.serviceNode(nodeId).principal, STAKE, "principal");
    }

    /// @notice Trap 55: a stranger can use a seen permit first. The registration goes on with the allowance.
    function test_trap55_SucceedsWhenAStrangerUsedThePermitFirst() public {
        (
            IServiceNodeRegistry.Registration memory registration,
            IServiceNodeRegistry.Permit memory permit
        ) = permittedRegistration();
        vm.prank(stranger);
        token.permit(
            registration.operator,
            address(registry),
            permit.value,
            permit.deadline,
            permit.v,
            permit.r,
            permit.s
        );
        vm.prank(registration.operator);
        uint32 nodeId = registry.register(registration, "", STAKE, permit);
        assertEq(registry.serviceNode(nodeId).principal, STAKE, "principal");
    }

    /// @notice Trap 55, the other half: a permit only ever charges the sender, never the signer.
    function test_trap55_RevertWhen_TheCallerPassesThePermitOfAnother() public {
        (
            IServiceNodeRegistry.Registration memory registration,
            IServiceNodeRegistry.Permit memory permit
        ) = permittedRegistration();
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(PAYER_KEY, digestOf(registration));
        vm.prank(stranger);
        vm.expectRevert();
        registry.register(registration, abi.encodePacked(r, s, v), STAKE, permit);
        assertEq(token.balanceOf(registration.operator), STAKE, "signer of the permit was not charged");
    }

    function permittedRegistration()
        private
        returns (IServiceNodeRegistry.Registration memory registration, IServiceNodeRegistry.Permit memory permit)
    {
        address payer = vm.addr(PAYER_KEY);
        token.transfer(payer, STAKE);
        registration = validRegistration(1);
        registration.operator = payer;
        registration.proofOfPossession = BlsKeys.sign(1, digestOf(registration));
        permit.value = STAKE;
        permit.deadline = block.timestamp + 1 hours;
        bytes32 structHash = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                payer,
                address(registry),
                STAKE,
                token.nonces(payer),
                permit.deadline
            )
        );
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), structHash));
        (permit.v, permit.r, permit.s) = vm.sign(PAYER_KEY, digest);
    }

    /// @notice Trap 11: a token that keeps a fee would leave the registry owing more than it holds.
    function test_register_RevertWhen_TheTokenKeepsAFee() public {
        token = IPermitToken(address(new ERC20__FeeOnTransfer(operator, 10 * STAKE)));
        registry = IServiceNodeRegistry(deployRegistry(EPOCH, registry.parameters()));
        signerSets = registry.SIGNER_SETS();
        IServiceNodeRegistry.Registration memory registration = validRegistration(1);
        vm.startPrank(operator);
        token.approve(address(registry), STAKE);
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.StakeNotReceived.selector, STAKE - 1, STAKE));
        registry.register(registration, "", STAKE, noPermit());
        vm.stopPrank();
    }
}

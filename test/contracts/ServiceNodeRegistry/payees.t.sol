// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IQuorumActions} from "../../../contracts/interfaces/IQuorumActions.sol";
import {IServiceNodeRegistry} from "../../../contracts/interfaces/IServiceNodeRegistry.sol";
import {QuorumBase} from "../helpers/QuorumBase.sol";

/// @notice C5: no contract of the protocol becomes a payee. It could not use what it gets.
contract PayeesTest is QuorumBase {
    function test_C5_ContractsOfTheProtocolAreNotPayable() public view {
        address[8] memory refused = refusedPayees();
        for (uint256 i = 0; i < refused.length; ++i) assertTrue(!registry.isPayable(refused[i]), "refused");
        assertTrue(registry.isPayable(owner), "an account");
        assertTrue(registry.isPayable(address(this)), "a contract");
    }

    function test_C5_register_RevertWhen_OwnerOrOperatorIsOfTheProtocol() public {
        address[8] memory refused = refusedPayees();
        for (uint256 i = 0; i < refused.length; ++i) {
            IServiceNodeRegistry.Registration memory registration = validRegistration(1 << 40);
            registration.owner = refused[i];
            vm.prank(operator);
            vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OwnerInvalid.selector, refused[i]));
            registry.register(registration, "", STAKE, noPermit());
            registration.owner = owner;
            registration.operator = refused[i];
            vm.prank(operator);
            vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OperatorInvalid.selector, refused[i]));
            registry.register(registration, "", STAKE, noPermit());
        }
    }

    function test_C5_offers_RevertWhen_MadeToTheProtocol() public {
        address[8] memory refused = refusedPayees();
        vm.startPrank(owner);
        for (uint256 i = 1; i < refused.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OwnerInvalid.selector, refused[i]));
            registry.proposeOwner(1, refused[i]);
            vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OperatorInvalid.selector, refused[i]));
            registry.proposeOperator(1, refused[i]);
        }
        vm.stopPrank();
    }

    function test_C5_remove_RevertWhen_TheReporterIsOfTheProtocol() public {
        address[8] memory refused = refusedPayees();
        for (uint256 i = 1; i < refused.length; ++i) {
            IQuorumActions.QuorumAction memory action = unsigned(1, none());
            action.reporter = refused[i];
            sign(IQuorumActions.QuorumKind.Remove, action);
            vm.expectRevert(abi.encodeWithSelector(IQuorumActions.ReporterInvalid.selector, refused[i]));
            registry.remove(action);
        }
        IQuorumActions.QuorumAction memory unrewarded = unsigned(1, none());
        unrewarded.reporter = address(0);
        sign(IQuorumActions.QuorumKind.Remove, unrewarded);
        registry.remove(unrewarded);
    }

    /* OPERATORS WITH CODE */

    /// @notice C6: an account with code of EIP-7702 that has no ERC-1271 signs with its key.
    function test_C6_register_AcceptsTheSignatureOfAnAccountWithCodeOfEip7702() public {
        // The designator of EIP-7702, to a contract without ERC-1271.
        vm.etch(operator, abi.encodePacked(hex"ef0100", address(token)));
        registerByStranger(1 << 40);
    }

    /// @notice C6: nor does code matter that answers every call, or burns all its gas.
    function test_C6_register_AcceptsTheSignatureWhateverTheCodeOfTheAccountDoes() public {
        vm.etch(operator, hex"5b5f56");
        registerByStranger(1 << 40);
        vm.etch(operator, hex"5f5ffd");
        registerByStranger(1 << 41);
    }

    function test_C6_register_RevertWhen_NeitherKeyNorCodeSigned() public {
        vm.etch(operator, hex"5f5ffd");
        IServiceNodeRegistry.Registration memory registration = validRegistration(1 << 40);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OPERATOR_KEY + 1, digestOf(registration));
        vm.expectRevert(abi.encodeWithSelector(IServiceNodeRegistry.OperatorSignatureInvalid.selector, operator));
        vm.prank(stranger);
        registry.register(registration, abi.encodePacked(r, s, v), STAKE, noPermit());
    }

    function registerByStranger(uint256 secretKey) private {
        IServiceNodeRegistry.Registration memory registration = validRegistration(secretKey);
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(OPERATOR_KEY, digestOf(registration));
        token.transfer(stranger, STAKE);
        vm.startPrank(stranger);
        token.approve(address(registry), STAKE);
        registry.register(registration, abi.encodePacked(r, s, v), STAKE, noPermit());
        vm.stopPrank();
    }

    function refusedPayees() private view returns (address[8] memory) {
        return
            [
                address(0),
                address(registry),
                address(pools),
                address(rewardsPool),
                address(signerSets),
                address(token),
                address(beacon),
                address(manager)
            ];
    }
}

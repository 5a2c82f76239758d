// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRandomness} from "../../contracts/interfaces/IRandomness.sol";
import {BaseTest} from "./helpers/BaseTest.sol";

contract BlockhashRandomnessTest is BaseTest {
    address private constant HISTORY_STORAGE = 0x0000F90827F1C53a10cb7A02335B175320002935;

    /// @dev The runtime code that EIP-2935 fixes.
    bytes private constant EIP_2935_CODE =
        hex"3373fffffffffffffffffffffffffffffffffffffffe14604657602036036042575f35600143038111604257611fff81430311604257611fff9006545f5260205ff35b5f5ffd5b5f35611fff60014303065500";

    bytes32 private constant HASH = keccak256("hash of the drawn block");

    function test_ticket_NamesTheBlock64Ahead() public view {
        assertEq(randomness.ticket(), block.number + 64, "ticket");
    }

    function test_draw_ReturnsNotYetUntilItsBlockIsPast() public {
        uint48 ticket = randomness.ticket();
        vm.roll(ticket);
        assertDraw(ticket, IRandomness.Draw.NotYet, 0);
        vm.roll(ticket + 1);
        vm.setBlockhash(ticket, HASH);
        assertDraw(ticket, IRandomness.Draw.Ready, HASH);
    }

    function test_draw_StaysTheSameWhileTheHistoryKeepsIt() public {
        uint48 ticket = randomness.ticket();
        vm.etch(HISTORY_STORAGE, EIP_2935_CODE);
        vm.store(HISTORY_STORAGE, bytes32(uint256(ticket % 8_191)), HASH);
        vm.roll(ticket + 257);
        assertDraw(ticket, IRandomness.Draw.Ready, HASH);
        vm.roll(ticket + 8_191);
        assertDraw(ticket, IRandomness.Draw.Ready, HASH);
        vm.roll(ticket + 8_192);
        assertDraw(ticket, IRandomness.Draw.Missed, 0);
    }

    function test_draw_ReturnsMissedAfter256BlocksWithoutAHistoryContract() public {
        uint48 ticket = randomness.ticket();
        vm.etch(HISTORY_STORAGE, "");
        vm.roll(ticket + 257);
        assertDraw(ticket, IRandomness.Draw.Missed, 0);
    }

    function test_draw_ReturnsMissedWhenForeignCodeRevertsWithAReason() public {
        uint48 ticket = randomness.ticket();
        // Reverts with 32 bytes of data: PUSH1 0x20 PUSH0 REVERT after storing 1 in memory.
        vm.etch(HISTORY_STORAGE, hex"60015f5260205ffd");
        vm.roll(ticket + 257);
        assertDraw(ticket, IRandomness.Draw.Missed, 0);
    }

    /// @notice A hash has 32 bytes. An answer of another length is not a hash.
    function test_draw_ReturnsMissedWhenForeignCodeAnswersAtAnotherLength() public {
        uint48 ticket = randomness.ticket();
        vm.roll(ticket + 257);
        // Returns 64, 32 and 31 bytes: PUSH1 1, PUSH0, MSTORE, PUSH1 the length, PUSH0, RETURN.
        vm.etch(HISTORY_STORAGE, hex"60015f5260405ff3");
        assertDraw(ticket, IRandomness.Draw.Missed, 0);
        vm.etch(HISTORY_STORAGE, hex"60015f5260205ff3");
        assertDraw(ticket, IRandomness.Draw.Ready, bytes32(uint256(1)));
        vm.etch(HISTORY_STORAGE, hex"60ff5f53601f5ff3");
        assertDraw(ticket, IRandomness.Draw.Missed, 0);
    }

    function assertDraw(uint48 ticket, IRandomness.Draw expectedState, bytes32 expectedValue) private view {
        (IRandomness.Draw state, bytes32 value) = randomness.draw(ticket);
        assertEq(uint256(state), uint256(expectedState), "state");
        assertEq(value, expectedValue, "value");
    }
}

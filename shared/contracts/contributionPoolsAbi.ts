// Generated from the compiled contracts by `npm run generate`. Do not edit.
export const contributionPoolsAbi = [
  {
    "inputs": [
      {
        "internalType": "contract IServiceNodeRegistry",
        "name": "registry",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "beneficiary",
        "type": "address"
      }
    ],
    "name": "BeneficiaryInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "uint8",
        "name": "slot",
        "type": "uint8"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "CallerNotBeneficiary",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "CallerNotContributor",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "CallerNotOpener",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "places",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "max",
        "type": "uint256"
      }
    ],
    "name": "ClaimTooLong",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "received",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "required",
        "type": "uint256"
      }
    ],
    "name": "ContributionNotReceived",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint96",
        "name": "amount",
        "type": "uint96"
      },
      {
        "internalType": "uint96",
        "name": "max",
        "type": "uint96"
      }
    ],
    "name": "ContributionTooHigh",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint96",
        "name": "amount",
        "type": "uint96"
      },
      {
        "internalType": "uint96",
        "name": "min",
        "type": "uint96"
      }
    ],
    "name": "ContributionTooLow",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "deadline",
        "type": "uint40"
      },
      {
        "internalType": "uint256",
        "name": "min",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "max",
        "type": "uint256"
      }
    ],
    "name": "DeadlineOutOfBounds",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "uint40",
        "name": "requestableAt",
        "type": "uint40"
      }
    ],
    "name": "ExitRequestTooEarly",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint16",
        "name": "feeBps",
        "type": "uint16"
      },
      {
        "internalType": "uint16",
        "name": "feeBpsMax",
        "type": "uint16"
      }
    ],
    "name": "FeeTooHigh",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "contributor",
        "type": "address"
      }
    ],
    "name": "NewContributorInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      }
    ],
    "name": "NoFreeSlot",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      }
    ],
    "name": "OpenerSlotBound",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "operator",
        "type": "address"
      }
    ],
    "name": "OperatorInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "uint40",
        "name": "deadline",
        "type": "uint40"
      }
    ],
    "name": "PoolFull",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "uint96",
        "name": "total",
        "type": "uint96"
      },
      {
        "internalType": "uint96",
        "name": "requirement",
        "type": "uint96"
      }
    ],
    "name": "PoolNotFull",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "uint40",
        "name": "deadline",
        "type": "uint40"
      },
      {
        "internalType": "uint96",
        "name": "requirement",
        "type": "uint96"
      }
    ],
    "name": "PoolOver",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "enum IContributionPools.PoolState",
        "name": "state",
        "type": "uint8"
      }
    ],
    "name": "PoolStateNotAllowed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      }
    ],
    "name": "PoolUnknown",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "pausedUntil",
        "type": "uint40"
      }
    ],
    "name": "PoolsArePaused",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ReentrancyGuardReentrantCall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "brought",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "registrationHash",
        "type": "bytes32"
      }
    ],
    "name": "RegistrationDiffers",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      }
    ],
    "name": "RegistrationNotOfPool",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "expected",
        "type": "address"
      }
    ],
    "name": "RegistryMismatch",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint96",
        "name": "requirement",
        "type": "uint96"
      },
      {
        "internalType": "uint96",
        "name": "required",
        "type": "uint96"
      }
    ],
    "name": "RequirementUnexpected",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "contributor",
        "type": "address"
      },
      {
        "internalType": "uint96",
        "name": "least",
        "type": "uint96"
      }
    ],
    "name": "ReservationInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "reserved",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "max",
        "type": "uint256"
      }
    ],
    "name": "ReservationsTooHigh",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "SafeERC20FailedOperation",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "uint8",
        "name": "slot",
        "type": "uint8"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "SlotNotOffered",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "uint8",
        "name": "slot",
        "type": "uint8"
      }
    ],
    "name": "SlotPaidOut",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "named",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "termsHash",
        "type": "bytes32"
      }
    ],
    "name": "TermsDiffer",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "count",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "max",
        "type": "uint256"
      }
    ],
    "name": "TooManyReservations",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "uint40",
        "name": "withdrawableAt",
        "type": "uint40"
      }
    ],
    "name": "WithdrawalTooEarly",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "contributor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "slot",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "beneficiary",
        "type": "address"
      }
    ],
    "name": "BeneficiaryChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "contributor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "slot",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "added",
        "type": "uint96"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "amount",
        "type": "uint96"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "total",
        "type": "uint96"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "beneficiary",
        "type": "address"
      }
    ],
    "name": "Contributed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "beneficiary",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "CreditPaid",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "beneficiary",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "slot",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "paid",
        "type": "uint256"
      }
    ],
    "name": "Credited",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      }
    ],
    "name": "PoolClosed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "opener",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "termsHash",
        "type": "bytes32"
      },
      {
        "components": [
          {
            "internalType": "uint16",
            "name": "feeBps",
            "type": "uint16"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          },
          {
            "internalType": "uint96",
            "name": "requirement",
            "type": "uint96"
          },
          {
            "components": [
              {
                "internalType": "address",
                "name": "contributor",
                "type": "address"
              },
              {
                "internalType": "uint96",
                "name": "least",
                "type": "uint96"
              }
            ],
            "internalType": "struct IContributionPools.Reservation[]",
            "name": "reservations",
            "type": "tuple[]"
          }
        ],
        "indexed": false,
        "internalType": "struct IContributionPools.Terms",
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "PoolOpened",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      }
    ],
    "name": "PoolRegistered",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "operator",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "owner",
            "type": "address"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G1Point",
            "name": "blsKey",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_c0_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c0_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c1_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c1_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c0_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c0_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c1_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c1_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G2Point",
            "name": "proofOfPossession",
            "type": "tuple"
          },
          {
            "internalType": "bytes32",
            "name": "ed25519Key",
            "type": "bytes32"
          },
          {
            "internalType": "bytes",
            "name": "ed25519Signature",
            "type": "bytes"
          },
          {
            "components": [
              {
                "internalType": "bytes16",
                "name": "ip",
                "type": "bytes16"
              },
              {
                "internalType": "uint16",
                "name": "rpcPort",
                "type": "uint16"
              },
              {
                "internalType": "uint16",
                "name": "quicPort",
                "type": "uint16"
              }
            ],
            "internalType": "struct IServiceNodeRegistry.Endpoint",
            "name": "endpoint",
            "type": "tuple"
          },
          {
            "internalType": "uint16",
            "name": "feeBps",
            "type": "uint16"
          },
          {
            "internalType": "uint64",
            "name": "deadline",
            "type": "uint64"
          }
        ],
        "indexed": false,
        "internalType": "struct IServiceNodeRegistry.Registration",
        "name": "registration",
        "type": "tuple"
      },
      {
        "indexed": false,
        "internalType": "bytes",
        "name": "operatorSignature",
        "type": "bytes"
      }
    ],
    "name": "RegistrationReplaced",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "contributor",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "pendingContributor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "slot",
        "type": "uint8"
      }
    ],
    "name": "SlotOffered",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "slot",
        "type": "uint8"
      }
    ],
    "name": "SlotTransferred",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "contributor",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint8",
        "name": "slot",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "amount",
        "type": "uint96"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "total",
        "type": "uint96"
      }
    ],
    "name": "Withdrawn",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "BPS",
    "outputs": [
      {
        "internalType": "uint16",
        "name": "",
        "type": "uint16"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "CLAIM_MAX",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "DEADLINE_EPOCHS_MAX",
    "outputs": [
      {
        "internalType": "uint40",
        "name": "",
        "type": "uint40"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "EPOCH_SECONDS",
    "outputs": [
      {
        "internalType": "uint32",
        "name": "",
        "type": "uint32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "EXIT_REQUEST_REST_EPOCHS",
    "outputs": [
      {
        "internalType": "uint40",
        "name": "",
        "type": "uint40"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "REGISTRY",
    "outputs": [
      {
        "internalType": "contract IServiceNodeRegistry",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "REWARDS_POOL",
    "outputs": [
      {
        "internalType": "contract IRewardsPool",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "SLOTS_MAX",
    "outputs": [
      {
        "internalType": "uint8",
        "name": "",
        "type": "uint8"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "TOKEN",
    "outputs": [
      {
        "internalType": "contract IERC20",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "WITHDRAWAL_REST_EPOCHS",
    "outputs": [
      {
        "internalType": "uint40",
        "name": "",
        "type": "uint40"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "poolId",
            "type": "uint256"
          },
          {
            "internalType": "uint8",
            "name": "slot",
            "type": "uint8"
          }
        ],
        "internalType": "struct IContributionPools.Place[]",
        "name": "places",
        "type": "tuple[]"
      }
    ],
    "name": "claim",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "bytes32",
        "name": "termsHash",
        "type": "bytes32"
      },
      {
        "internalType": "uint96",
        "name": "amount",
        "type": "uint96"
      },
      {
        "internalType": "address",
        "name": "beneficiary",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "value",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "deadline",
            "type": "uint256"
          },
          {
            "internalType": "uint8",
            "name": "v",
            "type": "uint8"
          },
          {
            "internalType": "bytes32",
            "name": "r",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "s",
            "type": "bytes32"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.Permit",
        "name": "permit",
        "type": "tuple"
      }
    ],
    "name": "contribute",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "contributor",
        "type": "address"
      }
    ],
    "name": "contributionBounds",
    "outputs": [
      {
        "internalType": "uint96",
        "name": "min",
        "type": "uint96"
      },
      {
        "internalType": "uint96",
        "name": "max",
        "type": "uint96"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "beneficiary",
        "type": "address"
      }
    ],
    "name": "credit",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "uint8",
        "name": "slot",
        "type": "uint8"
      }
    ],
    "name": "due",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "eventCount",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "operator",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "owner",
            "type": "address"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G1Point",
            "name": "blsKey",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_c0_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c0_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c1_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c1_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c0_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c0_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c1_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c1_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G2Point",
            "name": "proofOfPossession",
            "type": "tuple"
          },
          {
            "internalType": "bytes32",
            "name": "ed25519Key",
            "type": "bytes32"
          },
          {
            "internalType": "bytes",
            "name": "ed25519Signature",
            "type": "bytes"
          },
          {
            "components": [
              {
                "internalType": "bytes16",
                "name": "ip",
                "type": "bytes16"
              },
              {
                "internalType": "uint16",
                "name": "rpcPort",
                "type": "uint16"
              },
              {
                "internalType": "uint16",
                "name": "quicPort",
                "type": "uint16"
              }
            ],
            "internalType": "struct IServiceNodeRegistry.Endpoint",
            "name": "endpoint",
            "type": "tuple"
          },
          {
            "internalType": "uint16",
            "name": "feeBps",
            "type": "uint16"
          },
          {
            "internalType": "uint64",
            "name": "deadline",
            "type": "uint64"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.Registration",
        "name": "registration",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "operatorSignature",
        "type": "bytes"
      }
    ],
    "name": "finalize",
    "outputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "operator",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "owner",
            "type": "address"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G1Point",
            "name": "blsKey",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_c0_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c0_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c1_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c1_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c0_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c0_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c1_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c1_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G2Point",
            "name": "proofOfPossession",
            "type": "tuple"
          },
          {
            "internalType": "bytes32",
            "name": "ed25519Key",
            "type": "bytes32"
          },
          {
            "internalType": "bytes",
            "name": "ed25519Signature",
            "type": "bytes"
          },
          {
            "components": [
              {
                "internalType": "bytes16",
                "name": "ip",
                "type": "bytes16"
              },
              {
                "internalType": "uint16",
                "name": "rpcPort",
                "type": "uint16"
              },
              {
                "internalType": "uint16",
                "name": "quicPort",
                "type": "uint16"
              }
            ],
            "internalType": "struct IServiceNodeRegistry.Endpoint",
            "name": "endpoint",
            "type": "tuple"
          },
          {
            "internalType": "uint16",
            "name": "feeBps",
            "type": "uint16"
          },
          {
            "internalType": "uint64",
            "name": "deadline",
            "type": "uint64"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.Registration",
        "name": "registration",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "operatorSignature",
        "type": "bytes"
      }
    ],
    "name": "hashRegistration",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "opener",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "uint16",
            "name": "feeBps",
            "type": "uint16"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          },
          {
            "internalType": "uint96",
            "name": "requirement",
            "type": "uint96"
          },
          {
            "components": [
              {
                "internalType": "address",
                "name": "contributor",
                "type": "address"
              },
              {
                "internalType": "uint96",
                "name": "least",
                "type": "uint96"
              }
            ],
            "internalType": "struct IContributionPools.Reservation[]",
            "name": "reservations",
            "type": "tuple[]"
          }
        ],
        "internalType": "struct IContributionPools.Terms",
        "name": "terms",
        "type": "tuple"
      }
    ],
    "name": "hashTerms",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      }
    ],
    "name": "isOver",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      }
    ],
    "name": "offerSlot",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "uint16",
            "name": "feeBps",
            "type": "uint16"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          },
          {
            "internalType": "uint96",
            "name": "requirement",
            "type": "uint96"
          },
          {
            "components": [
              {
                "internalType": "address",
                "name": "contributor",
                "type": "address"
              },
              {
                "internalType": "uint96",
                "name": "least",
                "type": "uint96"
              }
            ],
            "internalType": "struct IContributionPools.Reservation[]",
            "name": "reservations",
            "type": "tuple[]"
          }
        ],
        "internalType": "struct IContributionPools.Terms",
        "name": "terms",
        "type": "tuple"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "operator",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "owner",
            "type": "address"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G1Point",
            "name": "blsKey",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_c0_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c0_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c1_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c1_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c0_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c0_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c1_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c1_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G2Point",
            "name": "proofOfPossession",
            "type": "tuple"
          },
          {
            "internalType": "bytes32",
            "name": "ed25519Key",
            "type": "bytes32"
          },
          {
            "internalType": "bytes",
            "name": "ed25519Signature",
            "type": "bytes"
          },
          {
            "components": [
              {
                "internalType": "bytes16",
                "name": "ip",
                "type": "bytes16"
              },
              {
                "internalType": "uint16",
                "name": "rpcPort",
                "type": "uint16"
              },
              {
                "internalType": "uint16",
                "name": "quicPort",
                "type": "uint16"
              }
            ],
            "internalType": "struct IServiceNodeRegistry.Endpoint",
            "name": "endpoint",
            "type": "tuple"
          },
          {
            "internalType": "uint16",
            "name": "feeBps",
            "type": "uint16"
          },
          {
            "internalType": "uint64",
            "name": "deadline",
            "type": "uint64"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.Registration",
        "name": "registration",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "operatorSignature",
        "type": "bytes"
      },
      {
        "internalType": "uint96",
        "name": "amount",
        "type": "uint96"
      },
      {
        "components": [
          {
            "internalType": "uint256",
            "name": "value",
            "type": "uint256"
          },
          {
            "internalType": "uint256",
            "name": "deadline",
            "type": "uint256"
          },
          {
            "internalType": "uint8",
            "name": "v",
            "type": "uint8"
          },
          {
            "internalType": "bytes32",
            "name": "r",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "s",
            "type": "bytes32"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.Permit",
        "name": "permit",
        "type": "tuple"
      }
    ],
    "name": "open",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "uint8",
        "name": "slot",
        "type": "uint8"
      }
    ],
    "name": "pendingContributor",
    "outputs": [
      {
        "internalType": "address",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      }
    ],
    "name": "pool",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "opener",
            "type": "address"
          },
          {
            "internalType": "uint16",
            "name": "feeBps",
            "type": "uint16"
          },
          {
            "internalType": "uint40",
            "name": "deadline",
            "type": "uint40"
          },
          {
            "internalType": "uint32",
            "name": "nodeId",
            "type": "uint32"
          },
          {
            "internalType": "enum IContributionPools.PoolState",
            "name": "state",
            "type": "uint8"
          },
          {
            "internalType": "uint96",
            "name": "requirement",
            "type": "uint96"
          },
          {
            "internalType": "uint96",
            "name": "total",
            "type": "uint96"
          },
          {
            "internalType": "uint40",
            "name": "registeredAt",
            "type": "uint40"
          },
          {
            "internalType": "uint8",
            "name": "slotCount",
            "type": "uint8"
          },
          {
            "internalType": "uint8",
            "name": "reservedCount",
            "type": "uint8"
          },
          {
            "internalType": "bytes32",
            "name": "termsHash",
            "type": "bytes32"
          },
          {
            "internalType": "bytes32",
            "name": "registrationHash",
            "type": "bytes32"
          }
        ],
        "internalType": "struct IContributionPools.Pool",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "poolCount",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "",
        "type": "uint64"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "newOperator",
        "type": "address"
      }
    ],
    "name": "proposeOperator",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "components": [
          {
            "internalType": "address",
            "name": "operator",
            "type": "address"
          },
          {
            "internalType": "address",
            "name": "owner",
            "type": "address"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G1Point",
            "name": "blsKey",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_c0_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c0_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c1_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c1_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c0_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c0_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c1_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c1_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G2Point",
            "name": "proofOfPossession",
            "type": "tuple"
          },
          {
            "internalType": "bytes32",
            "name": "ed25519Key",
            "type": "bytes32"
          },
          {
            "internalType": "bytes",
            "name": "ed25519Signature",
            "type": "bytes"
          },
          {
            "components": [
              {
                "internalType": "bytes16",
                "name": "ip",
                "type": "bytes16"
              },
              {
                "internalType": "uint16",
                "name": "rpcPort",
                "type": "uint16"
              },
              {
                "internalType": "uint16",
                "name": "quicPort",
                "type": "uint16"
              }
            ],
            "internalType": "struct IServiceNodeRegistry.Endpoint",
            "name": "endpoint",
            "type": "tuple"
          },
          {
            "internalType": "uint16",
            "name": "feeBps",
            "type": "uint16"
          },
          {
            "internalType": "uint64",
            "name": "deadline",
            "type": "uint64"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.Registration",
        "name": "registration",
        "type": "tuple"
      },
      {
        "internalType": "bytes",
        "name": "operatorSignature",
        "type": "bytes"
      }
    ],
    "name": "replaceRegistration",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      }
    ],
    "name": "requestExit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "components": [
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G1Point",
            "name": "previousBlsKey",
            "type": "tuple"
          },
          {
            "internalType": "bytes32",
            "name": "previousEd25519Key",
            "type": "bytes32"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G1Point",
            "name": "blsKey",
            "type": "tuple"
          },
          {
            "components": [
              {
                "internalType": "bytes32",
                "name": "x_c0_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c0_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c1_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "x_c1_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c0_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c0_b",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c1_a",
                "type": "bytes32"
              },
              {
                "internalType": "bytes32",
                "name": "y_c1_b",
                "type": "bytes32"
              }
            ],
            "internalType": "struct BLS.G2Point",
            "name": "proofOfPossession",
            "type": "tuple"
          },
          {
            "internalType": "bytes32",
            "name": "ed25519Key",
            "type": "bytes32"
          },
          {
            "internalType": "bytes",
            "name": "ed25519Signature",
            "type": "bytes"
          },
          {
            "internalType": "bool",
            "name": "compromised",
            "type": "bool"
          },
          {
            "internalType": "uint64",
            "name": "deadline",
            "type": "uint64"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.KeyRotation",
        "name": "rotation",
        "type": "tuple"
      }
    ],
    "name": "rotateKeys",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "beneficiary",
        "type": "address"
      }
    ],
    "name": "setBeneficiary",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      }
    ],
    "name": "slots",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "contributor",
            "type": "address"
          },
          {
            "internalType": "uint96",
            "name": "amount",
            "type": "uint96"
          },
          {
            "internalType": "address",
            "name": "beneficiary",
            "type": "address"
          },
          {
            "internalType": "uint40",
            "name": "contributedAt",
            "type": "uint40"
          },
          {
            "internalType": "uint128",
            "name": "paid",
            "type": "uint128"
          }
        ],
        "internalType": "struct IContributionPools.Slot[]",
        "name": "all",
        "type": "tuple[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      },
      {
        "internalType": "uint8",
        "name": "index",
        "type": "uint8"
      }
    ],
    "name": "takeSlot",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "poolId",
        "type": "uint256"
      }
    ],
    "name": "withdraw",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const

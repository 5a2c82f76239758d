// Generated from the compiled contracts by `npm run generate`. Do not edit.

export const serviceNodeRegistryAbi = [
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "authority",
        "type": "address"
      },
      {
        "internalType": "contract IERC20",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "contract IRandomness",
        "name": "randomness",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "contributionPools",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "rewardRate",
        "type": "uint256"
      },
      {
        "internalType": "uint32",
        "name": "epochSeconds",
        "type": "uint32"
      },
      {
        "components": [
          {
            "internalType": "uint96",
            "name": "stakingRequirement",
            "type": "uint96"
          },
          {
            "internalType": "uint40",
            "name": "activationDelay",
            "type": "uint40"
          },
          {
            "internalType": "uint40",
            "name": "exitDelay",
            "type": "uint40"
          },
          {
            "internalType": "uint96",
            "name": "removalReward",
            "type": "uint96"
          },
          {
            "internalType": "uint40",
            "name": "removalLock",
            "type": "uint40"
          },
          {
            "internalType": "uint16",
            "name": "penaltyBps",
            "type": "uint16"
          },
          {
            "internalType": "uint16",
            "name": "minQuorum",
            "type": "uint16"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.Parameters",
        "name": "initialParameters",
        "type": "tuple"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "authority",
        "type": "address"
      }
    ],
    "name": "AccessManagedInvalidAuthority",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      },
      {
        "internalType": "uint32",
        "name": "delay",
        "type": "uint32"
      }
    ],
    "name": "AccessManagedRequiredDelay",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "AccessManagedUnauthorized",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint40",
        "name": "activatableAt",
        "type": "uint40"
      }
    ],
    "name": "ActivationTooEarly",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "active",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "required",
        "type": "uint32"
      }
    ],
    "name": "ActiveSetTooSmall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "bytes32",
        "name": "blsKeyHash",
        "type": "bytes32"
      }
    ],
    "name": "BlsKeyNotOfNode",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "blsKeyHash",
        "type": "bytes32"
      },
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "BlsKeyUsed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      }
    ],
    "name": "CallerNotAllowed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint64",
        "name": "ticket",
        "type": "uint64"
      }
    ],
    "name": "DrawMissed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint64",
        "name": "ticket",
        "type": "uint64"
      }
    ],
    "name": "DrawNotMissed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint64",
        "name": "ticket",
        "type": "uint64"
      }
    ],
    "name": "DrawNotReady",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "ed25519Key",
        "type": "bytes32"
      }
    ],
    "name": "Ed25519KeyInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "bytes32",
        "name": "ed25519Key",
        "type": "bytes32"
      }
    ],
    "name": "Ed25519KeyNotOfNode",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "ed25519Key",
        "type": "bytes32"
      },
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "Ed25519KeyUsed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "length",
        "type": "uint256"
      }
    ],
    "name": "Ed25519SignatureLengthInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      }
    ],
    "name": "EndpointUpdatedThisEpoch",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint40",
        "name": "exitDueAt",
        "type": "uint40"
      }
    ],
    "name": "ExitAlreadyRequested",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint40",
        "name": "exitDueAt",
        "type": "uint40"
      }
    ],
    "name": "ExitDue",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint40",
        "name": "exitDueAt",
        "type": "uint40"
      }
    ],
    "name": "ExitNotDue",
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
        "name": "gas",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "required",
        "type": "uint256"
      }
    ],
    "name": "GasTooLow",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes16",
        "name": "ip",
        "type": "bytes16"
      }
    ],
    "name": "IpNotPublic",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "leafCount",
        "type": "uint256"
      }
    ],
    "name": "ListFull",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      }
    ],
    "name": "NonSignerNotMember",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "previousNodeId",
        "type": "uint32"
      }
    ],
    "name": "NonSignersNotSorted",
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
        "internalType": "address",
        "name": "operator",
        "type": "address"
      }
    ],
    "name": "OperatorSignatureInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "OwnerInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "name",
        "type": "bytes32"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
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
    "name": "ParameterOutOfBounds",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "changeableFrom",
        "type": "uint40"
      }
    ],
    "name": "ParametersTooSoon",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "pausableFrom",
        "type": "uint40"
      }
    ],
    "name": "PauseTooSoon",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "blsKeyHash",
        "type": "bytes32"
      }
    ],
    "name": "ProofOfPossessionInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "currentEpoch",
        "type": "uint32"
      }
    ],
    "name": "QuorumEpochInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint8",
        "name": "kind",
        "type": "uint8"
      },
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      }
    ],
    "name": "QuorumSignatureInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "members",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "required",
        "type": "uint32"
      }
    ],
    "name": "QuorumTooSmall",
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
        "internalType": "uint64",
        "name": "deadline",
        "type": "uint64"
      },
      {
        "internalType": "uint256",
        "name": "now_",
        "type": "uint256"
      }
    ],
    "name": "RegistrationExpired",
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
    "name": "RegistrationIsPaused",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "removals",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "max",
        "type": "uint256"
      }
    ],
    "name": "RemovalLimitReached",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint40",
        "name": "renewableAt",
        "type": "uint40"
      }
    ],
    "name": "RenewalTooEarly",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint40",
        "name": "resumableAt",
        "type": "uint40"
      }
    ],
    "name": "ResumeTooEarly",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "RpcPortMissing",
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
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "ServiceNodeUnknown",
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
    "name": "StakeNotReceived",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "expected",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "required",
        "type": "uint256"
      }
    ],
    "name": "StakeUnexpected",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "enum IServiceNodeRegistry.Status",
        "name": "status",
        "type": "uint8"
      }
    ],
    "name": "StatusNotAllowed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "statusEpoch",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "currentEpoch",
        "type": "uint32"
      }
    ],
    "name": "StatusTooRecent",
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
    "name": "TooManyNonSigners",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "address",
        "name": "authority",
        "type": "address"
      }
    ],
    "name": "AuthorityUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "operator",
        "type": "address"
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
        "indexed": false,
        "internalType": "struct IServiceNodeRegistry.Endpoint",
        "name": "endpoint",
        "type": "tuple"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      }
    ],
    "name": "EndpointUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
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
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "exitDueAt",
        "type": "uint40"
      }
    ],
    "name": "ExitRequested",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "version",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "root",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "leafIndex",
        "type": "uint32"
      },
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "leaf",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "leafCount",
        "type": "uint32"
      }
    ],
    "name": "ListChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "previousOwner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "OwnerChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "pendingOwner",
        "type": "address"
      }
    ],
    "name": "OwnerProposed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "components": [
          {
            "internalType": "uint96",
            "name": "stakingRequirement",
            "type": "uint96"
          },
          {
            "internalType": "uint40",
            "name": "activationDelay",
            "type": "uint40"
          },
          {
            "internalType": "uint40",
            "name": "exitDelay",
            "type": "uint40"
          },
          {
            "internalType": "uint96",
            "name": "removalReward",
            "type": "uint96"
          },
          {
            "internalType": "uint40",
            "name": "removalLock",
            "type": "uint40"
          },
          {
            "internalType": "uint16",
            "name": "penaltyBps",
            "type": "uint16"
          },
          {
            "internalType": "uint16",
            "name": "minQuorum",
            "type": "uint16"
          }
        ],
        "indexed": false,
        "internalType": "struct IServiceNodeRegistry.Parameters",
        "name": "parameters",
        "type": "tuple"
      }
    ],
    "name": "ParametersChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "pausedUntil",
        "type": "uint40"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "pausableFrom",
        "type": "uint40"
      }
    ],
    "name": "RegistrationPaused",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "RewardsPoolFailed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
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
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "seed",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "activatedAt",
        "type": "uint40"
      }
    ],
    "name": "ServiceNodeActivated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "principalPaid",
        "type": "uint96"
      }
    ],
    "name": "ServiceNodeExited",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "operator",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "payer",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "principal",
        "type": "uint96"
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
        "indexed": false,
        "internalType": "struct BLS.G1Point",
        "name": "blsKey",
        "type": "tuple"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "ed25519Key",
        "type": "bytes32"
      },
      {
        "indexed": false,
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
        "indexed": false,
        "internalType": "struct IServiceNodeRegistry.Endpoint",
        "name": "endpoint",
        "type": "tuple"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "feeBps",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "deadline",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "ticket",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "activatableAt",
        "type": "uint40"
      }
    ],
    "name": "ServiceNodeRegistered",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "reporter",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "reason",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "evidenceHash",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "penalty",
        "type": "uint96"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "reward",
        "type": "uint96"
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "principal",
        "type": "uint96"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "exitDueAt",
        "type": "uint40"
      }
    ],
    "name": "ServiceNodeRemoved",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
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
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "reason",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "evidenceHash",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      }
    ],
    "name": "ServiceNodeResumed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "reporter",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint16",
        "name": "reason",
        "type": "uint16"
      },
      {
        "indexed": false,
        "internalType": "bytes32",
        "name": "evidenceHash",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      }
    ],
    "name": "ServiceNodeSuspended",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
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
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "ticket",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "activatableAt",
        "type": "uint40"
      }
    ],
    "name": "TicketRenewed",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "ACTIVATION_DELAY_MAX",
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
    "name": "ACTIVATION_DELAY_MIN",
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
    "name": "CONTRIBUTION_POOLS",
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
    "name": "EPOCH_SECONDS_MAX",
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
    "name": "EPOCH_SECONDS_MIN",
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
    "name": "EXIT_DELAY_MAX",
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
    "name": "EXIT_DELAY_MIN",
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
    "name": "MIN_QUORUM_MAX",
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
    "name": "MIN_QUORUM_MIN",
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
    "name": "OPERATOR_RESUME_DELAY",
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
    "name": "PARAMETERS_REST",
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
    "name": "PAUSE_LENGTH",
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
    "name": "PAUSE_REST",
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
    "name": "PENALTY_BPS_MAX",
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
    "name": "RANDOMNESS",
    "outputs": [
      {
        "internalType": "contract IRandomness",
        "name": "",
        "type": "address"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "REMOVAL_LOCK_MAX",
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
    "name": "REMOVAL_LOCK_MIN",
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
    "name": "REMOVAL_SHARE",
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
    "name": "REWARD_PARTS",
    "outputs": [
      {
        "internalType": "uint96",
        "name": "",
        "type": "uint96"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "SIGNER_SETS",
    "outputs": [
      {
        "internalType": "contract ISignerSets",
        "name": "",
        "type": "address"
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
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "acceptOwner",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
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
        "internalType": "bytes32",
        "name": "ed25519Key",
        "type": "bytes32"
      }
    ],
    "name": "activate",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "authority",
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
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
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
      }
    ],
    "name": "exit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "ed25519Key",
        "type": "bytes32"
      }
    ],
    "name": "identity",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint32",
            "name": "nodeId",
            "type": "uint32"
          },
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
          },
          {
            "internalType": "uint32",
            "name": "endpointEpoch",
            "type": "uint32"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.Identity",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "isConsumingScheduledOp",
    "outputs": [
      {
        "internalType": "bytes4",
        "name": "",
        "type": "bytes4"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "listRoot",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "listState",
    "outputs": [
      {
        "internalType": "uint64",
        "name": "version",
        "type": "uint64"
      },
      {
        "internalType": "uint32",
        "name": "leafCount",
        "type": "uint32"
      },
      {
        "internalType": "uint8",
        "name": "depth",
        "type": "uint8"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "ownerOf",
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
    "inputs": [],
    "name": "parameters",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint96",
            "name": "stakingRequirement",
            "type": "uint96"
          },
          {
            "internalType": "uint40",
            "name": "activationDelay",
            "type": "uint40"
          },
          {
            "internalType": "uint40",
            "name": "exitDelay",
            "type": "uint40"
          },
          {
            "internalType": "uint96",
            "name": "removalReward",
            "type": "uint96"
          },
          {
            "internalType": "uint40",
            "name": "removalLock",
            "type": "uint40"
          },
          {
            "internalType": "uint16",
            "name": "penaltyBps",
            "type": "uint16"
          },
          {
            "internalType": "uint16",
            "name": "minQuorum",
            "type": "uint16"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.Parameters",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "parametersChangeableFrom",
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
    "name": "pauseRegistration",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "pausedUntil",
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
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "pendingOwner",
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
    "inputs": [],
    "name": "principalOwed",
    "outputs": [
      {
        "internalType": "uint96",
        "name": "",
        "type": "uint96"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "principalPaid",
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
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "address",
        "name": "newOwner",
        "type": "address"
      }
    ],
    "name": "proposeOwner",
    "outputs": [],
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
      },
      {
        "internalType": "uint256",
        "name": "expectedStake",
        "type": "uint256"
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
    "name": "register",
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
            "internalType": "uint32",
            "name": "nodeId",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "reason",
            "type": "uint16"
          },
          {
            "internalType": "bytes32",
            "name": "evidenceHash",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "epoch",
            "type": "uint32"
          },
          {
            "internalType": "address",
            "name": "reporter",
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
                "internalType": "uint32",
                "name": "nodeId",
                "type": "uint32"
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
              }
            ],
            "internalType": "struct IQuorumActions.NonSigner[]",
            "name": "nonSigners",
            "type": "tuple[]"
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
            "name": "signature",
            "type": "tuple"
          }
        ],
        "internalType": "struct IQuorumActions.QuorumAction",
        "name": "action",
        "type": "tuple"
      }
    ],
    "name": "remove",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "renewTicket",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
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
        "components": [
          {
            "internalType": "uint32",
            "name": "nodeId",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "reason",
            "type": "uint16"
          },
          {
            "internalType": "bytes32",
            "name": "evidenceHash",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "epoch",
            "type": "uint32"
          },
          {
            "internalType": "address",
            "name": "reporter",
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
                "internalType": "uint32",
                "name": "nodeId",
                "type": "uint32"
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
              }
            ],
            "internalType": "struct IQuorumActions.NonSigner[]",
            "name": "nonSigners",
            "type": "tuple[]"
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
            "name": "signature",
            "type": "tuple"
          }
        ],
        "internalType": "struct IQuorumActions.QuorumAction",
        "name": "action",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "ed25519Key",
        "type": "bytes32"
      }
    ],
    "name": "resume",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
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
        "internalType": "bytes32",
        "name": "ed25519Key",
        "type": "bytes32"
      }
    ],
    "name": "resumeByOperator",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "serviceNode",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "owner",
            "type": "address"
          },
          {
            "internalType": "uint96",
            "name": "principal",
            "type": "uint96"
          },
          {
            "internalType": "address",
            "name": "operator",
            "type": "address"
          },
          {
            "internalType": "uint64",
            "name": "seed",
            "type": "uint64"
          },
          {
            "internalType": "enum IServiceNodeRegistry.Status",
            "name": "status",
            "type": "uint8"
          },
          {
            "internalType": "bool",
            "name": "paid",
            "type": "bool"
          },
          {
            "internalType": "uint40",
            "name": "activatableAt",
            "type": "uint40"
          },
          {
            "internalType": "uint40",
            "name": "activatedAt",
            "type": "uint40"
          },
          {
            "internalType": "uint40",
            "name": "exitDueAt",
            "type": "uint40"
          },
          {
            "internalType": "uint40",
            "name": "suspendedAt",
            "type": "uint40"
          },
          {
            "internalType": "uint48",
            "name": "ticket",
            "type": "uint48"
          },
          {
            "internalType": "uint32",
            "name": "leafIndex",
            "type": "uint32"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.ServiceNode",
        "name": "node",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "serviceNodeCount",
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
    "inputs": [
      {
        "internalType": "address",
        "name": "newAuthority",
        "type": "address"
      }
    ],
    "name": "setAuthority",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "uint96",
            "name": "stakingRequirement",
            "type": "uint96"
          },
          {
            "internalType": "uint40",
            "name": "activationDelay",
            "type": "uint40"
          },
          {
            "internalType": "uint40",
            "name": "exitDelay",
            "type": "uint40"
          },
          {
            "internalType": "uint96",
            "name": "removalReward",
            "type": "uint96"
          },
          {
            "internalType": "uint40",
            "name": "removalLock",
            "type": "uint40"
          },
          {
            "internalType": "uint16",
            "name": "penaltyBps",
            "type": "uint16"
          },
          {
            "internalType": "uint16",
            "name": "minQuorum",
            "type": "uint16"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.Parameters",
        "name": "newParameters",
        "type": "tuple"
      }
    ],
    "name": "setParameters",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "components": [
          {
            "internalType": "uint32",
            "name": "nodeId",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "reason",
            "type": "uint16"
          },
          {
            "internalType": "bytes32",
            "name": "evidenceHash",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "epoch",
            "type": "uint32"
          },
          {
            "internalType": "address",
            "name": "reporter",
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
                "internalType": "uint32",
                "name": "nodeId",
                "type": "uint32"
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
              }
            ],
            "internalType": "struct IQuorumActions.NonSigner[]",
            "name": "nonSigners",
            "type": "tuple[]"
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
            "name": "signature",
            "type": "tuple"
          }
        ],
        "internalType": "struct IQuorumActions.QuorumAction",
        "name": "action",
        "type": "tuple"
      }
    ],
    "name": "suspend",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "sweep",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "bytes32",
        "name": "blsKeyHash",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "ed25519Key",
        "type": "bytes32"
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
      }
    ],
    "name": "updateEndpoint",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const

export const stakingTokenAbi = [
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "holder",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "supply",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [],
    "name": "ECDSAInvalidSignature",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "length",
        "type": "uint256"
      }
    ],
    "name": "ECDSAInvalidSignatureLength",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "s",
        "type": "bytes32"
      }
    ],
    "name": "ECDSAInvalidSignatureS",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "allowance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "ERC20InsufficientAllowance",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "sender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "ERC20InsufficientBalance",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "approver",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidApprover",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "receiver",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidReceiver",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "sender",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidSender",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      }
    ],
    "name": "ERC20InvalidSpender",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "deadline",
        "type": "uint256"
      }
    ],
    "name": "ERC2612ExpiredSignature",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "signer",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "ERC2612InvalidSigner",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "currentNonce",
        "type": "uint256"
      }
    ],
    "name": "InvalidAccountNonce",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "InvalidShortString",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "string",
        "name": "str",
        "type": "string"
      }
    ],
    "name": "StringTooLong",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "Approval",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [],
    "name": "EIP712DomainChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
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
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "Transfer",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "DOMAIN_SEPARATOR",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      }
    ],
    "name": "allowance",
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
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "approve",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "balanceOf",
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
    "name": "decimals",
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
    "name": "eip712Domain",
    "outputs": [
      {
        "internalType": "bytes1",
        "name": "fields",
        "type": "bytes1"
      },
      {
        "internalType": "string",
        "name": "name",
        "type": "string"
      },
      {
        "internalType": "string",
        "name": "version",
        "type": "string"
      },
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      },
      {
        "internalType": "address",
        "name": "verifyingContract",
        "type": "address"
      },
      {
        "internalType": "bytes32",
        "name": "salt",
        "type": "bytes32"
      },
      {
        "internalType": "uint256[]",
        "name": "extensions",
        "type": "uint256[]"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "name",
    "outputs": [
      {
        "internalType": "string",
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "nonces",
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
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "spender",
        "type": "address"
      },
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
    "name": "permit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "symbol",
    "outputs": [
      {
        "internalType": "string",
        "name": "",
        "type": "string"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "totalSupply",
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
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "transfer",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "from",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "to",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "transferFrom",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const

export const signerSetsAbi = [
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "contributionPools",
        "type": "address"
      },
      {
        "internalType": "uint32",
        "name": "epochSeconds",
        "type": "uint32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "bytes32",
        "name": "blsKeyHash",
        "type": "bytes32"
      }
    ],
    "name": "BlsKeyNotOfNode",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "blsKeyHash",
        "type": "bytes32"
      },
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "BlsKeyUsed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "registry",
        "type": "address"
      }
    ],
    "name": "CallerNotRegistry",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "ed25519Key",
        "type": "bytes32"
      }
    ],
    "name": "Ed25519KeyInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "length",
        "type": "uint256"
      }
    ],
    "name": "Ed25519SignatureLengthInvalid",
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
    "inputs": [],
    "name": "G1AddFailed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes16",
        "name": "ip",
        "type": "bytes16"
      }
    ],
    "name": "IpNotPublic",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      }
    ],
    "name": "NonSignerNotMember",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "previousNodeId",
        "type": "uint32"
      }
    ],
    "name": "NonSignersNotSorted",
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
        "internalType": "address",
        "name": "operator",
        "type": "address"
      }
    ],
    "name": "OperatorSignatureInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "owner",
        "type": "address"
      }
    ],
    "name": "OwnerInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "blsKeyHash",
        "type": "bytes32"
      }
    ],
    "name": "ProofOfPossessionInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "currentEpoch",
        "type": "uint32"
      }
    ],
    "name": "QuorumEpochInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint8",
        "name": "kind",
        "type": "uint8"
      },
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      }
    ],
    "name": "QuorumSignatureInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "members",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "required",
        "type": "uint32"
      }
    ],
    "name": "QuorumTooSmall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "deadline",
        "type": "uint64"
      },
      {
        "internalType": "uint256",
        "name": "now_",
        "type": "uint256"
      }
    ],
    "name": "RegistrationExpired",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "RpcPortMissing",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "SelfTestFailed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "statusEpoch",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "currentEpoch",
        "type": "uint32"
      }
    ],
    "name": "StatusTooRecent",
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
    "name": "TooManyNonSigners",
    "type": "error"
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
    "name": "REGISTRY",
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
    "inputs": [],
    "name": "activeCount",
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
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
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
        "internalType": "address",
        "name": "sender",
        "type": "address"
      },
      {
        "internalType": "bytes",
        "name": "operatorSignature",
        "type": "bytes"
      }
    ],
    "name": "admit",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
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
      }
    ],
    "name": "checkEndpoint",
    "outputs": [],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "enum IQuorumActions.QuorumKind",
        "name": "kind",
        "type": "uint8"
      },
      {
        "components": [
          {
            "internalType": "uint32",
            "name": "nodeId",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "reason",
            "type": "uint16"
          },
          {
            "internalType": "bytes32",
            "name": "evidenceHash",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "epoch",
            "type": "uint32"
          },
          {
            "internalType": "address",
            "name": "reporter",
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
                "internalType": "uint32",
                "name": "nodeId",
                "type": "uint32"
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
              }
            ],
            "internalType": "struct IQuorumActions.NonSigner[]",
            "name": "nonSigners",
            "type": "tuple[]"
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
            "name": "signature",
            "type": "tuple"
          }
        ],
        "internalType": "struct IQuorumActions.QuorumAction",
        "name": "action",
        "type": "tuple"
      },
      {
        "internalType": "uint32",
        "name": "minQuorum",
        "type": "uint32"
      }
    ],
    "name": "enact",
    "outputs": [
      {
        "internalType": "uint32",
        "name": "members",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "active",
        "type": "uint32"
      },
      {
        "internalType": "bytes32",
        "name": "blsKeyHash",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
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
      }
    ],
    "name": "nodeJoined",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "blsKeyHash",
        "type": "bytes32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
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
      }
    ],
    "name": "nodeLeft",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "enum IQuorumActions.QuorumKind",
        "name": "kind",
        "type": "uint8"
      },
      {
        "components": [
          {
            "internalType": "uint32",
            "name": "nodeId",
            "type": "uint32"
          },
          {
            "internalType": "uint16",
            "name": "reason",
            "type": "uint16"
          },
          {
            "internalType": "bytes32",
            "name": "evidenceHash",
            "type": "bytes32"
          },
          {
            "internalType": "uint32",
            "name": "epoch",
            "type": "uint32"
          },
          {
            "internalType": "address",
            "name": "reporter",
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
                "internalType": "uint32",
                "name": "nodeId",
                "type": "uint32"
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
              }
            ],
            "internalType": "struct IQuorumActions.NonSigner[]",
            "name": "nonSigners",
            "type": "tuple[]"
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
            "name": "signature",
            "type": "tuple"
          }
        ],
        "internalType": "struct IQuorumActions.QuorumAction",
        "name": "action",
        "type": "tuple"
      }
    ],
    "name": "quorumDigest",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
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
        "internalType": "bytes32",
        "name": "blsKeyHash",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "ed25519Key",
        "type": "bytes32"
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
    "name": "registrationDigest",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "blsKeyHash",
        "type": "bytes32"
      }
    ],
    "name": "signer",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint32",
            "name": "nodeId",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "joinedEpoch",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "leftEpoch",
            "type": "uint32"
          }
        ],
        "internalType": "struct ISignerSets.Signer",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      }
    ],
    "name": "signerSet",
    "outputs": [
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
        "name": "aggregate",
        "type": "tuple"
      },
      {
        "internalType": "uint32",
        "name": "members",
        "type": "uint32"
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
        "name": "publicKey",
        "type": "tuple"
      },
      {
        "internalType": "bytes32",
        "name": "message",
        "type": "bytes32"
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
        "name": "signature",
        "type": "tuple"
      }
    ],
    "name": "verify",
    "outputs": [
      {
        "internalType": "bool",
        "name": "",
        "type": "bool"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const

export const rewardsPoolAbi = [
  {
    "inputs": [
      {
        "internalType": "contract IERC20",
        "name": "token",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "registry",
        "type": "address"
      },
      {
        "internalType": "uint256",
        "name": "ratePerSecond_",
        "type": "uint256"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "registry",
        "type": "address"
      }
    ],
    "name": "CallerNotRegistry",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "nodeIds",
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
    "name": "FundingNotReceived",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "amount",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "max",
        "type": "uint256"
      }
    ],
    "name": "FundingTooHigh",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "NodeAlreadyActive",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "NodeNotActive",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "ratePerSecond",
        "type": "uint256"
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
    "name": "RateOutOfBounds",
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
        "internalType": "address",
        "name": "token",
        "type": "address"
      }
    ],
    "name": "SafeERC20FailedOperation",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "emittedX32",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "balanceX32",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "rewardPerNodeX32",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "activeNodes",
        "type": "uint32"
      }
    ],
    "name": "Accrued",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
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
        "name": "balanceX32",
        "type": "uint256"
      }
    ],
    "name": "Funded",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "markX32",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "activeNodes",
        "type": "uint32"
      }
    ],
    "name": "NodeActivated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint256",
        "name": "earnedX32",
        "type": "uint256"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "activeNodes",
        "type": "uint32"
      }
    ],
    "name": "NodeDeactivated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "owner",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "by",
        "type": "address"
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
        "name": "rewardsPaid",
        "type": "uint256"
      }
    ],
    "name": "RewardsClaimed",
    "type": "event"
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
    "name": "RATE_MAX",
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
    "name": "RATE_MIN",
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
    "name": "REGISTRY",
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
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "accrued",
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
    "name": "activeNodeCount",
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
    "inputs": [
      {
        "internalType": "uint32[]",
        "name": "nodeIds",
        "type": "uint32[]"
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
        "name": "amount",
        "type": "uint256"
      }
    ],
    "name": "fund",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "nodeAccount",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint128",
            "name": "markX32",
            "type": "uint128"
          },
          {
            "internalType": "uint96",
            "name": "paid",
            "type": "uint96"
          },
          {
            "internalType": "bool",
            "name": "active",
            "type": "bool"
          }
        ],
        "internalType": "struct IRewardsPool.NodeAccount",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "nodeActivated",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "nodeDeactivated",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "poolAccount",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint128",
            "name": "balanceX32",
            "type": "uint128"
          },
          {
            "internalType": "uint40",
            "name": "accruedAt",
            "type": "uint40"
          },
          {
            "internalType": "uint32",
            "name": "activeNodes",
            "type": "uint32"
          },
          {
            "internalType": "uint128",
            "name": "rewardPerNodeX32",
            "type": "uint128"
          },
          {
            "internalType": "uint128",
            "name": "owedX32",
            "type": "uint128"
          }
        ],
        "internalType": "struct IRewardsPool.PoolAccount",
        "name": "",
        "type": "tuple"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "ratePerSecond",
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
    "name": "rewardsOwed",
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
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "rewardsPaid",
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
    "name": "trackedBalance",
    "outputs": [
      {
        "internalType": "uint256",
        "name": "",
        "type": "uint256"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const

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
    "name": "CallerNotOperator",
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
        "internalType": "uint40",
        "name": "pausedUntil",
        "type": "uint40"
      }
    ],
    "name": "OpeningIsPaused",
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
    "name": "OperatorSlotBound",
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
        "name": "operator",
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
    "name": "DEADLINE_MAX",
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
    "name": "EXIT_REQUEST_REST",
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
    "name": "WITHDRAWAL_REST",
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
        "name": "operator",
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
      }
    ],
    "name": "pool",
    "outputs": [
      {
        "components": [
          {
            "internalType": "address",
            "name": "operator",
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
        "internalType": "address",
        "name": "to",
        "type": "address"
      }
    ],
    "name": "transferSlot",
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

export const registryLensAbi = [
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "limit",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "max",
        "type": "uint256"
      }
    ],
    "name": "LimitOutOfBounds",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "PAGE_MAX",
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
        "internalType": "contract IServiceNodeRegistry",
        "name": "registry",
        "type": "address"
      },
      {
        "internalType": "uint32",
        "name": "cursor",
        "type": "uint32"
      },
      {
        "internalType": "uint256",
        "name": "limit",
        "type": "uint256"
      }
    ],
    "name": "serviceNodes",
    "outputs": [
      {
        "components": [
          {
            "internalType": "uint32",
            "name": "nodeId",
            "type": "uint32"
          },
          {
            "components": [
              {
                "internalType": "address",
                "name": "owner",
                "type": "address"
              },
              {
                "internalType": "uint96",
                "name": "principal",
                "type": "uint96"
              },
              {
                "internalType": "address",
                "name": "operator",
                "type": "address"
              },
              {
                "internalType": "uint64",
                "name": "seed",
                "type": "uint64"
              },
              {
                "internalType": "enum IServiceNodeRegistry.Status",
                "name": "status",
                "type": "uint8"
              },
              {
                "internalType": "bool",
                "name": "paid",
                "type": "bool"
              },
              {
                "internalType": "uint40",
                "name": "activatableAt",
                "type": "uint40"
              },
              {
                "internalType": "uint40",
                "name": "activatedAt",
                "type": "uint40"
              },
              {
                "internalType": "uint40",
                "name": "exitDueAt",
                "type": "uint40"
              },
              {
                "internalType": "uint40",
                "name": "suspendedAt",
                "type": "uint40"
              },
              {
                "internalType": "uint48",
                "name": "ticket",
                "type": "uint48"
              },
              {
                "internalType": "uint32",
                "name": "leafIndex",
                "type": "uint32"
              }
            ],
            "internalType": "struct IServiceNodeRegistry.ServiceNode",
            "name": "serviceNode",
            "type": "tuple"
          }
        ],
        "internalType": "struct RegistryLens.Entry[]",
        "name": "page",
        "type": "tuple[]"
      },
      {
        "internalType": "uint32",
        "name": "nextCursor",
        "type": "uint32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const

export const accessManagerAbi = [
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "initialAdmin",
        "type": "address"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "operationId",
        "type": "bytes32"
      }
    ],
    "name": "AccessManagerAlreadyScheduled",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "AccessManagerBadConfirmation",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "operationId",
        "type": "bytes32"
      }
    ],
    "name": "AccessManagerExpired",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "initialAdmin",
        "type": "address"
      }
    ],
    "name": "AccessManagerInvalidInitialAdmin",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes4",
        "name": "selector",
        "type": "bytes4"
      }
    ],
    "name": "AccessManagerLockedFunction",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      }
    ],
    "name": "AccessManagerLockedRole",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "operationId",
        "type": "bytes32"
      }
    ],
    "name": "AccessManagerNotReady",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "operationId",
        "type": "bytes32"
      }
    ],
    "name": "AccessManagerNotScheduled",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "msgsender",
        "type": "address"
      },
      {
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      }
    ],
    "name": "AccessManagerUnauthorizedAccount",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "internalType": "bytes4",
        "name": "selector",
        "type": "bytes4"
      }
    ],
    "name": "AccessManagerUnauthorizedCall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "msgsender",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "internalType": "bytes4",
        "name": "selector",
        "type": "bytes4"
      }
    ],
    "name": "AccessManagerUnauthorizedCancel",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      }
    ],
    "name": "AccessManagerUnauthorizedConsume",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      }
    ],
    "name": "AddressEmptyCode",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "FailedCall",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "balance",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "needed",
        "type": "uint256"
      }
    ],
    "name": "InsufficientBalance",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint8",
        "name": "bits",
        "type": "uint8"
      },
      {
        "internalType": "uint256",
        "name": "value",
        "type": "uint256"
      }
    ],
    "name": "SafeCastOverflowedUintDowncast",
    "type": "error"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "operationId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nonce",
        "type": "uint32"
      }
    ],
    "name": "OperationCanceled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "operationId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nonce",
        "type": "uint32"
      }
    ],
    "name": "OperationExecuted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "bytes32",
        "name": "operationId",
        "type": "bytes32"
      },
      {
        "indexed": true,
        "internalType": "uint32",
        "name": "nonce",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint48",
        "name": "schedule",
        "type": "uint48"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "caller",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes",
        "name": "data",
        "type": "bytes"
      }
    ],
    "name": "OperationScheduled",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "admin",
        "type": "uint64"
      }
    ],
    "name": "RoleAdminChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "delay",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint48",
        "name": "since",
        "type": "uint48"
      }
    ],
    "name": "RoleGrantDelayChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "delay",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint48",
        "name": "since",
        "type": "uint48"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "newMember",
        "type": "bool"
      }
    ],
    "name": "RoleGranted",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "guardian",
        "type": "uint64"
      }
    ],
    "name": "RoleGuardianChanged",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "string",
        "name": "label",
        "type": "string"
      }
    ],
    "name": "RoleLabel",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "RoleRevoked",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "delay",
        "type": "uint32"
      },
      {
        "indexed": false,
        "internalType": "uint48",
        "name": "since",
        "type": "uint48"
      }
    ],
    "name": "TargetAdminDelayUpdated",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bool",
        "name": "closed",
        "type": "bool"
      }
    ],
    "name": "TargetClosed",
    "type": "event"
  },
  {
    "anonymous": false,
    "inputs": [
      {
        "indexed": true,
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "bytes4",
        "name": "selector",
        "type": "bytes4"
      },
      {
        "indexed": true,
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      }
    ],
    "name": "TargetFunctionRoleUpdated",
    "type": "event"
  },
  {
    "inputs": [],
    "name": "ADMIN_ROLE",
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
    "inputs": [],
    "name": "PUBLIC_ROLE",
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
        "internalType": "address",
        "name": "caller",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "internalType": "bytes4",
        "name": "selector",
        "type": "bytes4"
      }
    ],
    "name": "canCall",
    "outputs": [
      {
        "internalType": "bool",
        "name": "immediate",
        "type": "bool"
      },
      {
        "internalType": "uint32",
        "name": "delay",
        "type": "uint32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "internalType": "bytes",
        "name": "data",
        "type": "bytes"
      }
    ],
    "name": "cancel",
    "outputs": [
      {
        "internalType": "uint32",
        "name": "",
        "type": "uint32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      },
      {
        "internalType": "bytes",
        "name": "data",
        "type": "bytes"
      }
    ],
    "name": "consumeScheduledOp",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "internalType": "bytes",
        "name": "data",
        "type": "bytes"
      }
    ],
    "name": "execute",
    "outputs": [
      {
        "internalType": "uint32",
        "name": "",
        "type": "uint32"
      }
    ],
    "stateMutability": "payable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "expiration",
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
    "inputs": [
      {
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "getAccess",
    "outputs": [
      {
        "internalType": "uint48",
        "name": "since",
        "type": "uint48"
      },
      {
        "internalType": "uint32",
        "name": "currentDelay",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "pendingDelay",
        "type": "uint32"
      },
      {
        "internalType": "uint48",
        "name": "effect",
        "type": "uint48"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "getNonce",
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
    "inputs": [
      {
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      }
    ],
    "name": "getRoleAdmin",
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
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      }
    ],
    "name": "getRoleGrantDelay",
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
    "inputs": [
      {
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      }
    ],
    "name": "getRoleGuardian",
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
        "internalType": "bytes32",
        "name": "id",
        "type": "bytes32"
      }
    ],
    "name": "getSchedule",
    "outputs": [
      {
        "internalType": "uint48",
        "name": "",
        "type": "uint48"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      }
    ],
    "name": "getTargetAdminDelay",
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
    "inputs": [
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "internalType": "bytes4",
        "name": "selector",
        "type": "bytes4"
      }
    ],
    "name": "getTargetFunctionRole",
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
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      },
      {
        "internalType": "uint32",
        "name": "executionDelay",
        "type": "uint32"
      }
    ],
    "name": "grantRole",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "hasRole",
    "outputs": [
      {
        "internalType": "bool",
        "name": "isMember",
        "type": "bool"
      },
      {
        "internalType": "uint32",
        "name": "executionDelay",
        "type": "uint32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "caller",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "internalType": "bytes",
        "name": "data",
        "type": "bytes"
      }
    ],
    "name": "hashOperation",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      }
    ],
    "name": "isTargetClosed",
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
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "internalType": "string",
        "name": "label",
        "type": "string"
      }
    ],
    "name": "labelRole",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "minSetback",
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
    "inputs": [
      {
        "internalType": "bytes[]",
        "name": "data",
        "type": "bytes[]"
      }
    ],
    "name": "multicall",
    "outputs": [
      {
        "internalType": "bytes[]",
        "name": "results",
        "type": "bytes[]"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "internalType": "address",
        "name": "callerConfirmation",
        "type": "address"
      }
    ],
    "name": "renounceRole",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "revokeRole",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "internalType": "bytes",
        "name": "data",
        "type": "bytes"
      },
      {
        "internalType": "uint48",
        "name": "when",
        "type": "uint48"
      }
    ],
    "name": "schedule",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "operationId",
        "type": "bytes32"
      },
      {
        "internalType": "uint32",
        "name": "nonce",
        "type": "uint32"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "internalType": "uint32",
        "name": "newDelay",
        "type": "uint32"
      }
    ],
    "name": "setGrantDelay",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "internalType": "uint64",
        "name": "admin",
        "type": "uint64"
      }
    ],
    "name": "setRoleAdmin",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      },
      {
        "internalType": "uint64",
        "name": "guardian",
        "type": "uint64"
      }
    ],
    "name": "setRoleGuardian",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "internalType": "uint32",
        "name": "newDelay",
        "type": "uint32"
      }
    ],
    "name": "setTargetAdminDelay",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "internalType": "bool",
        "name": "closed",
        "type": "bool"
      }
    ],
    "name": "setTargetClosed",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "internalType": "bytes4[]",
        "name": "selectors",
        "type": "bytes4[]"
      },
      {
        "internalType": "uint64",
        "name": "roleId",
        "type": "uint64"
      }
    ],
    "name": "setTargetFunctionRole",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "target",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "newAuthority",
        "type": "address"
      }
    ],
    "name": "updateAuthority",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  }
] as const

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
        "name": "firstRandomness",
        "type": "address"
      },
      {
        "internalType": "address",
        "name": "contributionPools",
        "type": "address"
      },
      {
        "components": [
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
            "internalType": "uint32",
            "name": "fullEmissionNodes",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "launchSeconds",
            "type": "uint32"
          }
        ],
        "internalType": "struct IServiceNodeRegistry.Settings",
        "name": "settings",
        "type": "tuple"
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
        "name": "nextEpoch",
        "type": "uint32"
      }
    ],
    "name": "ActivationLimitReached",
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
        "internalType": "uint32",
        "name": "changeableFrom",
        "type": "uint32"
      }
    ],
    "name": "ChangeTooSoon",
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
    "name": "ExtensionSetThisEpoch",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "length",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "max",
        "type": "uint256"
      }
    ],
    "name": "ExtensionTooLong",
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
        "internalType": "bytes32",
        "name": "key",
        "type": "bytes32"
      }
    ],
    "name": "KeyReplaced",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "from",
        "type": "uint40"
      }
    ],
    "name": "LaunchNotOver",
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
        "internalType": "uint40",
        "name": "pausedUntil",
        "type": "uint40"
      }
    ],
    "name": "RegistrationNotPaused",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "address",
        "name": "reporter",
        "type": "address"
      }
    ],
    "name": "ReporterInvalid",
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
    "inputs": [
      {
        "internalType": "uint32",
        "name": "nodeId",
        "type": "uint32"
      }
    ],
    "name": "RotationEmpty",
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
        "indexed": false,
        "internalType": "bytes32",
        "name": "extensionHash",
        "type": "bytes32"
      },
      {
        "indexed": false,
        "internalType": "bytes",
        "name": "document",
        "type": "bytes"
      },
      {
        "indexed": false,
        "internalType": "uint32",
        "name": "epoch",
        "type": "uint32"
      }
    ],
    "name": "ExtensionSet",
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
        "internalType": "bytes32",
        "name": "previousBlsKeyHash",
        "type": "bytes32"
      },
      {
        "indexed": false,
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
        "indexed": false,
        "internalType": "bool",
        "name": "compromised",
        "type": "bool"
      },
      {
        "indexed": false,
        "internalType": "uint64",
        "name": "deadline",
        "type": "uint64"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "activatedAt",
        "type": "uint40"
      }
    ],
    "name": "KeysRotated",
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
        "name": "previousOperator",
        "type": "address"
      },
      {
        "indexed": true,
        "internalType": "address",
        "name": "operator",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "activatedAt",
        "type": "uint40"
      }
    ],
    "name": "OperatorChanged",
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
        "name": "pendingOperator",
        "type": "address"
      }
    ],
    "name": "OperatorProposed",
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
        "indexed": true,
        "internalType": "uint8",
        "name": "source",
        "type": "uint8"
      },
      {
        "indexed": false,
        "internalType": "contract IRandomness",
        "name": "randomness",
        "type": "address"
      }
    ],
    "name": "RandomnessChanged",
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
        "internalType": "address",
        "name": "by",
        "type": "address"
      },
      {
        "indexed": false,
        "internalType": "uint40",
        "name": "pausableFrom",
        "type": "uint40"
      }
    ],
    "name": "RegistrationUnpaused",
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
      },
      {
        "indexed": false,
        "internalType": "uint96",
        "name": "tip",
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
        "internalType": "uint48",
        "name": "ticket",
        "type": "uint48"
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
    "name": "LAUNCH_END",
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
    "name": "OPERATOR_RESUME_EPOCHS",
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
      }
    ],
    "name": "acceptOperator",
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
          },
          {
            "internalType": "uint8",
            "name": "flags",
            "type": "uint8"
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
    "inputs": [
      {
        "internalType": "address",
        "name": "account",
        "type": "address"
      }
    ],
    "name": "isPayable",
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
    "name": "pendingOperator",
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
    "inputs": [],
    "name": "randomness",
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
    "inputs": [
      {
        "internalType": "uint8",
        "name": "source",
        "type": "uint8"
      }
    ],
    "name": "randomnessSource",
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
            "internalType": "uint32",
            "name": "extensionEpoch",
            "type": "uint32"
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
          },
          {
            "internalType": "uint32",
            "name": "ownerRotationEpoch",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "operatorRotationEpoch",
            "type": "uint32"
          },
          {
            "internalType": "uint32",
            "name": "operatorEpoch",
            "type": "uint32"
          },
          {
            "internalType": "bytes32",
            "name": "extensionHash",
            "type": "bytes32"
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
        "internalType": "bytes",
        "name": "document",
        "type": "bytes"
      }
    ],
    "name": "setExtension",
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
        "internalType": "contract IRandomness",
        "name": "newRandomness",
        "type": "address"
      }
    ],
    "name": "setRandomness",
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
    "inputs": [],
    "name": "unpauseRegistration",
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

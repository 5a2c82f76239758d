// Generated from the compiled contracts by `npm run generate`. Do not edit.
export const signerSetsAbi = [
  {
    "inputs": [
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
    "name": "OperatorSignatureInvalid",
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
        "name": "suspensions",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "max",
        "type": "uint256"
      }
    ],
    "name": "SuspensionLimitReached",
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
    "name": "ACTIVATION_DELAY_EPOCHS_MAX",
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
    "name": "ACTIVATION_DELAY_EPOCHS_MIN",
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
    "name": "EXIT_DELAY_EPOCHS_MAX",
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
    "name": "EXIT_DELAY_EPOCHS_MIN",
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
    "name": "LAUNCH_SECONDS_MAX",
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
    "name": "REMOVAL_LOCK_EPOCHS_MAX",
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
        "name": "parameters",
        "type": "tuple"
      },
      {
        "internalType": "uint96",
        "name": "requirement",
        "type": "uint96"
      },
      {
        "internalType": "uint32",
        "name": "epochSeconds",
        "type": "uint32"
      }
    ],
    "name": "checkParameters",
    "outputs": [],
    "stateMutability": "pure",
    "type": "function"
  },
  {
    "inputs": [
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
      }
    ],
    "name": "checkSettings",
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
      },
      {
        "internalType": "bool",
        "name": "takesEstablished",
        "type": "bool"
      }
    ],
    "name": "enact",
    "outputs": [
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
      },
      {
        "internalType": "uint32",
        "name": "active",
        "type": "uint32"
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
    "name": "requireCurrent",
    "outputs": [],
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
    "name": "rotate",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "previousBlsKeyHash",
        "type": "bytes32"
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
        "internalType": "bytes32",
        "name": "previousBlsKeyHash",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "blsKeyHash",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "previousEd25519Key",
        "type": "bytes32"
      },
      {
        "internalType": "bytes32",
        "name": "ed25519Key",
        "type": "bytes32"
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
    "name": "rotationDigest",
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
          },
          {
            "internalType": "uint32",
            "name": "statusEpoch",
            "type": "uint32"
          },
          {
            "internalType": "bool",
            "name": "replaced",
            "type": "bool"
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

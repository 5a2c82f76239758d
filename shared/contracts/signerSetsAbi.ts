// Generated from the compiled contracts by `npm run generate`. Do not edit.
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

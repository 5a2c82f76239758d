// Generated from the compiled contracts by `npm run generate`. Do not edit.
export const beaconRandomnessAbi = [
  {
    "inputs": [
      {
        "components": [
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
            "name": "publicKey",
            "type": "tuple"
          },
          {
            "internalType": "uint40",
            "name": "genesis",
            "type": "uint40"
          },
          {
            "internalType": "uint32",
            "name": "period",
            "type": "uint32"
          }
        ],
        "internalType": "struct IBeaconRandomness.Beacon",
        "name": "beacon",
        "type": "tuple"
      },
      {
        "internalType": "uint32",
        "name": "lookahead",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "stride",
        "type": "uint32"
      },
      {
        "internalType": "uint40",
        "name": "knownRound",
        "type": "uint40"
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
        "name": "knownSignature",
        "type": "tuple"
      }
    ],
    "stateMutability": "nonpayable",
    "type": "constructor"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "round",
        "type": "uint40"
      },
      {
        "internalType": "uint256",
        "name": "time",
        "type": "uint256"
      }
    ],
    "name": "KnownRoundInFuture",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "chainId",
        "type": "uint256"
      }
    ],
    "name": "LocalBeaconRefused",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "ModexpFailed",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "round",
        "type": "uint40"
      }
    ],
    "name": "RoundNotPublished",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "round",
        "type": "uint40"
      }
    ],
    "name": "RoundSignatureInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "round",
        "type": "uint40"
      },
      {
        "internalType": "uint256",
        "name": "latest",
        "type": "uint256"
      }
    ],
    "name": "RoundTooFar",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "SourceNotAlive",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint32",
        "name": "stride",
        "type": "uint32"
      },
      {
        "internalType": "uint32",
        "name": "period",
        "type": "uint32"
      }
    ],
    "name": "StrideInvalid",
    "type": "error"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "wait",
        "type": "uint256"
      },
      {
        "internalType": "uint256",
        "name": "max",
        "type": "uint256"
      }
    ],
    "name": "WaitTooLong",
    "type": "error"
  },
  {
    "inputs": [],
    "name": "GENESIS",
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
    "name": "LOCAL_KEY_HASH",
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
    "name": "LOOKAHEAD",
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
    "name": "PERIOD",
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
    "name": "STRIDE",
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
    "name": "WAIT_MAX",
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
        "internalType": "uint40",
        "name": "round",
        "type": "uint40"
      }
    ],
    "name": "isPublished",
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
    "name": "newestRound",
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
    "name": "publicKey",
    "outputs": [
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
        "internalType": "uint40",
        "name": "round",
        "type": "uint40"
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
        "name": "signature",
        "type": "tuple"
      }
    ],
    "name": "publish",
    "outputs": [],
    "stateMutability": "nonpayable",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "round",
        "type": "uint40"
      }
    ],
    "name": "randomnessOf",
    "outputs": [
      {
        "internalType": "bytes32",
        "name": "randomness",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint256",
        "name": "time",
        "type": "uint256"
      }
    ],
    "name": "roundAt",
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
    "name": "selfTest",
    "outputs": [],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "ticket",
    "outputs": [
      {
        "internalType": "uint40",
        "name": "round",
        "type": "uint40"
      },
      {
        "internalType": "uint40",
        "name": "time",
        "type": "uint40"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [
      {
        "internalType": "uint40",
        "name": "round",
        "type": "uint40"
      }
    ],
    "name": "timeOf",
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

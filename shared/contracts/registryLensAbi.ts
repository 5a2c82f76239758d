// Generated from the compiled contracts by `npm run generate`. Do not edit.
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

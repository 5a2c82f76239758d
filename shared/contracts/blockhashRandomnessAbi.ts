// Generated from the compiled contracts by `npm run generate`. Do not edit.
export const blockhashRandomnessAbi = [
  {
    "inputs": [],
    "name": "LOOKAHEAD",
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
        "internalType": "uint48",
        "name": "ticket_",
        "type": "uint48"
      }
    ],
    "name": "draw",
    "outputs": [
      {
        "internalType": "enum IRandomness.Draw",
        "name": "state",
        "type": "uint8"
      },
      {
        "internalType": "bytes32",
        "name": "value",
        "type": "bytes32"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  },
  {
    "inputs": [],
    "name": "ticket",
    "outputs": [
      {
        "internalType": "uint48",
        "name": "",
        "type": "uint48"
      }
    ],
    "stateMutability": "view",
    "type": "function"
  }
] as const

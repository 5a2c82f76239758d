/** EIP-712 types of a registration as ethers takes them: written down a second time, to be compared with ours. */
export const REGISTRATION_TYPES = {
  Registration: [
    'address operator',
    'address owner',
    'bytes32 blsKeyHash',
    'bytes32 ed25519Key',
    'uint16 feeBps',
    'uint64 deadline',
  ]
    .map((field) => field.split(' ') as [string, string])
    .map(([type, name]) => ({ type, name })),
}

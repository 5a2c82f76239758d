import type { HardhatPlugin } from 'hardhat/types/plugins'

/** The compiler's code for "transient storage can break composability". */
const TRANSIENT_STORAGE = '2394'

/**
 * Drops one warning of the compiler about a package. OpenZeppelin's reentrancy guard uses transient storage, and clears
 * it as the warning asks. Any other warning stays visible.
 */
export const dropKnownWarnings: HardhatPlugin = {
  id: 'muster-drop-known-warnings',
  hookHandlers: {
    solidity: async () => ({
      default: async () => ({
        getCompilationJobErrors: async (context, job, output, next) =>
          (await next(context, job, output)).filter(
            ({ errorCode, formattedMessage = '' }) =>
              errorCode !== TRANSIENT_STORAGE || !formattedMessage.includes('node_modules/@openzeppelin/'),
          ),
      }),
    }),
  },
}

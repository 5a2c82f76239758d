import type { HardhatPlugin } from 'hardhat/types/plugins'

/** Compile jobs at a time. Two cores are what the project is planned for; Hardhat leaves one of them idle. */
const JOBS = 2

/**
 * Compiles all Solidity files that have an override in one job.
 *
 * Hardhat merges two files into a job only if both have the very same settings object. Its resolved configuration has
 * one for each override. This plugin points all overrides of a profile at the first one.
 */
export const compileTogether: HardhatPlugin = {
  id: 'muster-compile-together',
  hookHandlers: {
    config: async () => ({
      default: async () => ({
        resolveUserConfig: async (userConfig, resolveVariable, next) => {
          const resolved = await next(userConfig, resolveVariable)
          for (const profile of Object.values(resolved.solidity.profiles)) {
            const [shared] = Object.values(profile.overrides)
            if (shared === undefined) continue
            for (const file of Object.keys(profile.overrides)) profile.overrides[file] = shared
          }
          return resolved
        },
      }),
    }),
    solidity: async () => ({
      default: async () => ({
        build: (context, files, options, next) => next(context, files, { concurrency: JOBS, ...options }),
      }),
    }),
  },
}

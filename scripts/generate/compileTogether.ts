import type { HardhatPlugin } from 'hardhat/types/plugins'

/** Compile jobs at a time. The project is planned for two cores, and Hardhat leaves one of them idle. */
const JOBS = 2

/**
 * Compiles all files with equal settings in one job.
 *
 * Hardhat merges two files into a job only if both have the very same settings object. Its resolved configuration has
 * an object for each override. This plugin points overrides with equal settings at one object.
 */
export const compileTogether: HardhatPlugin = {
  id: 'muster-compile-together',
  hookHandlers: {
    config: async () => ({
      default: async () => ({
        resolveUserConfig: async (userConfig, resolveVariable, next) => {
          const resolved = await next(userConfig, resolveVariable)
          for (const { overrides } of Object.values(resolved.solidity.profiles)) shareEqual(overrides)
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

/** Replaces each value by the first one that is equal to it. */
const shareEqual = <T>(values: Record<string, T>): void => {
  const first = new Map<string, T>()
  for (const [name, value] of Object.entries(values)) {
    const text = JSON.stringify(value)
    first.set(text, first.get(text) ?? value)
    values[name] = first.get(text) ?? value
  }
}

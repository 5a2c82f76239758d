import { ClientArgumentError } from '../errors.ts'
import type { OnionPath } from './onionPath.ts'
import type { Exclusion, GuardChanges, PathBuilder, PathList } from './pathBuilder.ts'

/** Builds paths from the list in use, and updates the guards by each new list. */
export type ListPaths = {
  /** @throws the errors of `PathBuilder.update` and `PathBuilder.buildPath`; ClientArgumentError without a builder */
  buildPath(list: PathList, options: { exclude?: Exclusion }): Promise<OnionPath>
  /** @throws ClientArgumentError without a builder */
  builder(): PathBuilder
}

/**
 * Follows lists: each epoch's list updates the builder once. Lists of one epoch do not differ in anything that paths use.
 *
 * @param args.builder undefined if the client has no `guardStorage`
 */
export function createListPaths(args: {
  builder: PathBuilder | undefined
  onGuardChanges: ((changes: GuardChanges) => void) | undefined
}): ListPaths {
  let followed: { epoch: bigint; update: Promise<GuardChanges>; isTold: boolean } | null = null

  function builder(): PathBuilder {
    if (args.builder !== undefined) return args.builder
    throw new ClientArgumentError({
      name: 'guardStorage',
      reason: 'is missing in the arguments of the client, and paths need it to keep their guards',
    })
  }

  /** Waits for the update of this epoch. Calls at the same time share it. The next call repeats a failed one. */
  async function follow(list: PathList): Promise<void> {
    if (followed?.epoch !== list.epoch) {
      const update = builder().update(list)
      const following = { epoch: list.epoch, update, isTold: false }
      followed = following
      update.catch(() => {
        if (followed === following) followed = null
      })
    }
    const following = followed
    const changes = await following.update
    if (following.isTold) return
    following.isTold = true
    // An error of the caller's own function rejects this call only.
    await args.onGuardChanges?.(changes)
  }

  return {
    async buildPath(list, options) {
      await follow(list)
      return builder().buildPath(options)
    },
    builder,
  }
}

import { ClientArgumentError } from './errors.ts'
import type { ListedServiceNode, VerifiedNodeList } from './nodeList.ts'
import { createPathBuilder } from './path/createPathBuilder.ts'
import type { OnionPath } from './path/onionPath.ts'
import type { Exclusion, GuardChanges, PathBuilder } from './path/pathBuilder.ts'
import type { MusterClientArgs, Settings } from './settings.ts'
import { createSwarms, type Swarms } from './swarm/createSwarms.ts'

/** What is computed from the list in use: the swarms, and the paths with their guards. */
export type ListUse = {
  swarmsOf(list: VerifiedNodeList): Swarms<ListedServiceNode>
  /** @throws what `PathBuilder.update` and `PathBuilder.buildPath` throw; ClientArgumentError without `guardStorage` */
  buildPath(list: VerifiedNodeList, options: { exclude?: Exclusion }): Promise<OnionPath>
  /** @throws ClientArgumentError without `guardStorage` */
  builder(): PathBuilder
}

/** Lists of one epoch differ in nothing that paths and swarms depend on: each is prepared once. */
export function createListUse(
  settings: Settings,
  args: Pick<MusterClientArgs, 'guardStorage' | 'onGuardChanges'>,
): ListUse {
  const { guardStorage, onGuardChanges } = args
  const pathBuilder =
    guardStorage === undefined ? null : createPathBuilder({ ...settings, storage: guardStorage, now: settings.nowMs })
  let prepared: { records: VerifiedNodeList['records']; swarms: Swarms<ListedServiceNode> } | null = null
  let followed: { epoch: bigint; update: Promise<GuardChanges>; isTold: boolean } | null = null

  function builder(): PathBuilder {
    if (pathBuilder !== null) return pathBuilder
    throw new ClientArgumentError({ name: 'guardStorage', reason: 'was not given to the client, and keeps the guards' })
  }

  /** Calls at the same time wait for one update; one that failed is tried again by the next. */
  async function follow(list: VerifiedNodeList): Promise<void> {
    if (followed?.epoch !== list.epoch) {
      const update = builder().update({ ...list, headTimestamp: headTimestampOf(settings, list) })
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
    // What the caller's own function throws is for the call that told it, once.
    await onGuardChanges?.(changes)
  }

  return {
    swarmsOf({ records }) {
      if (prepared?.records !== records) prepared = { records, swarms: createSwarms(records) }
      return prepared.swarms
    },
    async buildPath(list, options) {
      await follow(list)
      return builder().buildPath(options)
    },
    builder,
  }
}

/** Unix seconds of the newest header that the trust source named. */
function headTimestampOf({ epochSeconds }: Settings, { epoch, ageSeconds }: VerifiedNodeList): bigint | null {
  return ageSeconds === null ? null : epoch * BigInt(epochSeconds) + ageSeconds
}

import { describeDate } from '../../output/describeTime.ts'

const date = (unixSeconds: unknown): string => describeDate(Number(unixSeconds))

/** Why the registry refuses what anyone may do with a node. Arguments as the interface has them. */
export const NODE_SENTENCES: Readonly<Record<string, (...args: readonly unknown[]) => string>> = {
  ActivationTooEarly: (id, activatableAt) => `node ${id} can be activated from ${date(activatableAt)} on.`,
  DrawNotReady: (id) =>
    `the block that node ${id} draws its seed from is too new to be read. Try again in some minutes.`,
  DrawMissed: (id) =>
    `nobody activated node ${id} while the block it draws its seed from could be read. It needs another: renew-ticket.`,
  DrawNotMissed: (id) => `node ${id} did not miss its draw: activate it.`,
  RenewalTooEarly: (id, renewableAt) => `node ${id} can have another draw from ${date(renewableAt)} on.`,
  ExitNotDue: (id, exitDueAt) =>
    Number(exitDueAt) === 0
      ? `nobody asked for the exit of node ${id}.`
      : `the exit of node ${id} is due from ${date(exitDueAt)} on.`,
}

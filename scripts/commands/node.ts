import type { CommandGroup } from './command.ts'

/** What anyone may do with a node, shared or not: between its registration and the last payment. */
export const node: CommandGroup = {
  summary: 'what anyone may do with a node: show, activate, renew its ticket, exit, claim for its owner',
  commands: {
    show: async () => (await import('./node/show.ts')).show,
    activate: async () => (await import('./node/activate.ts')).activate,
    'renew-ticket': async () => (await import('./node/renewTicket.ts')).renewTicket,
    exit: async () => (await import('./node/exit.ts')).exit,
    claim: async () => (await import('./node/claim.ts')).claim,
  },
}

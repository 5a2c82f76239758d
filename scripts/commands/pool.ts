import type { CommandGroup } from './command.ts'

/** How several people stake one node together, from the first contribution to the last claim. */
export const pool: CommandGroup = {
  summary: 'several people stake one node: open, show, contribute, withdraw, finalize, claim and more',
  commands: {
    open: async () => (await import('./pool/open.ts')).open,
    show: async () => (await import('./pool/show.ts')).show,
    contribute: async () => (await import('./pool/contribute.ts')).contribute,
    withdraw: async () => (await import('./pool/withdraw.ts')).withdraw,
    cancel: async () => (await import('./pool/cancel.ts')).cancel,
    'replace-registration': async () => (await import('./pool/replaceRegistration.ts')).replaceRegistration,
    finalize: async () => (await import('./pool/finalize.ts')).finalize,
    claim: async () => (await import('./pool/claim.ts')).claim,
    beneficiary: async () => (await import('./pool/beneficiary.ts')).beneficiary,
    transfer: async () => (await import('./pool/transfer.ts')).transfer,
    'request-exit': async () => (await import('./pool/requestExit.ts')).requestExit,
  },
}

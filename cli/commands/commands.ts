import type { Commands } from './command.ts'
import { adminHelp } from './help/adminHelp.ts'
import { networkHelp } from './help/networkHelp.ts'
import { nodeHelp } from './help/nodeHelp.ts'
import { poolHelp } from './help/poolHelp.ts'
import { quorumHelp } from './help/quorumHelp.ts'

/** All commands. Nothing of a command but its help is loaded before it runs. */
export const COMMANDS: Commands = {
  verify: { ...networkHelp.verify, load: async () => (await import('./verify.ts')).verify },
  snapshot: { ...networkHelp.snapshot, load: async () => (await import('./snapshot.ts')).snapshot },
  watch: { ...networkHelp.watch, load: async () => (await import('./watch.ts')).watch },
  quorum: {
    summary: 'suspend, resume or remove a node together: propose, sign, aggregate, submit',
    commands: {
      propose: { ...quorumHelp.propose, load: async () => (await import('./quorum/propose.ts')).propose },
      sign: { ...quorumHelp.sign, load: async () => (await import('./quorum/sign.ts')).sign },
      aggregate: { ...quorumHelp.aggregate, load: async () => (await import('./quorum/aggregate.ts')).aggregate },
      submit: { ...quorumHelp.submit, load: async () => (await import('./quorum/submit.ts')).submit },
    },
  },
  admin: {
    summary: 'governance: schedule, execute, cancel, status, pause; fund the rewards pool',
    commands: {
      schedule: { ...adminHelp.schedule, load: async () => (await import('./admin/schedule.ts')).schedule },
      execute: { ...adminHelp.execute, load: async () => (await import('./admin/execute.ts')).execute },
      cancel: { ...adminHelp.cancel, load: async () => (await import('./admin/cancel.ts')).cancel },
      status: { ...adminHelp.status, load: async () => (await import('./admin/status.ts')).status },
      pause: { ...adminHelp.pause, load: async () => (await import('./admin/pause.ts')).pause },
      fund: { ...adminHelp.fund, load: async () => (await import('./admin/fund.ts')).fund },
    },
  },
  node: {
    summary: 'what anyone may do with a node: show, activate, renew its ticket, exit, claim for its owner',
    commands: {
      show: { ...nodeHelp.show, load: async () => (await import('./node/show.ts')).show },
      activate: { ...nodeHelp.activate, load: async () => (await import('./node/activate.ts')).activate },
      'renew-ticket': {
        ...nodeHelp['renew-ticket'],
        load: async () => (await import('./node/renewTicket.ts')).renewTicket,
      },
      exit: { ...nodeHelp.exit, load: async () => (await import('./node/exit.ts')).exit },
      claim: { ...nodeHelp.claim, load: async () => (await import('./node/claim.ts')).claim },
    },
  },
  pool: {
    summary: 'several people stake one node: open, show, contribute, withdraw, finalize, claim and more',
    commands: {
      open: { ...poolHelp.open, load: async () => (await import('./pool/open.ts')).open },
      show: { ...poolHelp.show, load: async () => (await import('./pool/show.ts')).show },
      contribute: { ...poolHelp.contribute, load: async () => (await import('./pool/contribute.ts')).contribute },
      withdraw: { ...poolHelp.withdraw, load: async () => (await import('./pool/withdraw.ts')).withdraw },
      cancel: { ...poolHelp.cancel, load: async () => (await import('./pool/cancel.ts')).cancel },
      'replace-registration': {
        ...poolHelp['replace-registration'],
        load: async () => (await import('./pool/replaceRegistration.ts')).replaceRegistration,
      },
      finalize: { ...poolHelp.finalize, load: async () => (await import('./pool/finalize.ts')).finalize },
      claim: { ...poolHelp.claim, load: async () => (await import('./pool/claim.ts')).claim },
      beneficiary: { ...poolHelp.beneficiary, load: async () => (await import('./pool/beneficiary.ts')).beneficiary },
      transfer: { ...poolHelp.transfer, load: async () => (await import('./pool/transfer.ts')).transfer },
      'request-exit': {
        ...poolHelp['request-exit'],
        load: async () => (await import('./pool/requestExit.ts')).requestExit,
      },
    },
  },
}

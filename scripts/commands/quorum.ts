import type { CommandGroup } from './command.ts'

/** What the operators of one epoch's set do together, file by file. */
export const quorum: CommandGroup = {
  summary: 'suspend, resume or remove a node together: propose, sign, aggregate, submit',
  commands: {
    propose: async () => (await import('./quorum/propose.ts')).propose,
    sign: async () => (await import('./quorum/sign.ts')).sign,
    aggregate: async () => (await import('./quorum/aggregate.ts')).aggregate,
    submit: async () => (await import('./quorum/submit.ts')).submit,
  },
}

import type { CommandGroup } from './command.ts'

/** What governance does through OpenZeppelin's AccessManager, and what anyone may do for the pool. */
export const admin: CommandGroup = {
  summary: 'governance: schedule, execute, cancel, status, pause; fund the rewards pool',
  commands: {
    schedule: async () => (await import('./admin/schedule.ts')).schedule,
    execute: async () => (await import('./admin/execute.ts')).execute,
    cancel: async () => (await import('./admin/cancel.ts')).cancel,
    status: async () => (await import('./admin/status.ts')).status,
    pause: async () => (await import('./admin/pause.ts')).pause,
    fund: async () => (await import('./admin/fund.ts')).fund,
  },
}

import type { HelpTexts } from '../command.ts'

/** What `--help` prints of the commands under `admin`. */
export const adminHelp = {
  schedule: {
    summary: 'schedule a change of parameters',
    usage: `npm run muster -- admin schedule --rpc URL --registry ADDRESS --account-key-file FILE --set NAME=VALUE... [--dry-run]

Schedules a change of the registry's parameters. It can be executed once the delay of the account's role is over.

  --set NAME=VALUE   may be given several times; the other parameters stay. Numbers are as the contract has them (base units,
                     seconds, basis points), or with a unit: stakingRequirement=30000tokens, exitDelay=14days
                     names: stakingRequirement, activationDelay, exitDelay, removalLock, penaltyBps, minQuorum, removalReward
  --dry-run          tries it out and sends nothing
`,
  },
  execute: {
    summary: 'execute what was scheduled, once its delay is over',
    usage: `npm run muster -- admin execute --rpc URL --registry ADDRESS --account-key-file FILE [options]

Executes what the same account scheduled, once its delay is over.

  --operation ID    which one; not needed where only one is scheduled
  --from-block N    block the contracts were deployed in, to scan no logs before it (0 if not given)
  --dry-run         tries it out and sends nothing
`,
  },
  cancel: {
    summary: 'cancel what was scheduled',
    usage: `npm run muster -- admin cancel --rpc URL --registry ADDRESS --account-key-file FILE [options]

Cancels a scheduled operation: by the account that scheduled it, a guardian of its role, or an admin.

  --operation ID    which one; not needed where only one is scheduled
  --from-block N    block the contracts were deployed in, to scan no logs before it (0 if not given)
  --dry-run         tries it out and sends nothing
`,
  },
  status: {
    summary: 'roles, delays, what is scheduled, parameters, pause',
    usage: `npm run muster -- admin status --rpc URL --registry ADDRESS [--from-block N]

Says who may do what and after which delay, what is scheduled, the parameters, the pause, and what the rewards pool holds.

  --from-block N    block the contracts were deployed in, to scan no logs before it (0 if not given)
`,
  },
  pause: {
    summary: 'stop registrations for 7 days',
    usage: `npm run muster -- admin pause --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Stops registrations for 7 days, and nothing else. By the guardian. They cannot be stopped again for 7 days after.

  --dry-run    tries it out and sends nothing
`,
  },
  fund: {
    summary: 'give tokens to the rewards pool; open to anyone',
    usage: `npm run muster -- admin fund AMOUNT --rpc URL --registry ADDRESS --account-key-file FILE [--dry-run]

Gives AMOUNT tokens (such as 1500 or 0.25) to the rewards pool, for all who are active from now on. There is no way back.
Where the pool may not take as much yet, exactly that is approved first.

  --dry-run    says what would be done and sends nothing
`,
  },
} satisfies HelpTexts

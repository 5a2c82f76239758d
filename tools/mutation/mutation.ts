import type { Campaign } from '../campaign/campaign.ts'
import { runMutation } from './runMutation.ts'

/**
 * Changes the contracts in one place at a time, and runs the Solidity tests. A mutant that no test notices shows a gap.
 */
export const mutation: Campaign = {
  summary: 'the Solidity tests on contracts that are wrong in one place',
  run: runMutation,
}

import { describe, expect, it } from 'vitest'
import {
  BUCKET_EPOCHS,
  DEADLINE_EPOCHS_MAX,
  EPOCH_SECONDS_MAX,
  EPOCH_SECONDS_MIN,
  EXIT_DELAY_EPOCHS_MAX,
  STATUS_REST_EPOCHS,
} from '../../../shared/epoch/bounds.ts'
import { readConstants } from '../../docs/readConstants.ts'

describe('bounds of epochs', () => {
  it.each([
    ['SignerSets', 'EPOCH_SECONDS_MIN', EPOCH_SECONDS_MIN],
    ['SignerSets', 'EPOCH_SECONDS_MAX', EPOCH_SECONDS_MAX],
    ['SignerSets', 'STATUS_REST_EPOCHS', STATUS_REST_EPOCHS],
    ['RemovalLimit', 'BUCKET_EPOCHS', BUCKET_EPOCHS],
    ['SuspensionLimit', 'BUCKET_EPOCHS', BUCKET_EPOCHS],
    ['ServiceNodeRegistry', 'BUCKET_EPOCHS', BUCKET_EPOCHS],
    ['SignerSets', 'EXIT_DELAY_EPOCHS_MAX', EXIT_DELAY_EPOCHS_MAX],
    ['ContributionPools', 'DEADLINE_EPOCHS_MAX', DEADLINE_EPOCHS_MAX],
  ])('bounds of epochs equal the constant when %s.%s has a value', (contract, name, value) => {
    const found = readConstants().find((constant) => constant.contract === contract && constant.name === name)
    expect(found?.value).toBe(BigInt(value))
  })
})

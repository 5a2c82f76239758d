import { describe, expect, it } from 'vitest'
import { EPOCH_SECONDS_MAX, EPOCH_SECONDS_MIN, STATUS_REST_EPOCHS } from '../../../shared/epoch/bounds.ts'
import { readConstants } from '../../docs/readConstants.ts'

describe('bounds of epochs', () => {
  it.each([
    ['ServiceNodeRegistry', 'EPOCH_SECONDS_MIN', EPOCH_SECONDS_MIN],
    ['ServiceNodeRegistry', 'EPOCH_SECONDS_MAX', EPOCH_SECONDS_MAX],
    ['SignerSets', 'STATUS_REST_EPOCHS', STATUS_REST_EPOCHS],
  ])('bounds of epochs equal the constant when %s.%s has a value', (contract, name, value) => {
    const found = readConstants().find((constant) => constant.contract === contract && constant.name === name)
    expect(found?.value).toBe(BigInt(value))
  })
})

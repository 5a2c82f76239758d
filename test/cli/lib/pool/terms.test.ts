import { writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getAddress, type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FileMalformedError, OptionInvalidError } from '../../../../cli/lib/input/errors.ts'
import { chooseAmount } from '../../../../cli/lib/pool/chooseAmount.ts'
import { ContributionRefusedError, ReservationRefusedError } from '../../../../cli/lib/pool/errors.ts'
import { readReservations } from '../../../../cli/lib/pool/readReservations.ts'
import { seededAccount } from '../../../../devnet/demo/seededKeys.ts'

const address = (index: number): Hex => seededAccount('terms of a pool', index).address.toLowerCase() as Hex

const LIMITS = { opener: seededAccount('terms of a pool', 'opener').address, placesMax: 10 }

describe('readReservations', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'muster-reservations-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  const read = (texts: readonly string[], file?: string) => readReservations({ texts, file }, LIMITS)
  const write = (reservations: unknown): string => {
    const file = join(folder, 'reservations.json')
    writeFileSync(file, JSON.stringify({ format: 'muster-pool-reservations', version: 1, reservations }))
    return file
  }

  it('readReservations gives those of the command line before those of the file when there are both', async () => {
    const file = write([{ contributor: address(3), least: '0.5' }])
    expect(await read([`${address(1)}:1500`, `${getAddress(address(2))}:2.25`], file)).toEqual([
      { contributor: address(1), least: parseEther('1500') },
      { contributor: address(2), least: parseEther('2.25') },
      { contributor: address(3), least: parseEther('0.5') },
    ])
    expect(await read([])).toEqual([])
  })

  it('readReservations throws when a text is not an address and an amount', async () => {
    const texts = [
      ...['', ':', `${address(1)}`, `${address(1)}:`, `${address(1)}:0`, `${address(1)}:1e3`, `${address(1)}:1:2`],
      ...[`${address(1).slice(0, -1)}:5`, `0x${'00'.repeat(20)}:5`, `:5`],
      // A digit of the checksum is wrong.
      `${getAddress(address(1)).replace(/[a-f]/, (digit) => digit.toUpperCase())}:5`,
    ]
    for (const text of texts) await expect(read([text]), text).rejects.toThrow(OptionInvalidError)
  })

  it('readReservations throws when an account is named twice or is the opener', async () => {
    const file = write([{ contributor: address(1), least: '5' }])
    await expect(read([`${address(1)}:5`], file)).rejects.toThrow(ReservationRefusedError)
    await expect(read([`${address(1)}:5`, `${getAddress(address(1))}:6`])).rejects.toThrow('two reservations')
    await expect(read([`${LIMITS.opener}:5`])).rejects.toThrow('is the opener')
  })

  it('readReservations throws when there are more than nine', async () => {
    const texts = Array.from({ length: 9 }, (_, index) => `${address(index)}:5`)
    expect(await read(texts)).toHaveLength(9)
    await expect(read([...texts, `${address(9)}:5`])).rejects.toThrow("beside the opener's there are 9")
  })

  it('readReservations throws when the file is of another kind or has unknown fields', async () => {
    for (const bad of ['x', {}, [{}], [{ contributor: address(1), least: 5 }], [{ contributor: address(1) }]]) {
      await expect(read([], write(bad)), JSON.stringify(bad)).rejects.toThrow(FileMalformedError)
    }
    const extra = write([{ contributor: address(1), least: '5', most: '6' }])
    await expect(read([], extra)).rejects.toThrow('"reservations[0].most" is not a field')
  })
})

describe('chooseAmount', () => {
  const placesMax = 10
  const keep = (...amounts: bigint[]) => amounts.map((least, index) => ({ contributor: address(index), least }))

  it('chooseAmount gives a quarter, rounded up, when no amount is named', () => {
    for (const [requirement, quarter] of [
      [100n, 25n],
      [101n, 26n],
      [103n, 26n],
      [1n, 1n],
    ] as const) {
      expect(chooseAmount(undefined, { requirement, reservations: [], placesMax })).toBe(quarter)
    }
    expect(chooseAmount(undefined, { requirement: 100n, reservations: keep(10n, 20n), placesMax })).toBe(25n)
  })

  it('chooseAmount gives the rest when all places are reserved', () => {
    const reservations = keep(...Array<bigint>(9).fill(5n))
    expect(chooseAmount(undefined, { requirement: 100n, reservations, placesMax })).toBe(55n)
  })

  it('chooseAmount takes the named amount when it is within the bounds', () => {
    const terms = { requirement: 101n, reservations: keep(30n), placesMax }
    expect(chooseAmount(26n, terms)).toBe(26n)
    expect(chooseAmount(71n, terms)).toBe(71n)
    for (const out of [25n, 72n]) expect(() => chooseAmount(out, terms)).toThrow(ContributionRefusedError)
  })

  it('chooseAmount throws when reservations leave less than a quarter', () => {
    const terms = (reserved: bigint) => ({ requirement: 101n, reservations: keep(reserved), placesMax })
    expect(chooseAmount(undefined, terms(75n))).toBe(26n)
    expect(() => chooseAmount(undefined, terms(76n))).toThrow(ReservationRefusedError)
  })
})

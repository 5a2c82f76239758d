import type { Hex } from 'viem'
import type { RpcBlock } from '../../shared/rpc/parse.ts'
import { bigintMin } from '../bigintMath.ts'
import { askForBlock, countGroups, countNeeded, findAgreed, withBlocks } from './agreement.ts'
import { createVotes, type Vote } from './createVotes.ts'
import { isBehind } from './isBehind.ts'
import type { Cursor, SyncContext } from './types.ts'

/** From so many votes on, the newest block counts only if a second endpoint has reached it. */
const SECOND_COUNTS_FROM = 3

/** A block whose hash `witnesses` independent endpoints gave. `endpoint` is one of them. */
export type WitnessedBlock = { block: RpcBlock; endpoint: number; witnesses: number }

export type Witness = {
  /** Returns the witnessed head: the highest block whose hash two independent endpoints gave. Undefined: there is none. */
  look(): Promise<WitnessedBlock | undefined>
  /** Returns the block with this number if as many endpoints give the same as a head needs. */
  agreedAt(number: bigint): Promise<WitnessedBlock | undefined>
  /** Returns what each endpoint that has a vote gives for a number. Null: it has no such block. */
  blocksAt(number: bigint): Promise<{ endpoint: number; group: string; block: RpcBlock | null }[]>
  /** Votes of the last look. */
  votes(): readonly Vote[]
}

type Conflict = { number: bigint; endpoints: readonly [number, number]; hashes: readonly [Hex, Hex] }

/** Creates the witness of one chain's head. It writes `newest` and `doubt` of the status and tells who is behind. */
export function createWitness(context: SyncContext, cursor: Cursor): Witness {
  const { rpc, groups, log, status, nowMs } = context
  const polled = createVotes(context)
  let votes: readonly Vote[] = []

  async function blocksAt(number: bigint) {
    const told = await Promise.all(votes.map((vote) => askForBlock(context, vote, number)))
    return told.filter((each) => each !== undefined)
  }

  /** The endpoint to read from, of several that gave the same block. */
  function preferred(endpoints: readonly number[]): number {
    return rpc.order().find((index) => endpoints.includes(index)) ?? endpoints[0] ?? 0
  }

  function witnessed(block: RpcBlock, by: readonly { endpoint: number; group: string }[]): WitnessedBlock | undefined {
    const witnesses = countGroups(by)
    if (witnesses < countNeeded(context, votes)) return undefined
    return { block, endpoint: preferred(by.map(({ endpoint }) => endpoint)), witnesses }
  }

  async function agreedAt(number: bigint): Promise<WitnessedBlock | undefined> {
    const agreed = findAgreed(withBlocks(await blocksAt(number)), countNeeded(context, votes))
    return agreed && witnessed(agreed.block, agreed.by)
  }

  /** Asks the endpoints for a block that some gave as their newest. The others may have it below theirs. */
  async function confirm({ block }: Vote, conflicts: Conflict[]): Promise<WitnessedBlock | undefined> {
    const by = votes.filter((vote) => vote.block.hash === block.hash)
    const atOnce = witnessed(block, by)
    if (atOnce !== undefined) return atOnce
    const others = votes.filter(({ group }) => !by.some((vote) => vote.group === group))
    const told = await Promise.all(others.map((vote) => askForBlock(context, vote, block.number)))
    const same = told.filter((each) => each?.block?.hash === block.hash).flatMap((each) => each ?? [])
    for (const each of told) {
      const hash = each?.block?.hash
      if (each === undefined || hash === undefined || hash === block.hash) continue
      const endpoints = [by[0]?.endpoint ?? 0, each.endpoint] as const
      conflicts.push({ number: block.number, endpoints, hashes: [block.hash, hash] })
    }
    return witnessed(block, [...by, ...same])
  }

  /** Finds the highest block they agree on between ours and the lowest of their heads, by halving. */
  async function lastAgreed(): Promise<WitnessedBlock | undefined> {
    let low = cursor.head.number
    let high = votes.reduce((least, { block }) => bigintMin(block.number, least), 2n ** 63n)
    let found: WitnessedBlock | undefined
    while (high - low > 1n && votes.length > 1) {
      const middle = (low + high) / 2n
      const agreed = await agreedAt(middle)
      if (agreed === undefined) high = middle
      else {
        low = middle
        found = agreed
      }
    }
    return found
  }

  /** Notes why there is no newer head. The first time of a doubt stays, so that `/ready` can tell how old it is. */
  function setDoubt(code: 'WITNESS_MISSING' | 'HEADS_DISAGREE', text: string): void {
    const since = status.doubt?.code === code ? status.doubt.since : nowMs()
    if (status.doubt?.code !== code) log.warn({ code }, text)
    status.doubt = { code, text, since }
  }

  function judge(found: WitnessedBlock | undefined, conflicts: readonly Conflict[]): void {
    const open = conflicts.find(({ number }) => found === undefined || found.block.number < number)
    if (open !== undefined) {
      const [a, b] = open.endpoints.map((index) => `${index + 1} (${groups[index]})`)
      const text = `endpoints ${a} and ${b} give different blocks ${open.number}: ${open.hashes.join(' and ')}`
      setDoubt('HEADS_DISAGREE', text)
    } else if (found === undefined) {
      const told = votes.map(({ endpoint, group }) => `${endpoint + 1} (${group})`).join(', ') || 'none'
      setDoubt('WITNESS_MISSING', `two independent endpoints are needed; those that answer: ${told}`)
    } else status.doubt = null
  }

  function tellBehind(found: WitnessedBlock): void {
    for (const { endpoint, block } of votes) {
      const nowBehind = found.witnesses > 1 && isBehind(block, found.block)
      if (!rpc.setBehind(endpoint, nowBehind)) continue
      const fields = { endpoint: endpoint + 1, number: block.number.toString(), newest: found.block.number.toString() }
      if (nowBehind) log.warn(fields, 'endpoint is behind two others and asked last')
      else log.info(fields, 'endpoint caught up')
    }
  }

  async function look(): Promise<WitnessedBlock | undefined> {
    votes = await polled.poll()
    const descending = [...votes].sort((a, b) => Number(b.block.number - a.block.number))
    const newest = descending[votes.length >= SECOND_COUNTS_FROM ? 1 : 0]?.block
    if (newest !== undefined && votes.length > 1) status.newest = { number: newest.number, timestamp: newest.timestamp }
    const conflicts: Conflict[] = []
    let found: WitnessedBlock | undefined
    for (const [index, vote] of descending.entries()) {
      if (votes.length === 0 || found !== undefined) break
      const isAsked = descending.slice(0, index).some(({ block }) => block.hash === vote.block.hash)
      if (!isAsked) found = await confirm(vote, conflicts)
    }
    found ??= await lastAgreed()
    judge(found, conflicts)
    if (found === undefined) return undefined
    tellBehind(found)
    status.witnesses = found.witnesses
    // A header that another endpoint could not encode is not the chain's fault.
    status.headerFault = null
    return found
  }

  return { look, agreedAt, blocksAt, votes: () => votes }
}

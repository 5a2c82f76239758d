import { BaseError } from '../../shared/errors/baseError.ts'
import type { RpcBlock } from '../../shared/rpc/parse.ts'
import type { RawLog } from '../project/types.ts'
import type { Answer } from '../rpc/createRpc.ts'
import { HeadUnsettledError, LogsContradictedError } from './errors.ts'
import type { SyncContext } from './types.ts'

/**
 * Returns the logs of a block that shows some. Its receipts decide, whose root is in the header. If no endpoint has such
 * receipts, two independent endpoints must give the same logs; one is enough only where the head needs no second.
 *
 * @param first answer of one endpoint
 * @throws LogsContradictedError if two endpoints give different logs and no receipts decide
 * @throws HeadUnsettledError if a second endpoint is needed and does not answer
 */
export async function agreeOnLogs(context: SyncContext, header: RpcBlock, first: Answer<RawLog[]>): Promise<RawLog[]> {
  const { rpc, receipts, log } = context
  const logs = (await receipts.provenLogs(header)) ?? (await askOthers(context, header, first))
  if (isSame(logs, first.value)) return first.value
  rpc.distrust(first.endpoint)
  log.error({ number: header.number.toString(), endpoint: first.endpoint + 1 }, 'endpoint gave wrong logs of a block')
  return logs
}

/** Asks endpoints that are independent of the first, until two gave the same. */
async function askOthers(context: SyncContext, header: RpcBlock, first: Answer<RawLog[]>): Promise<RawLog[]> {
  const { rpc, reader, groups, isWitnessRequired, signal } = context
  const answers = [first]
  for (const endpoint of rpc.order('eth_getLogs')) {
    if (answers.some((answer) => groups[answer.endpoint] === groups[endpoint])) continue
    try {
      const answer = await reader.logsOfBlock(header.hash, { endpoint, once: true })
      if (answers.some(({ value }) => isSame(value, answer.value))) return answer.value
      answers.push(answer)
    } catch (error) {
      signal.throwIfAborted()
      if (!(error instanceof BaseError)) throw error
    }
  }
  const endpoints = answers.map(({ endpoint }) => endpoint)
  if (answers.length > 1) throw new LogsContradictedError({ number: header.number, hash: header.hash, endpoints })
  if (!isWitnessRequired) return first.value
  throw new HeadUnsettledError({ reason: `no second endpoint gives the logs of block ${header.number}` })
}

/** Compares what is covered by a block's hash: place, topics and data. */
export const isSame = (a: readonly RawLog[], b: readonly RawLog[]): boolean => digest(a) === digest(b)

const digest = (logs: readonly RawLog[]): string =>
  logs.map(({ logIndex, topics, data }) => `${logIndex}:${topics.join()}:${data}`).join(';')

import type { Examination } from '../../shared/rpc/examineEndpoint.ts'

/** One request to a pool of endpoints. */
export type RpcRequest<T> = {
  method: string
  params: readonly unknown[]
  /** Checks the form of the answer. Its errors count as the endpoint's failure. */
  parse: (result: unknown) => T
  /** Asks this endpoint only, for answers that must fit together. */
  endpoint?: number | undefined
  /** Does not ask this one if there is another. */
  except?: number | undefined
  /** False: a `refused` failure is thrown at once, for a caller that then asks for less. Default true. */
  retryRefused?: boolean
  /** True: no endpoint is asked twice, for a caller that goes through them itself. Default false. */
  once?: boolean
}

/** Endpoints that a request may go to. */
export type Where = Pick<RpcRequest<unknown>, 'endpoint' | 'except' | 'once'>

/** One endpoint of a pool, as far as it is known. */
export type EndpointStatus = {
  requests: number
  failures: number
  failuresInARow: number
  banned: boolean
  behind: boolean
  /** Calls sent since the start by method, probes and examinations included. */
  calls: Readonly<Record<string, number>>
  callsLastHour: number
  /** Its abilities. Undefined until it was examined. */
  examination: Examination | undefined
}

import type { EndpointStatus } from '../rpc/types.ts'
import type { SyncStatus } from '../sync/types.ts'
import { readiness } from './readiness.ts'

type Metric = {
  name: string
  type: 'gauge' | 'counter'
  help: string
  samples: [labels: string, value: number | bigint][]
}

/** Prometheus text format 0.0.4. Endpoints are named by number: their URLs may hold keys. */
export function renderMetrics(args: {
  status: SyncStatus
  endpoints: readonly EndpointStatus[]
  nowMs: number
}): string {
  const { status, endpoints, nowMs } = args
  const gauge = (name: string, help: string, value: number | bigint): Metric => ({
    name: `muster_indexer_${name}`,
    type: 'gauge',
    help,
    samples: [['', value]],
  })
  const counter = (name: string, help: string, value: number): Metric => ({
    ...gauge(name, help, value),
    type: 'counter',
  })
  /** One sample for each endpoint. Undefined: none yet. */
  const perEndpoint = (
    type: Metric['type'],
    name: string,
    help: string,
    of: (endpoint: EndpointStatus) => number | bigint | undefined,
  ): Metric => ({
    name: `muster_indexer_${name}`,
    type,
    help,
    samples: endpoints.flatMap((endpoint, i): Metric['samples'] => {
      const value = of(endpoint)
      return value === undefined ? [] : [[`{endpoint="${i + 1}"}`, value]]
    }),
  })
  const perMethod = (
    name: string,
    help: string,
    of: (endpoint: EndpointStatus) => Readonly<Record<string, number>>,
  ): Metric => ({
    name: `muster_indexer_${name}`,
    type: 'counter',
    help,
    samples: endpoints.flatMap((endpoint, i) =>
      Object.entries(of(endpoint)).map(([method, value]): Metric['samples'][number] => [
        `{endpoint="${i + 1}",method="${method}"}`,
        value,
      ]),
    ),
  })
  const metrics = [
    gauge(
      'events_counted',
      '1 unless the contracts count other events than the tables have.',
      status.countFault === null ? 1 : 0,
    ),
    gauge(
      'proven_block',
      'Block up to which the number of events is proven; -1 before the first proof.',
      status.provenNumber ?? -1,
    ),
    gauge('metrics_epoch', 'Newest epoch with metrics; -1 before the first.', status.metricsEpoch ?? -1),
    counter('healings_total', 'Times the tables were healed since the start.', status.healings),
    gauge('ready', '1 when the rows may be served as the present.', readiness(status, nowMs).isReady ? 1 : 0),
    gauge('writer', '1 when this process holds the writer lock.', status.role === 'writer' ? 1 : 0),
    gauge('stale', '1 after a loud stop.', status.state === 'stale' ? 1 : 0),
    gauge('head_block', 'Number of the newest block in the tables.', status.headNumber),
    gauge('head_timestamp_seconds', 'Its time.', status.headTimestamp),
    gauge('seen_block', 'Number of the witnessed head.', status.seenNumber),
    gauge('witnesses', 'Independent endpoints that gave the hash of the witnessed head.', status.witnesses),
    gauge('finalized_block', 'Number of the newest final block.', status.finalizedNumber),
    counter('events_total', 'Logs of the contracts written since the start.', status.events),
    counter('reorgs_total', 'Reorgs worked in since the start.', status.reorgs),
    counter('logs_rechecked_total', 'Blocks whose empty answer the bloom filter contradicted.', status.logsRechecked),
    counter('epochs_captured_total', 'Epoch proofs captured since the start.', status.epochsCaptured),
    counter('epochs_missed_total', 'Epochs without a proof since the start.', status.epochsMissed),
    perEndpoint('counter', 'rpc_requests_total', 'Requests sent to an endpoint.', ({ requests }) => requests),
    perMethod('rpc_calls_total', 'Calls sent to an endpoint, probes and examinations included.', ({ calls }) => calls),
    perEndpoint('gauge', 'rpc_calls_last_hour', 'Calls of the last 60 minutes.', ({ callsLastHour }) => callsLastHour),
    perEndpoint(
      'gauge',
      'rpc_proof_window_blocks',
      'Blocks from the newest down that an endpoint proves, once it was examined.',
      ({ examination }) => examination?.proofWindow,
    ),
    perEndpoint('counter', 'rpc_failures_total', 'Requests an endpoint failed.', ({ failures }) => failures),
  ]
  return metrics
    .flatMap(({ name, type, help, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(([labels, value]) => `${name}${labels} ${value}`),
    ])
    .join('\n')
    .concat('\n')
}

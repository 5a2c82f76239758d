import { readFileSync } from 'node:fs'
import type { GraphQLSchema } from 'graphql'
import { createSchema } from 'graphql-yoga'
import { epochFields, nodeListFields, resolveEpoch, resolveNodeList } from '../resolvers/epoch.ts'
import { resolveNetwork } from '../resolvers/network.ts'
import { resolveServiceNode, serviceNodeFields } from '../resolvers/serviceNode.ts'
import { connectionFields, edgeFields, resolveServiceNodes } from '../resolvers/serviceNodes.ts'
import { resolveSnapshotField, resolveStatus, statusFields } from '../resolvers/status.ts'
import { AddressScalar, BigIntScalar, DateTimeScalar, HashScalar, HexScalar } from './scalars.ts'

/** The schema of api/schema.graphql with its resolvers. The file is the source; nothing is defined in code. */
export function createMusterSchema(): GraphQLSchema {
  return createSchema({
    typeDefs: readFileSync(new URL('../schema.graphql', import.meta.url), 'utf8'),
    resolvers: {
      Query: {
        snapshot: resolveSnapshotField,
        status: resolveStatus,
        serviceNode: resolveServiceNode,
        serviceNodes: resolveServiceNodes,
        epoch: resolveEpoch,
        nodeList: resolveNodeList,
        network: resolveNetwork,
      },
      Status: statusFields,
      ServiceNode: serviceNodeFields,
      ServiceNodeConnection: connectionFields,
      ServiceNodeEdge: edgeFields,
      Epoch: epochFields,
      NodeList: nodeListFields,
      BigInt: BigIntScalar,
      Address: AddressScalar,
      Hash: HashScalar,
      Hex: HexScalar,
      DateTime: DateTimeScalar,
    },
  })
}

import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getOperationAST,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql/index.js'
import { PAGE_SIZE_DEFAULT, PAGE_SIZE_MAX } from '../limits.ts'

/** Fields of Query that cost more than one: each stands for one or more statements, or for many bytes. */
const ROOT_WEIGHTS: Readonly<Record<string, number>> = {
  snapshot: 5,
  status: 5,
  serviceNode: 10,
  serviceNodes: 20,
  epoch: 10,
  nodeList: 5_000,
  network: 200,
  __schema: 2_000,
  __type: 100,
}

/** Counting goes through all rows that match. */
const TOTAL_COUNT_WEIGHT = 100

/** A state of the past is taken out of all versions of all nodes. */
const PAST_WEIGHT = 2_000

type Variables = Readonly<Record<string, unknown>>

/**
 * The cost of an operation: one for each field, more for those above, and what lies below `nodes` or `edges`
 * of a page counted once for each row asked for.
 */
export function measureCost(args: {
  document: DocumentNode
  operationName?: string | null | undefined
  variables?: Variables | null | undefined
}): number {
  const operation = getOperationAST(args.document, args.operationName)
  if (operation == null) return 0
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of args.document.definitions) {
    if (definition.kind === 'FragmentDefinition') fragments.set(definition.name.value, definition)
  }
  const pageSizeOf = (field: FieldNode) => readPageSize(field, operation, args.variables ?? {})
  // A fragment is measured once for each page size it appears under, or nested spreads would take exponential time.
  const measured = new Map<string, number>()

  function costOf(set: SelectionSetNode | undefined, pageSize: number, isRoot: boolean): number {
    let cost = 0
    for (const selection of set?.selections ?? []) {
      if (selection.kind === 'Field') cost += costOfField(selection, pageSize, isRoot)
      else if (selection.kind === 'InlineFragment') cost += costOf(selection.selectionSet, pageSize, isRoot)
      else cost += costOfFragment(selection.name.value, pageSize, isRoot)
    }
    return cost
  }

  function costOfField(field: FieldNode, pageSize: number, isRoot: boolean): number {
    const name = field.name.value
    const own = ownCost(field, isRoot)
    if (isRoot && name === 'serviceNodes') return own + costOf(field.selectionSet, pageSizeOf(field), false)
    const rows = name === 'nodes' || name === 'edges' ? pageSize : 1
    return own + rows * costOf(field.selectionSet, 1, false)
  }

  function costOfFragment(name: string, pageSize: number, isRoot: boolean): number {
    const key = `${name} ${pageSize} ${isRoot}`
    const known = measured.get(key)
    if (known !== undefined) return known
    const cost = costOf(fragments.get(name)?.selectionSet, pageSize, isRoot)
    measured.set(key, cost)
    return cost
  }

  return costOf(operation.selectionSet, 1, true)
}

function ownCost(field: FieldNode, isRoot: boolean): number {
  const name = field.name.value
  if (!isRoot) return name === 'totalCount' ? TOTAL_COUNT_WEIGHT : 1
  const at = field.arguments?.find((argument) => argument.name.value === 'at')?.value
  const isPast = at !== undefined && at.kind !== 'NullValue'
  return (ROOT_WEIGHTS[name] ?? 1) + (isPast ? PAST_WEIGHT : 0)
}

/** `first` of a field. What cannot be read is counted as the largest page; the resolver refuses it by name. */
function readPageSize(field: FieldNode, operation: OperationDefinitionNode, variables: Variables): number {
  const value = field.arguments?.find((argument) => argument.name.value === 'first')?.value
  if (value === undefined) return PAGE_SIZE_DEFAULT
  if (value.kind === 'IntValue') return clampPageSize(Number(value.value))
  if (value.kind !== 'Variable') return PAGE_SIZE_MAX
  const name = value.name.value
  const given = variables[name]
  if (given !== undefined) return clampPageSize(given)
  const fallback = operation.variableDefinitions?.find((definition) => definition.variable.name.value === name)
  if (fallback?.defaultValue === undefined) return PAGE_SIZE_DEFAULT
  return fallback.defaultValue.kind === 'IntValue' ? clampPageSize(Number(fallback.defaultValue.value)) : PAGE_SIZE_MAX
}

function clampPageSize(value: unknown): number {
  return typeof value === 'number' && value >= 1 && value <= PAGE_SIZE_MAX ? value : PAGE_SIZE_MAX
}

import type { ASTVisitor, FragmentDefinitionNode, SelectionSetNode, ValidationContext } from 'graphql'
import { AliasesTooManyError, QueryTooDeepError } from '../errors.ts'
import { QUERY_ALIASES_MAX, QUERY_DEPTH_MAX } from '../limits.ts'
import { toGraphQLError } from './toGraphQLError.ts'

/** Refuses documents with more than QUERY_ALIASES_MAX aliases: each alias can repeat the work of a field. */
export function limitAliases(context: ValidationContext): ASTVisitor {
  let aliases = 0
  return {
    Field(node) {
      if (node.alias !== undefined) aliases++
    },
    Document: {
      leave() {
        if (aliases <= QUERY_ALIASES_MAX) return
        context.reportError(toGraphQLError(new AliasesTooManyError({ aliases, aliasesMax: QUERY_ALIASES_MAX })))
      },
    },
  }
}

/**
 * Refuses operations deeper than QUERY_DEPTH_MAX. Introspection is left out: it has a limit of its own in graphql-js,
 * and tools ask for types nested deeper than any data.
 */
export function limitDepth(context: ValidationContext): ASTVisitor {
  const measured = new Map<string, number>()

  function depthOf(set: SelectionSetNode | undefined): number {
    let depth = 0
    for (const selection of set?.selections ?? []) {
      if (selection.kind === 'Field') {
        if (selection.name.value.startsWith('__')) continue
        depth = Math.max(depth, 1 + depthOf(selection.selectionSet))
      } else if (selection.kind === 'InlineFragment') {
        depth = Math.max(depth, depthOf(selection.selectionSet))
      } else {
        depth = Math.max(depth, depthOfFragment(context.getFragment(selection.name.value)))
      }
    }
    return depth
  }

  function depthOfFragment(fragment: FragmentDefinitionNode | null | undefined): number {
    if (fragment == null) return 0
    const name = fragment.name.value
    const known = measured.get(name)
    if (known !== undefined) return known
    // Also ends cycles, which another rule reports.
    measured.set(name, 0)
    const depth = depthOf(fragment.selectionSet)
    measured.set(name, depth)
    return depth
  }

  return {
    OperationDefinition(node) {
      const depth = depthOf(node.selectionSet)
      if (depth <= QUERY_DEPTH_MAX) return
      context.reportError(toGraphQLError(new QueryTooDeepError({ depth, depthMax: QUERY_DEPTH_MAX }), { nodes: node }))
    },
  }
}

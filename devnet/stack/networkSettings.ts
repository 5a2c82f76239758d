import type { Deployment } from '../../deploy/deploy.ts'

/** Settings of an indexer that name the chain and the contracts of a deployment. */
export const networkSettings = (deployment: Deployment): Record<string, string> => ({
  CHAIN_ID: String(deployment.chainId),
  REGISTRY_ADDRESS: deployment.registry,
  DEPLOY_BLOCK: String(deployment.deployBlock),
  CONTRIBUTION_POOLS_ADDRESS: deployment.contributionPools,
  ACCESS_MANAGER_ADDRESS: deployment.accessManager,
  ACCESS_MANAGER_BLOCK: String(deployment.accessManagerBlock),
})

import {aksServerApplication} from '../container-service/cluster-entry.ts'
import type {World} from '../world.ts'
import type {Tokens} from './tokens.ts'

export interface ClusterUser {
  readonly username: string
  readonly groups: string[]
}

/**
 * The user that a token stands for at the API server of an Entra ID cluster: AKS names service principals by object id, and makes
 * administrators of the admin groups' members.
 */
export function verifyUserToken(token: string, tokens: Tokens, world: World): ClusterUser | undefined {
  const claims = tokens.read(token)
  if (claims?.aud !== aksServerApplication) return undefined
  const adminGroups = world.clusters.find(({entraAdminGroups}) => entraAdminGroups !== undefined)?.entraAdminGroups
  if (adminGroups === undefined || claims.sub === undefined) return undefined
  const groups = Array.isArray(claims['groups']) ? claims['groups'].map(String) : []
  const administrator = groups.some(group => adminGroups.includes(group))
  return {username: claims.sub, groups: ['system:authenticated', ...groups, ...(administrator ? ['system:masters'] : [])]}
}

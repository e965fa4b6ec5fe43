import type {Principal, UserAssignedIdentity} from '../../azure/azure.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Identity} from '../model/identity.ts'
import {UserError} from '../../errors.ts'
import type {Receipt} from '../model/receipt.ts'
import type {InstallSpec} from '../model/spec.ts'

/** What Entra ID and Azure say of an identity that the user gives. */
export interface GivenIdentity {
  /** Of `--service-principal`. */
  readonly principal: Principal | undefined
  /** Of `--assign-identity`. */
  readonly assigned: UserAssignedIdentity | undefined
}

/** The identity that the user gives; undefined: none. */
export function ownIdentity({servicePrincipal}: InstallSpec, {principal, assigned}: GivenIdentity): Identity | undefined {
  if (assigned !== undefined) return {kind: 'userAssigned', clientId: assigned.clientId, objectId: assigned.objectId}
  return servicePrincipal === undefined || principal === undefined
    ? undefined
    : {kind: 'servicePrincipal', ...principal, clientSecret: servicePrincipal.clientSecret}
}

/** An identity that was given once is kept, a service principal with its secret, until another one is given. Without one it is that of the nodes. */
export function identityWithout(receipts: readonly Receipt[], session: Pick<ClusterSession, 'cluster'>): Identity {
  const kept = receipts.find(({identity}) => identity.kind !== 'kubelet')?.identity
  if (kept === undefined) return kubeletIdentity(session)
  const {kind, ...rest} = kept
  return kind === 'servicePrincipal' ? {kind, ...rest, clientSecret: undefined} : {kind, ...rest}
}

/** The identity of a cluster's nodes, for a connector that was given none of its own. */
function kubeletIdentity({cluster}: Pick<ClusterSession, 'cluster'>): Identity {
  if (cluster.kubeletIdentity === undefined) {
    throw new UserError(
      `The cluster ${cluster.name} has no managed identity: it runs with a service principal, whose secret Azure does not tell.`,
      {
        hints: ['Give the connector a service principal: --service-principal ID --client-secret @FILE'],
        exitCode: 2,
      },
    )
  }
  return {kind: 'kubelet', ...cluster.kubeletIdentity}
}

import type {Principal, UserAssignedIdentity} from '../../azure/azure.ts'
import type {SecretObject} from '../../kubernetes/objects.ts'
import {recordedIdentity} from '../facts/configuration.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Identity} from '../model/identity.ts'
import {UserError} from '../../errors.ts'
import type {ConnectorRecord} from '../model/record/record.ts'
import type {InstallSpec} from '../model/spec.ts'

/** The identity that the user names, as Entra ID and Azure return it. */
export interface GivenIdentity {
  /** Of `--service-principal`. */
  readonly principal: Principal | undefined
  /** Of `--assign-identity`. */
  readonly assigned: UserAssignedIdentity | undefined
}

/** The identity that the user names; undefined if there is none. */
export function ownIdentity({servicePrincipal}: InstallSpec, {principal, assigned}: GivenIdentity): Identity | undefined {
  if (assigned !== undefined) return {kind: 'userAssigned', clientId: assigned.clientId, objectId: assigned.objectId}
  return servicePrincipal === undefined || principal === undefined
    ? undefined
    : {kind: 'servicePrincipal', ...principal, clientSecret: servicePrincipal.clientSecret}
}

/**
 * The identity of a connector if the user names none: that of an earlier install (a service principal with its secret), or else that of the
 * nodes.
 */
export function identityWithout(
  record: ConnectorRecord | undefined,
  secret: SecretObject | undefined,
  session: Pick<ClusterSession, 'cluster'>,
): Identity {
  const kept = record && recordedIdentity(record, secret)
  if (kept === undefined || kept.kind === 'kubelet') return kubeletIdentity(session)
  const {kind, ...rest} = kept
  return kind === 'servicePrincipal' ? {kind, ...rest, clientSecret: undefined} : {kind, ...rest}
}

/** The identity of a cluster's nodes. Throws UserError if they have no managed identity. */
function kubeletIdentity({cluster}: Pick<ClusterSession, 'cluster'>): Identity {
  if (cluster.kubeletIdentity === undefined) {
    throw new UserError(
      `The cluster ${cluster.name} has no managed identity. It uses a service principal, and Azure does not return its secret.`,
      {
        hints: ['Pass a service principal for the connector: --service-principal ID --client-secret @FILE'],
        exitCode: 2,
      },
    )
  }
  return {kind: 'kubelet', ...cluster.kubeletIdentity}
}

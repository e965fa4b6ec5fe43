import {factOf, known, valueOf} from '../../checks/engine/fact.ts'
import {withoutCredentials} from '../../addresses.ts'
import type {SecretObject} from '../../kubernetes/objects.ts'
import {credentialsLook, identityOf} from '../facts/configuration.ts'
import type {ConnectorDetails} from '../model/result.ts'
import type {ClusterSession} from '../session/cluster-session.ts'
import type {Host} from '../session/host.ts'
import {holderOf, readLease} from '../session/lease.ts'
import type {Installed} from './installed.ts'

/** What `show` prints of a connector and `list` does not. What cannot be read is null. */
export async function readDetails(
  {signal}: Pick<Host, 'signal'>,
  {kubectl, now}: Pick<ClusterSession, 'kubectl' | 'now'>,
  connector: Installed,
  secrets: readonly SecretObject[],
): Promise<ConnectorDetails> {
  const {record, release, namespace, facts} = connector
  const secret = secrets.find(({metadata}) => metadata.name === release && metadata.namespace === namespace)
  const identity = identityOf(record, secret)
  const lease = namespace === '' ? known(undefined) : await factOf(readLease(kubectl, {release, namespace}), signal)
  const lock = valueOf(lease)
  const holder = lock === undefined ? undefined : holderOf(lock, now())
  return {
    given: record === undefined ? null : givenOf(record.given),
    identity: identity === undefined ? null : {kind: identity.kind, clientId: identity.clientId},
    certificateExpires: credentialsLook(secret)?.certificateUntil.toISOString() ?? null,
    lock: holder === undefined ? null : {holder, since: lock?.spec?.acquireTime ?? null},
    lastChange: valueOf(facts.helm)?.updated ?? null,
  }
}

/** The options of earlier installs. Of values for the chart only the names, because the values may be secret. */
function givenOf({chartUrl, values, ...rest}: NonNullable<Installed['record']>['given']): ConnectorDetails['given'] {
  return {
    ...rest,
    ...(chartUrl !== undefined && {chartUrl: withoutCredentials(chartUrl)}),
    ...(values !== undefined && {values: Object.keys(values)}),
  }
}

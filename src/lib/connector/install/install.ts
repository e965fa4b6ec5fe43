import {aciNamespace} from '../../checks/rules/registration.ts'
import {started} from '../../started.ts'
import {withCluster, type ClusterSession} from '../session/cluster-session.ts'
import type {Offer} from './consent.ts'
import type {Host} from '../session/host.ts'
import {installInto, type InstallReport} from './install-into.ts'
import {interruption} from '../session/interruption.ts'
import {loadAsn1} from '../model/serving-certificate.ts'
import type {InstallSpec} from '../model/spec.ts'
import {chosenSubnetId} from '../model/subnet.ts'

/**
 * Installs, upgrades or mends connectors: reads what is, checks it, plans, and takes the steps. Nothing is changed before every check
 * has passed. Rejects with PreflightError (exit code 4) when one does not, and when nothing could be done at all; what went
 * wrong with one connector only is told in its outcome.
 */
export async function install(host: Host, spec: InstallSpec, offer: Offer): Promise<InstallReport> {
  const deadline = new Date(host.now().getTime() + spec.timeoutMs)
  // Asked for now, side by side with the cluster; looked at later.
  const provider = started(host.azure.provider(aciNamespace))
  const group = spec.given.aciResourceGroup === undefined ? undefined : started(host.azure.resourceGroup(spec.given.aciResourceGroup))
  const principal = spec.servicePrincipal === undefined ? undefined : started(host.azure.signIn(spec.servicePrincipal))
  const assigned = spec.given.identityId === undefined ? undefined : started(host.azure.userAssignedIdentity(spec.given.identityId))
  void started(loadAsn1())

  try {
    return await withCluster(host, spec.cluster, spec.kube, async session => {
      const first = {provider: await provider, group: await group, principal: await principal, assigned: await assigned}
      return installInto({host, spec: withSubnet(spec, host, session), session, offer, deadline}, first)
    })
  } catch (error) {
    throw interruption(host.signal, error, ['Nothing was changed.']) ?? error
  }
}

/** The spec with the id of the subnet that it names. */
function withSubnet(spec: InstallSpec, {azure: {subscriptionId}}: Host, {cluster: {nodeResourceGroup}}: ClusterSession): InstallSpec {
  if (spec.subnet === undefined) return spec
  return {...spec, given: {...spec.given, subnetId: chosenSubnetId(spec.subnet, {subscriptionId, nodeResourceGroup})}}
}

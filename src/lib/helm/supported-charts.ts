import gte from 'semver/functions/gte.js'
import lt from 'semver/functions/lt.js'
import valid from 'semver/functions/valid.js'

/** The charts whose values vkctl knows. */
export type ChartKind = 'aci-connector' | 'upstream'

export const ownChart = 'aci-connector'

/** Where it is in the folder that vkctl is installed in. */
export const ownChartFolder = `charts/${ownChart}`
export const upstreamChart = 'virtual-kubelet-azure-aci'

/** Since this version, the chart has a namespace of its own for its objects, without a Pod Security level. */
export const upstreamSince = '1.4.8'
/** Since this version, the chart sets AKS_CREDENTIAL_LOCATION, which current images read. Earlier versions set ACS_CREDENTIAL_LOCATION. */
const credentialsSince = '1.4.4'
/** The next major version may rename its values. */
const upstreamBefore = '2.0.0-0'

const legacy2018 =
  'it dates from 2018: current Helm cannot render it ("can\'t give argument to non-function"), Kubernetes 1.16 removed the API version of its Deployment, and its image no longer exists'

/** Charts of `az aks install-connector` and of early azure-aci, and why they no longer work. */
const refused: Readonly<Record<string, string>> = {
  'virtual-kubelet-for-aks': legacy2018,
  'virtual-kubelet': legacy2018,
  'virtual-kubelet-aci-for-aks': `it is the predecessor of ${upstreamChart} and sets ACS_CREDENTIAL_LOCATION, which current images do not read, so they find no credentials`,
}

export type Judgement = {readonly kind: ChartKind} | {readonly reason: string}

/** The kind of a chart that vkctl can install, or the reason why it cannot install it, as a clause. */
export function judgeChart(name: string, version: string): Judgement {
  if (name === ownChart) return {kind: 'aci-connector'}
  if (name !== upstreamChart) return {reason: refused[name] ?? `vkctl only knows the values of ${ownChart} and ${upstreamChart}`}
  if (valid(version) === null) return {reason: 'its version is not a semantic version'}
  if (lt(version, credentialsSince))
    return {
      reason: `versions before ${credentialsSince} set ACS_CREDENTIAL_LOCATION, which current images do not read, so they find no credentials`,
    }
  if (lt(version, upstreamSince))
    return {
      reason: `its pod mounts folders of its node, and versions before ${upstreamSince} put the pod into the namespace of the release; the namespace that vkctl creates does not allow such pods (Pod Security level restricted)`,
    }
  if (gte(version, upstreamBefore)) return {reason: `vkctl only knows the values of versions ${upstreamSince} to 1.x`}
  return {kind: 'upstream'}
}

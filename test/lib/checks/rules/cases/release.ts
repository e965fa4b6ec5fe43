import type {ObjectDrift} from '../../../../../src/lib/checks/facts/drift.ts'
import type {Release} from '../../../../../src/lib/helm/releases.ts'
import type {ConnectorValues} from '../../../../../src/lib/checks/facts/connector-values.ts'
import {deployment, release} from '../../objects.ts'
import {well} from '../../well.ts'
import type {Cases} from '../case.ts'

const helm = (changes: Partial<Release>): Release => ({...(well.helm as Release), ...changes})
const ownedBy = (name: string): ConnectorValues['ownNamespace'] => ({
  metadata: {name: 'vk', annotations: {'meta.helm.sh/release-name': name}},
})

const same: ObjectDrift = {kind: 'ClusterRole', name: 'r', missing: false, mustBeRecreated: false, differences: []}
const by = [{manager: 'kubectl-set', operation: 'Update', time: '2026-11-29T12:03:00Z'}]
const changed: ObjectDrift = {
  ...same,
  kind: 'Deployment',
  namespace: 'vk',
  name: 'd',
  differences: [
    {path: 'spec.replicas', expected: 1, found: 0, by},
    {path: 'metadata.labels.team', expected: undefined, found: 'blue', by: []},
    {path: 'metadata.labels.app', expected: 'x', found: undefined, by: []},
  ],
}
const scaled = {
  ...deployment(),
  metadata: {
    ...deployment().metadata,
    managedFields: [{manager: 'kube-controller-manager', operation: 'Update', fieldsV1: {'f:spec': {'f:replicas': {}}}}],
  },
}

const long = (length: number) => ({...changed, differences: [{path: 'spec.note', expected: 'y', found: 'x'.repeat(length), by: []}]})

export const releaseCases: Cases = {
  'objects-unchanged': {
    fires: [
      {
        name: 'fields were changed, added and removed',
        facts: {drift: [same, changed]},
        message:
          /^Deployment vk\/d: spec\.replicas is 0 instead of 1 \(kubectl-set at 2026-11-29T12:03:00Z\), metadata\.labels\.team was added with "blue", metadata\.labels\.app was removed, instead of "x"\.$/,
        remedy:
          'vkctl install-connector --connector-name virtual-kubelet --os-type Linux --location eastus --namespace vk --yes --resource-group g --name c',
      },
      {
        name: 'a long value is whole',
        facts: {drift: [long(3000)]},
        message: /^Deployment vk\/d: spec\.note is "x{3000}" instead of "y"\.$/,
      },
      {
        name: 'a huge value says how much is missing',
        facts: {drift: [long(5000)]},
        message: /^Deployment vk\/d: spec\.note is "x{3999}… \(1002 more characters\) instead of "y"\.$/,
      },
      {
        name: 'an object is gone',
        facts: {drift: [{...same, missing: true}]},
        message: /^ClusterRole r does not exist\.$/,
        remedy: /^vkctl install-connector .* --namespace vk --resource-group g --name c$/,
      },
      {
        name: 'of a release that somebody else installed',
        facts: {drift: [changed], helm: {...(well.helm as Release), chartName: 'virtual-kubelet-azure-aci'}},
        message: /spec\.replicas/,
        remedy: /^Upgrade the release/,
      },
    ],
    quiet: [
      {name: 'all are as installed', facts: {drift: [same]}, message: /All 1 objects/},
      {name: 'there is no release', facts: {helm: undefined, drift: []}, verdict: 'skipped', message: /no Helm release/},
    ],
  },
  'connector-not-autoscaled': {
    fires: [
      {name: 'an autoscaler set the replicas', facts: {deployments: [scaled]}, verdict: 'warning', message: /HorizontalPodAutoscaler/},
    ],
    quiet: [{name: 'nobody did', message: /Nothing scales/}],
  },

  'release-deployed': {
    fires: [
      {name: 'no release', facts: {helm: undefined}, message: /no Helm release/},
      {name: 'a failed one', facts: {helm: helm({status: 'failed', revision: 3})}, message: /Revision 3 of the release .* is failed/},
      {name: 'a stuck one', facts: {helm: helm({status: 'pending-upgrade'})}, message: /pending-upgrade/},
    ],
    quiet: [
      {name: 'a deployed one', message: /Revision 2 is deployed/},
      {
        name: 'none of a connector that kubectl applied',
        subject: {isReleased: false},
        facts: {helm: undefined},
        verdict: 'skipped',
        message: /^Helm did not install/,
      },
    ],
  },
  'namespace-stays': {
    fires: [
      {
        name: 'somebody deleted it, and a finalizer keeps something in it',
        facts: {
          ownNamespace: {
            metadata: {name: 'vk', deletionTimestamp: '2026-11-29T12:00:00Z'},
            status: {
              conditions: [
                {type: 'NamespaceDeletionContentFailure', status: 'False', message: 'All content successfully deleted'},
                {type: 'NamespaceFinalizersRemaining', status: 'True', message: 'Some content has finalizers remaining: x in 1 instances'},
              ],
            },
          },
        },
        message:
          /^Somebody deleted the namespace vk at 2026-11-29T12:00:00Z\. .*any more\. Some content has finalizers remaining: x in 1 instances\.$/,
        remedy: /\nkubectl wait --for=delete namespace\/vk --timeout=5m\nvkctl install-connector /,
      },
    ],
    quiet: [
      {name: 'nobody deleted it', message: /^The namespace vk is not being deleted$/},
      {name: 'it is gone', facts: {ownNamespace: undefined}, verdict: 'skipped', message: /no namespace vk/},
      {name: 'only a node is left', subject: {namespace: ''}, facts: {ownNamespace: undefined}, verdict: 'skipped', message: /no release/},
    ],
  },
  'namespace-apart': {
    fires: [
      {
        name: "another connector's release owns it",
        facts: {ownNamespace: ownedBy('vk-windows')},
        verdict: 'warning',
        message: /belongs to the Helm release vk-windows\. .* with this connector/,
        remedy: /\nvkctl remove-connector .* --namespace vk .*\nvkctl install-connector .* --namespace NAMESPACE /,
      },
      {
        name: 'its own release of the upstream chart owns it',
        facts: {ownNamespace: ownedBy(release), helm: helm({chartName: 'virtual-kubelet-azure-aci'})},
        verdict: 'warning',
        message: /\(chart virtual-kubelet-azure-aci\).* with everything in it/,
      },
    ],
    quiet: [
      {name: 'nobody owns it', message: /The namespace vk belongs to no release$/},
      {name: 'it was deleted', facts: {ownNamespace: undefined}, verdict: 'skipped', message: /no namespace vk/},
      {name: 'only a node is left', subject: {namespace: ''}, facts: {ownNamespace: undefined}, verdict: 'skipped', message: /no release/},
    ],
  },
}

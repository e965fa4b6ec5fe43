import {describe, expect, it} from '@jest/globals'
import {managerOf} from '../../../../../src/lib/connector/inventory/origin/managed-by.ts'
import {managerInWords} from '../../../../../src/lib/connector/model/result.ts'
import type {Metadata} from '../../../../../src/lib/kubernetes/objects.ts'

const helm = {'meta.helm.sh/release-name': 'aci', 'meta.helm.sh/release-namespace': 'default'}
const tracking = (id: string) => ({annotations: {'argocd.argoproj.io/tracking-id': id}})

describe('who manages an object', () => {
  it.each<[string | null, Partial<Metadata>]>([
    [null, {}],
    ['helm release default/aci', {annotations: helm}],
    ['tiller release aci', {labels: {heritage: 'Tiller', release: 'aci'}}],
    [
      'flux HelmRelease flux-system/aci',
      {annotations: helm, labels: {'helm.toolkit.fluxcd.io/name': 'aci', 'helm.toolkit.fluxcd.io/namespace': 'flux-system'}},
    ],
    ['flux Kustomization apps', {labels: {'kustomize.toolkit.fluxcd.io/name': 'apps'}}],
    ['argo-cd Application aci', tracking('aci:apps/Deployment:n/d')],
    ['argo-cd Application team/aci', tracking('team_aci:apps/Deployment:n/d')],
    ['argo-cd Application aci', {labels: {'argocd.argoproj.io/instance': 'aci'}}],
    ['argo-cd Application aci', {labels: {'app.kubernetes.io/instance': 'aci'}, managedFields: [{manager: 'argocd-controller'}]}],
    ['kubectl', {annotations: {'kubectl.kubernetes.io/last-applied-configuration': '{}'}}],
    ['kubectl', {managedFields: [{manager: 'kubectl'}]}],
    // AKS installs its add-ons with Helm and Flux.
    [
      'aks',
      {namespace: 'kube-system', annotations: helm, labels: {'kubernetes.azure.com/managedby': 'aks', 'helm.toolkit.fluxcd.io/name': 'x'}},
    ],
    // Copied from another object.
    [null, tracking('aci:apps/Deployment:n/other')],
    [null, {labels: {'app.kubernetes.io/instance': 'aci'}}],
    // It restarts and scales, too.
    [null, {managedFields: [{manager: 'kubectl-rollout'}]}],
  ])('%s: %j', (words, metadata) => {
    expect(managerInWords(managerOf({kind: 'Deployment', metadata: {name: 'd', namespace: 'n', ...metadata}}) ?? null)).toBe(words)
  })
})

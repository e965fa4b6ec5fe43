import type {KubeObject} from '../../../kubernetes/objects.ts'
import type {Manager} from '../../model/result.ts'
import {isOfAks} from './origin.ts'

/**
 * Who would put an object back if somebody deleted it, or who last applied it: AKS, Flux, Argo CD, Helm or kubectl, by the labels and annotations that
 * each sets; undefined if none did. AKS comes first, because it uses Helm and Flux itself.
 */
export function managerOf(object: KubeObject): Manager | undefined {
  const {labels = {}, annotations = {}} = object.metadata
  if (isOfAks(object)) return {tool: 'aks', kind: null, namespace: null, name: null}
  return (
    ofFlux(labels, 'helm.toolkit.fluxcd.io', 'HelmRelease') ??
    ofFlux(labels, 'kustomize.toolkit.fluxcd.io', 'Kustomization') ??
    ofArgo(object) ??
    ofHelm(annotations, labels) ??
    ofKubectl(object)
  )
}

/** https://fluxcd.io/flux/components/kustomize/kustomizations/ */
function ofFlux(labels: Readonly<Record<string, string>>, group: string, kind: 'HelmRelease' | 'Kustomization'): Manager | undefined {
  const name = labels[`${group}/name`]
  return name === undefined ? undefined : {tool: 'flux', kind, namespace: labels[`${group}/namespace`] ?? null, name}
}

/** https://argo-cd.readthedocs.io/en/stable/user-guide/resource_tracking/ */
function ofArgo(object: KubeObject): Manager | undefined {
  const {labels = {}, annotations = {}} = object.metadata
  const app =
    trackingApp(object) ??
    labels['argocd.argoproj.io/instance'] ??
    annotations['argocd.argoproj.io/instance'] ??
    (appliedBy(object.metadata, /^argocd-/) ? labels['app.kubernetes.io/instance'] : undefined)
  if (app === undefined) return undefined
  // An Application outside the namespace of Argo CD is named NAMESPACE_NAME.
  const [, namespace = null, name = app] = /^([^_]+)_(.+)$/.exec(app) ?? []
  return {tool: 'argo-cd', kind: 'Application', namespace, name}
}

/** The Application in the tracking id, `APP:GROUP/KIND:NAMESPACE/NAME`. As Argo CD does, this ignores one of another object: somebody copied it. */
function trackingApp({kind, metadata: {name, namespace = '', annotations = {}}}: KubeObject): string | undefined {
  const [, app, tracked] = /^([^:]+):[^/]*\/(.+)$/.exec(annotations['argocd.argoproj.io/tracking-id'] ?? '') ?? []
  return tracked === `${kind}:${namespace}/${name}` ? app : undefined
}

function ofHelm(annotations: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): Manager | undefined {
  const name = annotations['meta.helm.sh/release-name']
  if (name !== undefined) return {tool: 'helm', kind: 'release', namespace: annotations['meta.helm.sh/release-namespace'] ?? null, name}
  return labels['heritage'] === 'Tiller' ? {tool: 'tiller', kind: 'release', namespace: null, name: labels['release'] ?? null} : undefined
}

function ofKubectl({metadata}: KubeObject): Manager | undefined {
  const {annotations = {}} = metadata
  const isApplied =
    annotations['kubectl.kubernetes.io/last-applied-configuration'] !== undefined ||
    appliedBy(metadata, /^kubectl(-client-side-apply|-create)?$/)
  return isApplied ? {tool: 'kubectl', kind: null, namespace: null, name: null} : undefined
}

function appliedBy({managedFields = []}: KubeObject['metadata'], name: RegExp): boolean {
  return managedFields.some(({manager = ''}) => name.test(manager))
}

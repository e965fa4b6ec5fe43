import {isConflict} from '../../client/cluster-client.ts'
import {controllerOf, objectPath, paths, type ControllerContext} from '../controller-context.ts'
import {podTemplateHash, sameTemplate, withHash} from './pod-template-hash.ts'
import {newReplicas, rolloutLimits} from './rolling-update.ts'
import type {Deployment, ReplicaSet} from '../workload-objects.ts'

/** The annotation that numbers the templates of a Deployment, on it and on its ReplicaSets. */
export const revisionKey = 'deployment.kubernetes.io/revision'
const notCopied = new Set(['kubectl.kubernetes.io/last-applied-configuration', revisionKey, 'deprecated.deployment.rollback.to'])
/** 0 for a ReplicaSet that has no number. */
export const revisionOf = ({metadata}: ReplicaSet): number => Number(metadata.annotations?.[revisionKey] ?? 0)

function annotationsFor(deployment: Deployment, revision: number): Record<string, string> {
  const wanted = deployment.spec.replicas ?? 1
  return {
    ...Object.fromEntries(Object.entries(deployment.metadata.annotations ?? {}).filter(([key]) => !notCopied.has(key))),
    'deployment.kubernetes.io/desired-replicas': String(wanted),
    'deployment.kubernetes.io/max-replicas': String(wanted + rolloutLimits(deployment).surge),
    [revisionKey]: String(revision),
  }
}

function replicaSetFor(deployment: Deployment, replicas: number, revision: number): ReplicaSet {
  const hash = podTemplateHash(deployment.spec.template, deployment.status?.collisionCount ?? 0)
  const {name, namespace = 'default', uid = ''} = deployment.metadata
  const template = withHash(deployment.spec.template, hash)
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels: template.metadata?.labels ?? {},
      annotations: annotationsFor(deployment, revision),
      ownerReferences: [{apiVersion: 'apps/v1', kind: 'Deployment', name, uid, controller: true, blockOwnerDeletion: true}],
    },
    spec: {
      replicas,
      ...(deployment.spec.minReadySeconds === undefined ? {} : {minReadySeconds: deployment.spec.minReadySeconds}),
      selector: {...deployment.spec.selector, matchLabels: {...deployment.spec.selector.matchLabels, 'pod-template-hash': hash}},
      template,
    },
  }
}

/** Writes the ReplicaSets of Deployments, and an event for each change of their size. */
export interface ReplicaSetWriter {
  /** Creates the ReplicaSet for the current template of the Deployment. Fails with a conflict if the round must be repeated. */
  create(deployment: Deployment, old: readonly ReplicaSet[]): Promise<ReplicaSet>
  scale(deployment: Deployment, set: ReplicaSet, to: number): Promise<ReplicaSet>
}

export function replicaSetWriter({client, recorder}: Pick<ControllerContext, 'client' | 'recorder'>): ReplicaSetWriter {
  const events = recorder('deployment-controller')
  const tell = (deployment: Deployment, set: ReplicaSet, from: number, to: number): void => {
    if (from === to) return
    void events.record(
      {...deployment, apiVersion: 'apps/v1', kind: 'Deployment'},
      'Normal',
      'ScalingReplicaSet',
      `Scaled ${to > from ? 'up' : 'down'} replica set ${set.metadata.name} from ${from} to ${to}`,
    )
  }

  const scale = async (deployment: Deployment, set: ReplicaSet, to: number): Promise<ReplicaSet> => {
    const from = set.spec.replicas ?? 1
    const annotations = annotationsFor(deployment, revisionOf(set))
    const sizes = ['deployment.kubernetes.io/desired-replicas', 'deployment.kubernetes.io/max-replicas']
    if (from === to && sizes.every(key => set.metadata.annotations?.[key] === annotations[key])) return set
    const scaled = await client.replace<ReplicaSet>(objectPath(paths.replicaSets, set), {
      ...set,
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: {...set.metadata, annotations: {...set.metadata.annotations, ...annotations}},
      spec: {...set.spec, replicas: to},
    })
    tell(deployment, set, from, to)
    return scaled
  }

  const create = async (deployment: Deployment, old: readonly ReplicaSet[]): Promise<ReplicaSet> => {
    const replicas = newReplicas(deployment, undefined, old)
    const created = await client
      .create(
        objectPath(paths.replicaSets, {metadata: {...deployment.metadata, name: ''}}).replace(/\/$/, ''),
        replicaSetFor(deployment, replicas, Math.max(0, ...old.map(revisionOf)) + 1),
      )
      .catch(async (error: unknown) => {
        // Either the watch is behind, or another template has the same hash.
        if (!isConflict(error)) throw error
        const path = objectPath(paths.replicaSets, replicaSetFor(deployment, replicas, 0))
        const found = await client.get<ReplicaSet>(path)
        if (controllerOf(found)?.uid === deployment.metadata.uid && sameTemplate(found.spec.template, deployment.spec.template))
          return found
        const status = {...deployment.status, collisionCount: (deployment.status?.collisionCount ?? 0) + 1}
        await client.replace(`${objectPath(paths.deployments, deployment)}/status`, {
          ...deployment,
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          status,
        })
        throw error
      })
    tell(deployment, created, 0, replicas)
    return created
  }

  return {create, scale}
}

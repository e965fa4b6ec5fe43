import type {ContainerStatus} from '../../../../../../src/lib/kubernetes/kinds/container-status.ts'
import type {PodObject} from '../../../../../../src/lib/kubernetes/objects.ts'
import {workload} from '../../../objects.ts'
import type {Cases} from '../../case.ts'
import {daemon} from './pod-errors.ts'

const podWith = (status: Partial<ContainerStatus>, metadata: Partial<PodObject['metadata']> = {}): PodObject =>
  workload({
    metadata,
    status: {phase: 'Running', containerStatuses: [{name: 'app', ready: false, restartCount: 0, ...status}]},
  })

const ended = {terminated: {exitCode: 1, reason: 'Error'}}
const lost = {phase: 'Failed', reason: 'NotFound', message: 'The pod may have been deleted from the provider'}

export const podEndsCases: Cases = {
  'pod-crash': {
    fires: [
      {
        name: 'a container that ended with an error',
        facts: {podsOnNode: [podWith({state: ended})]},
        verdict: 'warning',
        message: /^Pod default\/web: The container app ended with exit code 1 \(Error\)\.$/,
        remedy: 'kubectl logs web --container app --namespace default',
      },
      {
        name: 'one that waits to be started again',
        facts: {podsOnNode: [podWith({state: {waiting: {reason: 'Waiting'}}, lastState: ended, restartCount: 4})]},
        verdict: 'warning',
        message: /ended with exit code 1 \(Error\); restarts so far: 4\.$/,
      },
      {
        name: 'one whose end the provider reports as waiting',
        facts: {podsOnNode: [podWith({state: {waiting: {reason: 'Terminated', message: 'Error'}}})]},
        verdict: 'warning',
        message: /The container app ended \(Terminated: Error\)\.$/,
      },
    ],
    quiet: [
      {name: 'one that ended well', facts: {podsOnNode: [podWith({state: {terminated: {exitCode: 0}}})]}, message: /^No container/},
      {name: 'one that runs again', facts: {podsOnNode: [podWith({state: {running: {}}, lastState: ended})]}, message: /^No container/},
      {
        name: 'one that has not started yet',
        facts: {podsOnNode: [podWith({state: {waiting: {reason: 'ContainerCreating'}}})]},
        message: /^No container/,
      },
      {
        name: 'pods that are deleted, of a DaemonSet, refused or lost',
        facts: {
          podsOnNode: [
            podWith({state: ended}, {deletionTimestamp: '2026-11-23T11:59:59Z'}),
            podWith({state: ended}, daemon),
            ...[{phase: 'Pending', reason: 'ProviderFailed'}, lost].map(status => {
              const {containerStatuses = []} = podWith({state: ended}).status ?? {}
              return workload({status: {...status, containerStatuses}})
            }),
          ],
        },
        message: /^No container/,
      },
    ],
  },
  'pod-lost': {
    fires: [
      {
        name: 'a pod whose container group is gone',
        facts: {podsOnNode: [workload({status: lost})]},
        verdict: 'warning',
        message: /^Pod default\/web is Failed, because its container group is not in Azure any more\./,
        remedy: 'kubectl delete pod web --namespace default',
      },
      {
        name: 'two of them',
        facts: {podsOnNode: [workload({status: lost}), workload({name: 'api', status: lost})]},
        verdict: 'warning',
        message: /^Pods default\/web, default\/api are Failed, because their container groups are not in Azure any more\./,
      },
    ],
    quiet: [
      {name: 'a pod that failed otherwise', facts: {podsOnNode: [workload({status: {phase: 'Failed'}})]}, message: /^No pod/},
      {
        name: 'one that is being deleted',
        facts: {podsOnNode: [workload({metadata: {deletionTimestamp: '2026-11-23T11:59:59Z'}, status: lost})]},
        message: /^No pod/,
      },
    ],
  },
}

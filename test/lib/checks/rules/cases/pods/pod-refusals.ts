import {workload} from '../../../objects.ts'
import type {Cases} from '../../case.ts'
import {daemon, refused, write} from './pod-errors.ts'

export const podRefusalsCases: Cases = {
  'pod-accepted': {
    fires: [
      {
        name: 'an answer that nobody explains',
        facts: {podsOnNode: [refused('ACI does not support lifecycle hooks'), refused(write)]},
        message: /^Pod default\/web: ACI does not support lifecycle hooks$/,
        remedy: /\nvkctl why web --namespace default --resource-group g --name c$/,
      },
      {
        name: 'an event that nobody explains, about a pod that has not started',
        facts: {
          podsOnNode: [workload({status: {phase: 'Pending'}})],
          podWarnings: [{podUid: 'uid-of-web', reason: 'Odd', message: 'It is odd.'}],
        },
        message: /^Pod default\/web: Odd: It is odd\.$/,
      },
      {name: 'nothing is said', facts: {podsOnNode: [workload({status: {reason: 'ProviderFailed'}})]}, message: /gave no reason$/},
    ],
    quiet: [
      {name: 'one that another check explains', facts: {podsOnNode: [refused(write)]}, message: /No pod was refused/},
      {
        name: 'a pod whose program failed',
        facts: {podsOnNode: [workload({status: {phase: 'Failed', reason: 'Error'}})]},
        message: /No pod was refused/,
      },
      {
        name: 'one of a DaemonSet',
        facts: {podsOnNode: [{...refused('x'), metadata: {name: 'x', ...daemon}}]},
        message: /No pod was refused/,
      },
    ],
  },
}

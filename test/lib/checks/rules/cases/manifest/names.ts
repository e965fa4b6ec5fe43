import {workload, type ManifestCases} from '../../manifest-case.ts'

const long = (length: number) => ({name: 'w'.repeat(length), namespace: 'shop'})

export const manifestNamesCases: ManifestCases = {
  'group-name': {
    fires: [
      {
        name: 'a pod with 64 letters',
        kind: 'Pod',
        metadata: long(59),
        message: /up to 64 characters\. Azure allows 63/,
        remedy: /by 1 character\.$/,
      },
      {name: 'a Deployment', metadata: long(42), message: /up to 64 characters/},
      {name: 'a CronJob', kind: 'CronJob', metadata: long(44), message: /up to 64/},
      {name: 'a StatefulSet by its last pod', kind: 'StatefulSet', metadata: long(56), spec: {replicas: 11}, message: /up to 64/},
      {name: 'what Kubernetes cuts', kind: 'Job', metadata: long(63), message: /up to 69 characters/},
      {name: 'without a namespace', kind: 'Pod', metadata: {name: 'w'.repeat(56)}, message: /in the namespace default/},
      {name: 'a dot', metadata: {name: 'web.1'}, message: /a dot/, remedy: /Rename web\.1/},
      {name: 'two dashes', metadata: {name: 'web', namespace: 'a--b'}, message: /two dashes/},
    ],
    quiet: [
      {name: 'a pod with 63', kind: 'Pod', metadata: long(58), message: /are valid/},
      {name: 'a Deployment with 63', metadata: long(41), message: /are valid/},
      {name: 'a StatefulSet with ten pods', kind: 'StatefulSet', metadata: long(56), spec: {replicas: 10}, message: /are valid/},
    ],
  },
  'group-name-unique': {
    fires: [
      {
        name: 'two pods',
        kind: 'Pod',
        metadata: {name: 'c', namespace: 'a-b'},
        more: [workload({kind: 'Pod', metadata: {name: 'b-c', namespace: 'a'}})],
        message: /Pod a\/b-c \(<stdin>:\d+\) have the same names/,
      },
      {
        name: 'a pod and a StatefulSet',
        kind: 'Pod',
        metadata: {name: 'c-1', namespace: 'a-b'},
        more: [workload({kind: 'StatefulSet', metadata: {name: 'b-c', namespace: 'a'}, spec: {replicas: 2}})],
        message: /same names/,
      },
      {
        name: 'two StatefulSets',
        kind: 'StatefulSet',
        metadata: {name: 'c', namespace: 'a-b'},
        more: [workload({kind: 'StatefulSet', metadata: {name: 'b-c', namespace: 'a'}})],
        message: /same names/,
      },
      {
        name: 'two Deployments, by chance',
        metadata: {name: 'c', namespace: 'a-b'},
        more: [workload({metadata: {name: 'b-c', namespace: 'a'}})],
        verdict: 'warning',
        message: /can get the same names/,
      },
    ],
    quiet: [
      {
        name: 'a StatefulSet with fewer pods',
        kind: 'Pod',
        metadata: {name: 'c-1', namespace: 'a-b'},
        more: [workload({kind: 'StatefulSet', metadata: {name: 'b-c', namespace: 'a'}})],
        message: /are unique/,
      },
      {
        name: 'the same object twice',
        kind: 'Pod',
        metadata: {name: 'c', namespace: 'a'},
        more: [workload({kind: 'Pod', metadata: {name: 'c', namespace: 'a'}})],
        message: /are unique/,
      },
      {
        name: 'a pod and a Deployment',
        kind: 'Pod',
        metadata: {name: 'c', namespace: 'a-b'},
        more: [workload({metadata: {name: 'b-c', namespace: 'a'}})],
        message: /are unique/,
      },
    ],
  },
}

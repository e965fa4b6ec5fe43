import {gzipSync} from 'node:zlib'

// What others leave in a cluster, with the names, labels and arguments that their charts and AKS give. Their programs do not run: the images of az are
// gone, and the rest is scaled to 0.

const image = 'mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet:1.6.4'

interface Workload {
  readonly name: string
  readonly namespace?: string
  readonly labels?: object
  readonly annotations?: object
  readonly image?: string
  readonly args: readonly string[]
  readonly env?: readonly object[]
  readonly serviceAccountName?: string
}

function deployment({name, namespace = 'default', labels = {}, annotations = {}, args, env = [], image: own = image, ...pod}: Workload) {
  const selected = {app: name}
  const containers = [{name: 'virtual-kubelet', image: own, command: ['virtual-kubelet'], args, env}]
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name, namespace, labels: {...selected, ...labels}, annotations},
    spec: {replicas: 0, selector: {matchLabels: selected}, template: {metadata: {labels: selected}, spec: {...pod, containers}}},
  }
}

/** A virtual node that nobody runs. */
export function leftNode(name: string): object {
  const labels = {type: 'virtual-kubelet', 'kubernetes.io/role': 'agent', 'kubernetes.io/os': 'linux', 'kubernetes.io/hostname': name}
  const taints = [{key: 'virtual-kubelet.io/provider', value: 'azure', effect: 'NoSchedule'}]
  return {apiVersion: 'v1', kind: 'Node', metadata: {name, labels}, spec: {taints}}
}

/** A field of protobuf that is a text of less than 128 bytes. */
function field(number: number, text: string): Buffer {
  return Buffer.concat([Buffer.from([number * 8 + 2, text.length]), Buffer.from(text)])
}

/** A release as Tiller stores it: name, version and namespace. */
export function tillerRelease(name: string, namespace: string): string {
  return gzipSync(Buffer.concat([field(1, name), Buffer.from([7 * 8, 1]), field(8, namespace)])).toString('base64')
}

function tillerRevision(name: string, namespace: string) {
  const labels = {OWNER: 'TILLER', NAME: name, STATUS: 'DEPLOYED', VERSION: '1'}
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {name: `${name}.v1`, namespace: 'kube-system', labels},
    data: {release: tillerRelease(name, namespace)},
  }
}

export const azRelease = 'aci-connector-linux-westus'
export const azName = `${azRelease}-virtual-kubelet-for-aks`
export const azNode = `virtual-kubelet-${azRelease}`

/** What Helm 2 and the chart of az created: without labels of the release. */
const ofAz = [
  {apiVersion: 'v1', kind: 'Secret', metadata: {name: azName, namespace: 'default'}, data: {clientSecret: 'eA=='}},
  {apiVersion: 'v1', kind: 'ServiceAccount', metadata: {name: azName, namespace: 'default'}},
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: {name: azName},
    roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin'},
    subjects: [{kind: 'ServiceAccount', name: azName, namespace: 'default'}],
  },
  deployment({
    name: azName,
    serviceAccountName: azName,
    image: 'microsoft/virtual-kubelet:latest',
    args: ['--provider', 'azure', '--namespace', '', '--nodename', azNode, '--os', 'Linux'],
    env: [
      {name: 'ACI_REGION', value: 'westus'},
      {name: 'ACI_EXTRA_USER_AGENT', value: 'helm-chart/aks/virtual-kubelet-for-aks/0.1.10'},
      {name: 'AZURE_CLIENT_SECRET', valueFrom: {secretKeyRef: {name: azName, key: 'clientSecret'}}},
    ],
  }),
  tillerRevision(azRelease, 'default'),
  leftNode(azNode),
]

export const earliestName = 'earliest-aci-connector'
export const earliestNode = 'aci-connector'

/** What az made until February 2018, in the form that Kubernetes has today. */
const ofEarliestAz = [
  {apiVersion: 'v1', kind: 'Secret', metadata: {name: earliestName, namespace: 'default'}, data: {'azure-sp-client-id': 'eA=='}},
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name: earliestName, namespace: 'default'},
    spec: {
      replicas: 0,
      selector: {matchLabels: {app: earliestName}},
      template: {
        metadata: {labels: {app: earliestName}},
        spec: {
          containers: [
            {
              name: earliestName,
              image: 'microsoft/aci-connector-k8s:latest',
              env: [{name: 'AZURE_CLIENT_ID', valueFrom: {secretKeyRef: {name: earliestName, key: 'azure-sp-client-id'}}}],
            },
          ],
        },
      },
    },
  },
  {apiVersion: 'v1', kind: 'Node', metadata: {name: earliestNode}, spec: {taints: [{key: 'azure.com/aci', effect: 'NoSchedule'}]}},
]

/** The objects of others, each of another origin or with another manager. */
export const foreignObjects: readonly object[] = [
  ...ofAz,
  ...ofEarliestAz,
  // Of somebody else, with the name of the release of az in another namespace.
  {...tillerRevision(azRelease, 'other'), metadata: {...tillerRevision(azRelease, 'other').metadata, name: 'of-others.v1'}},
  deployment({
    name: 'aci-connector-linux',
    namespace: 'kube-system',
    labels: {'addonmanager.kubernetes.io/mode': 'Reconcile', 'kubernetes.io/cluster-service': 'true'},
    args: ['--provider', 'azure', '--nodename', 'virtual-node-aci-linux', '--authentication-token-webhook=true'],
  }),
  deployment({
    name: 'argo',
    labels: {release: 'argo', chart: 'virtual-kubelet-azure-aci', chartVersion: '1.5.1'},
    annotations: {'argocd.argoproj.io/tracking-id': 'platform:apps/Deployment:default/argo'},
    args: ['--nodename', 'argo-node', '--os', 'Windows'],
  }),
  deployment({
    name: 'flux',
    labels: {'helm.toolkit.fluxcd.io/name': 'aci', 'helm.toolkit.fluxcd.io/namespace': 'flux-system'},
    env: [{name: 'ACI_EXTRA_USER_AGENT', value: 'helm-chart/aks/virtual-kubelet-azure-aci/1.6.4'}],
    args: ['--nodename', 'flux-node'],
  }),
  deployment({name: 'hand-made', args: ['--nodename=hand-node']}),
  {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: {name: 'vn2-virtualnode', namespace: 'default', labels: {'app.kubernetes.io/name': 'virtualnode'}},
    spec: {
      serviceName: 'vn2',
      selector: {matchLabels: {'app.kubernetes.io/name': 'virtualnode'}},
      template: {
        metadata: {labels: {'app.kubernetes.io/name': 'virtualnode'}},
        spec: {containers: [{name: 'kubelet', image: 'mcr.microsoft.com/aci/virtual-node-2-kubelet:main'}]},
      },
    },
  },
  {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {name: 'daemon', namespace: 'default'},
    spec: {
      selector: {matchLabels: {app: 'daemon'}},
      template: {
        metadata: {labels: {app: 'daemon'}},
        spec: {nodeSelector: {no: 'machine'}, containers: [{name: 'virtual-kubelet', image, args: ['--nodename', 'daemon-node']}]},
      },
    },
  },
  leftNode('virtual-node-aci-old'),
]

import type {Cluster} from './cluster.ts'
import type {CommandLine} from './command-line.ts'

/** `helm init`: the Deployment and the Service that Helm 2.17 makes, as far as anybody looks at them. */
export function init(cluster: Cluster, {flags}: CommandLine): string {
  const configured = '$HELM_HOME has been configured at /nowhere/.helm.\n'
  if (!flags.has('--skip-refresh')) {
    throw new Error(
      'error initializing: Looks like "https://charts.helm.sh/stable" is not a valid chart repository or cannot be reached: no network',
    )
  }
  if (cluster.get('deployment', 'tiller-deploy', '--namespace', 'kube-system') !== undefined) {
    return `${configured}Warning: Tiller is already installed in the cluster.\n(Use --client-only to suppress this message, or --upgrade to upgrade Tiller to the current version.)\n`
  }
  const labels = {app: 'helm', name: 'tiller'}
  const account = flags.get('--service-account')
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name: 'tiller-deploy', labels},
    spec: {
      replicas: 1,
      selector: {matchLabels: labels},
      template: {
        metadata: {labels},
        spec: {
          ...(account !== undefined && {serviceAccountName: account}),
          containers: [{name: 'tiller', image: 'ghcr.io/helm/tiller:v2.17.0', ports: [{containerPort: 44134, name: 'tiller'}]}],
        },
      },
    },
  }
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {name: 'tiller-deploy', labels},
    spec: {type: 'ClusterIP', selector: labels, ports: [{name: 'tiller', port: 44134, targetPort: 'tiller'}]},
  }
  cluster.apply(JSON.stringify({apiVersion: 'v1', kind: 'List', items: [deployment, service]}), 'kube-system')
  return `${configured}\nTiller (the Helm server-side component) has been installed into your Kubernetes Cluster.\n`
}

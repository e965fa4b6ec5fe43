import {fileURLToPath} from 'node:url'
import {anyOf, changed, type Breakage} from '../breakage.ts'
import {changeDeployment, connectorPods, isReady, replacePod, untilNewPod} from '../connector-pod.ts'
import {namespace, type CauseSite} from '../site.ts'

const container = 'virtual-kubelet'

/** Fields of the pod template, and of the container in it, that somebody changes with kubectl. */
const template = (spec: object): object => ({spec: {template: {spec}}})
const ofContainer = (fields: object): object => template({containers: [{name: container, ...fields}]})
const variable = (name: string, value: string): object => ofContainer({env: [{name, value}]})

const edited = (name: string, patch: object, of?: Breakage['of']): Breakage => ({
  name: `Deployment: ${name}`,
  ...(of !== undefined && {of}),
  breaks: site => changeDeployment(site, patch),
  causes: [changed('Deployment')],
})

const repository = 'mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet'

const anotherProbe = ofContainer({readinessProbe: {tcpSocket: {port: 1}}})

const edits: readonly Breakage[] = [
  edited('image that does not exist', ofContainer({image: `${repository}:9.9.9`})),
  edited('another node name', ofContainer({args: ['--nodename=elsewhere', '--os=Linux', '--client-verify-ca=/etc/aci-connector/ca.crt']})),
  edited('another operating system', ofContainer({args: ['--os=Windows', '--client-verify-ca=/etc/aci-connector/ca.crt']})),
  edited('an unknown argument', ofContainer({args: ['--nope']})),
  edited('another region', variable('ACI_REGION', 'westus')),
  edited('a region that the provider does not know', variable('ACI_REGION', 'spaincentral')),
  edited('another resource group', variable('ACI_RESOURCE_GROUP', 'aci-westus2')),
  edited('a subnet that does not exist', variable('ACI_SUBNET_NAME', 'none'), 'subnet'),
  edited('another address range', variable('ACI_SUBNET_CIDR', '10.99.0.0/24'), 'subnet'),
  edited('another DNS server', variable('KUBE_DNS_IP', '10.9.9.9'), 'subnet'),
  edited('more CPUs than any node has', ofContainer({resources: {requests: {cpu: '500'}}})),
  edited('a node selector that fits nothing', template({nodeSelector: {team: 'none'}})),
  edited('another service account', template({serviceAccountName: 'default', serviceAccount: 'default'})),
  edited('another Secret', template({volumes: [{name: 'connector', secret: {secretName: 'none'}}]})),
  {
    name: 'Deployment has two replicas',
    async breaks(site) {
      await site.world.kubectl(`scale deployment ${site.release} --replicas 2 -n ${namespace}`)
      await site.until('there are two pods', async () => (await connectorPods(site)).length === 2)
    },
    causes: [changed('Deployment'), ...anyOf('single-pod')],
  },
]

const chart = fileURLToPath(new URL('../../../../charts/aci-connector', import.meta.url))

async function upgrade({world, release}: CauseSite, values: string): Promise<void> {
  await world.helm(['upgrade', release, chart, '-n', namespace, '--reuse-values', '-f', world.file('broken.yaml', values)])
}

/** The same mistakes in the values of the release, so that nothing differs from what Helm was given. */
const installed = (name: string, values: string, causes: Breakage['causes'], of?: Breakage['of']): Breakage => ({
  name: `values: ${name}`,
  ...(of !== undefined && {of}),
  async breaks(site: CauseSite) {
    const before = await connectorPods(site)
    await upgrade(site, values)
    await untilNewPod(site, before)
  },
  causes,
})

const options: readonly Breakage[] = [
  installed('image that does not exist', `image: {repository: ${repository}-none}`, anyOf('image-pulled')),
  installed('a node selector that fits nothing', 'nodeSelector: {team: none}', anyOf('pod-scheduled', 'node-for-connector')),
  installed(
    'more CPUs than any node has',
    'resources: {requests: {cpu: "500"}, limits: {cpu: "500"}}',
    anyOf('pod-scheduled', 'node-for-connector'),
  ),
  installed('a location that the provider does not know', 'location: spaincentral', anyOf('location-offered', 'start-region')),
  installed('no service account', 'serviceAccount: {create: false, name: none}', [{id: 'references-exist', about: /ServiceAccount /}]),
]

const others: readonly Breakage[] = [
  {
    name: 'Deployment: another port to probe',
    async breaks(site) {
      const before = new Set((await connectorPods(site)).map(({metadata}) => metadata.uid))
      await site.world.kubectl(['patch', 'deployment', site.release, '-n', namespace, '-p', JSON.stringify(anotherProbe)])
      await site.until('the new pod runs without being ready', async () => {
        const pod = (await connectorPods(site)).find(({metadata}) => !before.has(metadata.uid))
        return pod !== undefined && !isReady(pod) && pod.status?.containerStatuses?.some(({started}) => started === true) === true
      })
    },
    causes: [changed('Deployment')],
  },
  {
    name: 'values: no rights',
    async breaks(site) {
      await upgrade(site, 'rbac: {create: false}')
      await replacePod(site)
    },
    causes: anyOf('rights-granted'),
  },
  {
    name: 'namespace allows only restricted pods, and the pod of the connector is replaced',
    async breaks(site) {
      // The chart's own pod meets this level, so somebody has to change it first.
      await changeDeployment(site, template({hostNetwork: true}))
      await site.world.kubectl(`label namespace ${namespace} pod-security.kubernetes.io/enforce=restricted`)
      await replacePod(site)
    },
    causes: [changed('Deployment'), {id: 'pod-ready', about: /PodSecurity/}],
  },
  {
    name: 'quota of the namespace refuses the pod of the connector',
    async breaks(site) {
      const {world, release} = site
      const message = `pods "${release}-x" is forbidden: exceeded quota: small, requested: pods=1, used: pods=0, limited: pods=0`
      world.faults.set([
        {
          server: 'kubernetes',
          method: 'POST',
          path: `^/api/v1/namespaces/${namespace}/pods(\\?|$)`,
          status: 403,
          code: 'Forbidden',
          message,
          times: Infinity,
        },
      ])
      await replacePod(site)
    },
    causes: [{id: 'pod-ready', about: /exceeded quota/}, {id: 'pod-admitted'}],
  },
]

export const ofDeployment: readonly Breakage[] = [...edits, ...options, ...others]

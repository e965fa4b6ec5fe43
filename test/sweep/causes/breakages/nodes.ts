import {anyOf, changed, type Breakage} from '../breakage.ts'
import {connectorPods, isReady, replacePod} from '../connector-pod.ts'
import {namespace, readOrNone, type CauseSite} from '../site.ts'
import {podFor, runningPod, stuckPod} from '../sample-pods.ts'

/** Somebody changes the virtual node with kubectl, and a pod for it is created. */
const onNode = (name: string, command: (site: CauseSite) => string, causes: Breakage['causes']): Breakage => ({
  name,
  async breaks(site) {
    await site.world.kubectl(command(site))
    await stuckPod(site)
  },
  causes,
})

const finalizer = JSON.stringify({metadata: {finalizers: ['example.com/kept']}})

const ofVirtualNode: readonly Breakage[] = [
  onNode('virtual node has another type', ({nodeName}) => `label node ${nodeName} type=other --overwrite`, anyOf('node-labels')),
  onNode('virtual node has no type', ({nodeName}) => `label node ${nodeName} type-`, anyOf('node-labels')),
  onNode(
    'virtual node has another operating system',
    ({nodeName}) => `label node ${nodeName} kubernetes.io/os=windows --overwrite`,
    anyOf('node-labels'),
  ),
  onNode('virtual node has a foreign taint', ({nodeName}) => `taint node ${nodeName} team=red:NoSchedule`, anyOf('node-taints')),
  onNode('virtual node is cordoned', ({nodeName}) => `cordon ${nodeName}`, anyOf('node-schedulable')),
  {
    name: 'virtual node has lost its taint',
    breaks: ({world, nodeName}) => world.kubectl(`taint node ${nodeName} virtual-kubelet.io/provider-`),
    causes: anyOf('node-labels'),
  },
  {
    name: 'virtual node is not excluded from load balancers',
    breaks: ({world, nodeName}) => world.kubectl(`label node ${nodeName} node.kubernetes.io/exclude-from-external-load-balancers-`),
    causes: anyOf('node-excluded'),
  },
  {
    name: 'virtual node gets routes',
    breaks: ({world, nodeName}) => world.kubectl(`label node ${nodeName} kubernetes.azure.com/managed-`),
    causes: anyOf('node-routes'),
  },
  {
    name: 'virtual node is deleted',
    async breaks(site) {
      await site.world.kubectl(`delete node ${site.nodeName}`)
      await stuckPod(site)
    },
    causes: [{id: 'node-ready', about: /does not exist/}],
  },
  {
    name: 'virtual node is being deleted',
    async breaks(site) {
      const {world, nodeName} = site
      await world.kubectl(['patch', 'node', nodeName, '-p', finalizer])
      await world.kubectl(`delete node ${nodeName} --wait=false`)
      await site.until(
        'the node is being deleted',
        async () => (await readOrNone(world, `/api/v1/nodes/${nodeName}`))?.metadata['deletionTimestamp'] !== undefined,
      )
    },
    causes: anyOf('node-stays'),
  },
]

const pool =
  (verb: string): Breakage['breaks'] =>
  site =>
    site.world.kubectl(verb.replace('NODE', site.world.node.name))

/** The machine that the pod of the connector runs on takes no pods any more. */
const ofMachines: readonly Breakage[] = [
  ['machine is cordoned', 'cordon NODE'],
  ['machine is tainted', 'taint node NODE kubernetes.azure.com/scalesetpriority=spot:NoSchedule'],
  ['machine is of another architecture', 'label node NODE kubernetes.io/arch=arm64 --overwrite'],
  ['machine is of Windows', 'label node NODE kubernetes.io/os=windows --overwrite'],
].map(([name = '', verb = '']) => ({
  name: `only ${name}, and the pod of the connector is replaced`,
  async breaks(site) {
    await pool(verb)(site)
    await replacePod(site)
  },
  causes: anyOf('pod-scheduled', 'node-for-connector'),
}))

const deployments = `/apis/apps/v1/namespaces/${namespace}/deployments`

interface Deployment {
  readonly spec: {readonly template: {readonly spec: object}; readonly [other: string]: unknown}
}

/** Somebody copied the Deployment of the connector. */
async function copyDeployment({world, release}: CauseSite): Promise<void> {
  const {spec} = (await world.get(`${deployments}/${release}`)) as Deployment
  const labels = {app: 'copy'}
  await world.create(deployments, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {name: 'copy', namespace},
    spec: {...spec, selector: {matchLabels: labels}, template: {metadata: {labels}, spec: spec.template.spec}},
  })
}

const others: readonly Breakage[] = [
  {
    name: 'another connector registers the same node',
    async breaks(site) {
      await copyDeployment(site)
      await site.until('both are ready', async () => {
        const pods = await connectorPods(site)
        return pods.length === 2 && pods.every(isReady)
      })
    },
    causes: anyOf('node-name-unique'),
  },
  {
    name: 'Deployment is scaled to 0 while a pod runs on the virtual node',
    async breaks(site) {
      const {world, release, until} = site
      await runningPod(site, podFor(site))
      await world.kubectl(`scale deployment ${release} --replicas 0 -n ${namespace}`)
      await until('the pod of the connector is gone', async () => {
        const {items} = (await world.get(`/api/v1/namespaces/${namespace}/pods`)) as {readonly items: readonly unknown[]}
        return items.length === 0
      })
    },
    causes: [changed('Deployment'), {id: 'pod-ready', about: /scaled to 0/}],
  },
]

export const ofNodes: readonly Breakage[] = [...ofVirtualNode, ...ofMachines, ...others]

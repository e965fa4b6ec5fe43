import type {CauseSite} from './site.ts'

interface Pod {
  readonly spec: {readonly nodeName?: string}
  readonly status?: {
    readonly phase?: string
    readonly reason?: string
    readonly conditions?: readonly {readonly type: string; readonly status: string}[]
    readonly containerStatuses?: readonly {readonly state?: {readonly waiting?: {readonly reason?: string; readonly message?: string}}}[]
  }
}

export const linuxImage = 'mcr.microsoft.com/azuredocs/aci-helloworld'

/** A pod for the virtual node, with these fields of its spec and of its container. */
export function podFor({nodeName}: Pick<CauseSite, 'nodeName'>, spec: object = {}, container: object = {}): object {
  const isWindows = nodeName.includes('-windows-')
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name: 'sample', namespace: 'default'},
    spec: {
      nodeSelector: {type: 'virtual-kubelet', 'kubernetes.io/os': isWindows ? 'windows' : 'linux'},
      tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}],
      automountServiceAccountToken: false,
      containers: [
        {
          name: 'sample',
          image: isWindows ? 'mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2019' : linuxImage,
          resources: {requests: {cpu: '1', memory: '1G'}, limits: {cpu: '1', memory: '1G'}},
          ...container,
        },
      ],
      ...spec,
    },
  }
}

const path = '/api/v1/namespaces/default/pods'

/** What shows that a pod does not run. */
function isStuck({status = {}}: Pod): boolean {
  const {reason, conditions = [], containerStatuses = []} = status
  return (
    reason === 'ProviderFailed' ||
    conditions.some(one => one.type === 'PodScheduled' && one.status === 'False') ||
    containerStatuses.some(({state}) => /Err|BackOff|Invalid/.test(state?.waiting?.reason ?? ''))
  )
}

async function hasWarning({world}: CauseSite): Promise<boolean> {
  const {items} = (await world.get('/api/v1/namespaces/default/events')) as {
    readonly items: readonly {readonly type: string; readonly involvedObject: {readonly name: string}}[]
  }
  return items.some(({type, involvedObject}) => type === 'Warning' && involvedObject.name === 'sample')
}

/** Creates a pod that does not get to run, and waits until Kubernetes says so. */
export async function stuckPod(site: CauseSite, pod: object = podFor(site)): Promise<void> {
  await site.world.create(path, pod)
  await site.until('the pod does not run', async () => isStuck((await site.world.get(`${path}/sample`)) as Pod) || hasWarning(site))
}

/** Creates a pod and waits until it runs. */
export async function runningPod(site: CauseSite, pod: object = podFor(site)): Promise<void> {
  await site.world.create(path, pod)
  await site.until('the pod runs', async () => ((await site.world.get(`${path}/sample`)) as Pod).status?.phase === 'Running')
}

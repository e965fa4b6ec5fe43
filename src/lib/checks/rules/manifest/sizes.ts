import {manifestRule} from '../../manifest/manifest-rule.ts'
import {osOf} from '../../manifest/placement.ts'
import {appContainers} from '../../manifest/pod-spec.ts'
import {limitOf, requestOf, totalRequest} from '../../manifest/resources.ts'

/** https://learn.microsoft.com/azure/container-instances/container-instances-quotas */
const most = 60

export const groupContainers = manifestRule({
  id: 'group-containers',
  title: 'Its pods have no more containers than a container group may have',
  page: {
    symptom: 'Pods are ProviderFailed because a container group has too many containers.',
    cause: 'A container group takes 60 containers at most, and one for Windows a single one.',
    fix: 'Spread the containers over several pods.',
  },
  well: 'Few enough',
  find({workload}) {
    const {pod, lineOf} = workload
    const {containers = [], initContainers = []} = pod
    const count = containers.length + initContainers.length
    const allowed = osOf(workload) === 'windows' ? 1 : most
    if (count <= allowed) return []
    const message = `Its pods have ${count} containers${initContainers.length > 0 ? ', init containers among them' : ''}; ACI takes ${allowed === 1 ? 'a single one for Windows' : allowed}.`
    return [{message, line: lineOf(pod, 'containers'), remedy: 'Spread them over several pods.'}]
  },
})

/** Of the regions with the least; https://learn.microsoft.com/azure/container-instances/container-instances-resource-and-quota-limits */
const usual = {cpu: 4, memoryGb: 16}

export const groupSize = manifestRule({
  id: 'group-size',
  title: 'Its pods are not larger than what ACI offers everywhere',
  page: {
    symptom: 'Pods are ProviderFailed with ServiceUnavailable or because the requested size is not available in the location.',
    cause:
      'A container group of 4 CPUs and 16 GB is there in every region. What is larger depends on the region and on the quota of the subscription.',
    fix: 'Request less, or ask what the region has: az container list-capabilities or the resource page of ACI. Without a request a container gets 1 CPU and 1.5 GB.',
  },
  well: 'At most 4 CPUs and 16 GB',
  find({workload: {pod, lineOf}}) {
    const {cpu, memoryGb} = totalRequest(pod)
    if (cpu <= usual.cpu && memoryGb <= usual.memoryGb) return []
    return [
      {
        verdict: 'warning',
        message: `Its pods request ${cpu} CPUs and ${memoryGb} GB; ${usual.cpu} CPUs and ${usual.memoryGb} GB are what ACI offers by default. Regions differ.`,
        line: lineOf(pod, 'containers'),
        remedy: 'Request less, or choose a region that offers more.',
      },
    ]
  },
})

export const limitsInGroup = manifestRule({
  id: 'limits-in-group',
  title: 'No limit is greater than what its pods request',
  page: {
    symptom: 'Pods are ProviderFailed with ContainerLimitGreaterThanContainerGroupTotalRequest.',
    cause:
      'A container group is as large as the requests of its containers together, and ACI refuses a limit that is greater than that. Other nodes take such limits.',
    fix: 'Make requests and limits the same. Without a request a container gets 1 CPU and 1.5 GB.',
  },
  well: 'All are within the requests',
  find({workload: {pod, lineOf}}) {
    const total = totalRequest(pod)
    return appContainers(pod).flatMap(({container, label}) => {
      const [limit, request] = [limitOf(container), requestOf(container)]
      const limits = container.resources?.limits
      const remedy = 'Make requests and limits the same.'
      const over = [
        ...(limit.cpu > total.cpu ? [{key: 'cpu', what: `${limit.cpu} CPUs`, own: `${request.cpu}`, all: `${total.cpu}`}] : []),
        ...(limit.memoryGb > total.memoryGb
          ? [{key: 'memory', what: `${limit.memoryGb} GB`, own: `${request.memoryGb}`, all: `${total.memoryGb}`}]
          : []),
      ]
      return over.map(({key, what, own, all}) => ({
        message: `${label} has a limit of ${what} and requests ${own}; the whole pod requests ${all}.`,
        line: lineOf(limits, key),
        remedy,
      }))
    })
  },
})

export const noGpu = manifestRule({
  id: 'no-gpu',
  title: 'Its pods ask for no GPU',
  page: {
    symptom: 'Pods are ProviderFailed because ACI has no GPU in the region.',
    cause: 'ACI gave up container groups with a GPU on 14 July 2025.',
    fix: 'Run such pods on a node pool with GPUs.',
  },
  well: 'None',
  find({workload: {pod, lineOf}}) {
    return appContainers(pod).flatMap(({container: {resources: {limits = {}, requests = {}} = {}}, label}) => {
      const holder = [limits, requests].find(map => Object.keys(map).some(isGpu))
      const key = Object.keys(holder ?? {}).find(isGpu)
      if (holder === undefined || key === undefined) return []
      return [
        {
          message: `${label} asks for ${key}; ACI has no GPUs any more.`,
          line: lineOf(holder, key),
          remedy: 'Run it on a node pool with GPUs.',
        },
      ]
    })
  },
})

const isGpu = (resource: string): boolean => resource.endsWith('/gpu')

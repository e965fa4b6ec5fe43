import {az} from '../../../printed-commands/printed-command.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {osOf} from '../../manifest/placement.ts'
import {appContainers} from '../../manifest/pod-spec.ts'
import {isGpu, totalRequest} from '../../manifest/resources.ts'

/** Containers per container group: https://learn.microsoft.com/azure/container-instances/container-instances-quotas */
const most = 60

export const groupContainers = manifestRule({
  id: 'group-containers',
  title: 'The pods do not have too many containers',
  page: {
    symptom: 'Pods are `ProviderFailed` because a container group has too many containers.',
    cause: 'A Linux container group can have 60 containers, a Windows container group only one.',
    fix: 'Distribute the containers over several pods.',
  },
  well: 'The number of containers is allowed',
  find({workload}) {
    const {pod, lineOf} = workload
    const {containers = [], initContainers = []} = pod
    const count = containers.length + initContainers.length
    const allowed = osOf(workload) === 'windows' ? 1 : most
    if (count <= allowed) return []
    const message = `The pods have ${count} containers${initContainers.length > 0 ? ' (including init containers)' : ''}. ACI allows ${allowed === 1 ? 'only one in a Windows container group' : allowed}.`
    return [{message, line: lineOf(pod, 'containers'), remedy: 'Distribute the containers over several pods.'}]
  },
})

/**
 * The size that every region offers.
 * Source: https://learn.microsoft.com/azure/container-instances/container-instances-resource-and-quota-limits
 */
const usual = {cpu: 4, memoryGb: 16}

export const groupSize = manifestRule({
  id: 'group-size',
  title: 'ACI offers the size of the pods in every location',
  page: {
    symptom: 'Pods are `ProviderFailed` with `ServiceUnavailable`, or because the requested size is not available in the location.',
    cause:
      'A container group of 4 CPUs and 16 GB is available in every location. Larger sizes depend on the location and on the quota of the subscription.',
    fix: 'Request less, or check the sizes in the location with `az container list-capabilities`. The default request is 1 CPU and 1.5 GB.',
  },
  well: `The pods request at most ${usual.cpu} CPUs and ${usual.memoryGb} GB`,
  find({workload: {pod, lineOf}}) {
    const {cpu, memoryGb} = totalRequest(pod)
    if (cpu <= usual.cpu && memoryGb <= usual.memoryGb) return []
    return [
      {
        verdict: 'warning',
        message: `The pods request ${cpu} CPUs and ${memoryGb} GB. Not every location offers more than ${usual.cpu} CPUs and ${usual.memoryGb} GB.`,
        line: lineOf(pod, 'containers'),
        remedy: ['Request less, or choose a location that offers this size:', az`container list-capabilities --location LOCATION`],
      },
    ]
  },
})

export const noGpu = manifestRule({
  id: 'no-gpu',
  title: 'The pods request no GPU',
  page: {
    symptom: 'Pods are `ProviderFailed` because ACI has no GPU in the location.',
    cause: 'ACI retired container groups with a GPU on 14 July 2025.',
    fix: 'Run such pods on a node pool with GPUs.',
  },
  well: 'No container requests a GPU',
  find({workload: {pod, lineOf}}) {
    return appContainers(pod).flatMap(({container: {resources: {limits = {}, requests = {}} = {}}, label}) => {
      const holder = [limits, requests].find(map => Object.keys(map).some(isGpu))
      const key = Object.keys(holder ?? {}).find(isGpu)
      if (holder === undefined || key === undefined) return []
      return [
        {
          message: `${label} requests ${key}, but ACI no longer offers GPUs.`,
          line: lineOf(holder, key),
          remedy: 'Run the pods on a node pool with GPUs.',
        },
      ]
    })
  },
})

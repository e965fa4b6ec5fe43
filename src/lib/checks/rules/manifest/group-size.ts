import {manifestRule} from '../../manifest/manifest-rule.ts'
import {totalRequest} from '../../manifest/resources.ts'

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

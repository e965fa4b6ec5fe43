import {manifestRule} from '../../manifest/manifest-rule.ts'
import {appContainers} from '../../manifest/pod-spec.ts'
import {limitOf, requestOf, totalRequest} from '../../manifest/resources.ts'

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

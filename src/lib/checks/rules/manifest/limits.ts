import type {Flaw} from '../../manifest/flaw.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {appContainers, type NamedContainer} from '../../manifest/pod-spec.ts'
import {amountOf} from '../../manifest/quantity.ts'
import {leastBytes, limitOf, requestOf, requestsOf, totalRequest, type Size} from '../../manifest/resources.ts'
import type {Workload} from '../../manifest/workload.ts'

export const limitsInGroup = manifestRule({
  id: 'limits-in-group',
  title: 'ACI accepts the limits of the containers',
  page: {
    symptom: 'Pods are `ProviderFailed` with `ContainerLimitGreaterThanContainerGroupTotalRequest`, or because a limit is too small.',
    cause:
      'The size of a container group is the sum of the requests of its containers. ACI refuses a larger limit, and a limit below the request of the container. The provider rounds requests down to steps of 10m CPU and 100M of memory, and never below one step. It does not round limits of CPU, and rounds those of memory even to 0.',
    fix: 'Set requests and limits to the same values, in steps of 10m CPU and 100M of memory. The default request is 1 CPU and 1.5 GB.',
  },
  well: 'ACI accepts the limits',
  find: ({workload}) => {
    const total = totalRequest(workload.pod)
    return appContainers(workload.pod).flatMap(named => [...above(named, total, workload), ...below(named, workload)])
  },
})

const remedies = {
  same: 'Set requests and limits to the same values.',
  steps: 'Use multiples of 10m for cpu and of 100M for memory, in requests and limits.',
}

function above({container, label}: NamedContainer, total: Size, {lineOf}: Workload): readonly Flaw[] {
  const [limit, request, limits] = [limitOf(container), requestOf(container), container.resources?.limits]
  const given = requestsOf(container)
  const over = [
    ...(limit.cpu > total.cpu ? [{key: 'cpu', what: `${limit.cpu} CPUs`, own: request.cpu, all: total.cpu}] : []),
    ...(limit.memoryGb > total.memoryGb ? [{key: 'memory', what: `${limit.memoryGb} GB`, own: request.memoryGb, all: total.memoryGb}] : []),
  ]
  return over.map(({key, what, own, all}) => {
    const isRounded = given[key] !== undefined && amountOf(given[key]) === amountOf(limits?.[key] ?? '')
    const asks = isRounded ? `The provider rounds its request to ${own}.` : `It requests ${own}.`
    return {
      message: `${label} has a limit of ${what}. ${asks} The limit must not exceed what the whole pod requests: ${all}.`,
      line: lineOf(limits, key),
      remedy: isRounded ? remedies.steps : remedies.same,
    }
  })
}

function below({container, label}: NamedContainer, {lineOf}: Workload): readonly Flaw[] {
  const [limit, request, limits] = [limitOf(container), requestOf(container), container.resources?.limits]
  const under = [
    ...(limit.cpu < request.cpu ? [{key: 'cpu', unit: 'CPUs', limit: limit.cpu, own: request.cpu}] : []),
    // The check memory-units is about amounts that are even smaller.
    ...(limit.memoryGb < request.memoryGb && amountOf(limits?.memory ?? '') >= leastBytes
      ? [{key: 'memory', unit: 'GB', limit: limit.memoryGb, own: request.memoryGb}]
      : []),
  ]
  return under.map(({key, unit, limit: rounded, own}) => ({
    message: `${label} has the limit ${key}: ${limits?.[key] ?? ''}. The provider makes it ${rounded} ${unit}, less than its request of ${own} ${unit}.`,
    line: lineOf(limits, key),
    remedy: remedies.steps,
  }))
}

export const memoryUnits = manifestRule({
  id: 'memory-units',
  title: 'The containers get the memory that the manifest asks for',
  page: {
    symptom: 'Containers are killed because they are out of memory, although the manifest gives them enough.',
    cause:
      'In Kubernetes, `512m` of memory is half a byte: `m` means one thousandth. And the provider rounds memory down to steps of 100M (0.1 GB): `256Mi` is 268 MB and becomes 0.2 GB.',
    fix: 'Write `512M` or `512Mi`. Use multiples of 100M.',
  },
  well: 'The amounts of memory are kept, or nearly',
  find: ({workload: {pod, lineOf}}) =>
    appContainers(pod).flatMap(({container, label}): readonly Flaw[] => {
      const {requests = {}, limits = {}} = container.resources ?? {}
      const holder = limits.memory === undefined ? requests : limits
      const given = holder.memory
      if (given === undefined) return []
      const bytes = amountOf(given)
      const line = lineOf(holder, 'memory')
      if (bytes < leastBytes) {
        const unit = given.endsWith('m') ? ' (m means one thousandth)' : ''
        const better = /^(\d+)m?$/.exec(given)?.[1] ?? '512'
        return [{message: `${label} has memory: ${given}, which is ${bytes} bytes${unit}.`, line, remedy: `Use ${better}M or ${better}Mi.`}]
      }
      const gets = holder === limits ? limitOf(container).memoryGb : requestOf(container).memoryGb
      if (gets === 0 || gets * 1e9 >= 0.9 * bytes) return []
      const message = `${label} has memory: ${given}, which the provider rounds down to ${gets} GB.`
      return [{verdict: 'warning', message, line, remedy: `Use a multiple of 100M, such as ${Math.ceil(bytes / 1e8) * 100}M.`}]
    }),
})

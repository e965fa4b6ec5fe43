import {manifestRule} from '../../manifest/manifest-rule.ts'
import {appContainers} from '../../manifest/pod-spec.ts'

/** Kept by ACI for itself: https://learn.microsoft.com/azure/container-instances/container-instances-faq */
const reserved: readonly (readonly [first: number, last: number])[] = [
  [22, 22],
  [1025, 1027],
  [3389, 3399],
  [9999, 9999],
  [19000, 19000],
  [19080, 19080],
  [19100, 19100],
  [19390, 19390],
  [20000, 30000],
  [49152, 65534],
]

export const reservedPorts = manifestRule({
  id: 'reserved-ports',
  title: 'Its ports are not among those that ACI keeps for itself',
  page: {
    symptom: 'Pods are ProviderFailed because a port is reserved, or nothing answers on it.',
    cause: 'ACI uses the ports 22, 1025-1027, 3389-3399, 9999, 19000, 19080, 19100, 19390, 20000-30000 and 49152-65534 itself.',
    fix: 'Let the program listen on another port. A Service may still offer it under the old number.',
  },
  well: 'None is reserved',
  find({workload: {pod, lineOf}}) {
    return appContainers(pod).flatMap(({container: {ports = []}, label}) =>
      ports.flatMap(port => {
        const number = port.containerPort ?? 0
        const range = reserved.find(([first, last]) => first <= number && number <= last)
        if (range === undefined) return []
        const which = range[0] === range[1] ? '' : ` (${range.join('-')})`
        const message = `${label} listens on ${number}, which ACI keeps for itself${which}.`
        return [{message, line: lineOf(port, 'containerPort'), remedy: 'Use other ports, such as 80, 443 or 8080.'}]
      }),
    )
  },
})

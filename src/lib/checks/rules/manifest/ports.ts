import {vkctl} from '../../../printed-commands/printed-command.ts'
import type {Flaw} from '../../manifest/flaw.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {appContainers} from '../../manifest/pod-spec.ts'

/** Ports per container group: https://learn.microsoft.com/azure/container-instances/container-instances-quotas */
const most = 5

const installWithSubnet = vkctl`install-connector --vnet-subnet-id SUBNET_ID`

export const groupPorts = manifestRule({
  id: 'group-ports',
  title: 'The pods do not have too many ports',
  page: {
    symptom: 'Pods are `ProviderFailed` because their container group has too many ports.',
    cause: 'All containers of a container group share one IP address. ACI opens at most five ports on it.',
    fix: 'Remove ports that nobody outside the pod needs. The containers of a pod reach each other on `localhost` without them.',
  },
  well: `The pods have at most ${most} ports`,
  find({workload: {pod, lineOf}}) {
    const ports = (pod.containers ?? []).flatMap(container => container.ports ?? [])
    const distinct = new Set(ports.map(({containerPort, protocol = 'TCP'}) => `${containerPort}/${protocol}`))
    if (distinct.size <= most) return []
    const sixth = ports.find(({containerPort, protocol = 'TCP'}) => `${containerPort}/${protocol}` === [...distinct][most])
    return [
      {
        message: `The pods have ${distinct.size} ports. ACI allows ${most} per container group.`,
        line: lineOf(sixth),
        remedy: 'Remove the ports that nobody outside the pod needs.',
      },
    ]
  },
})

export const portProtocols = manifestRule({
  id: 'port-protocols',
  title: 'ACI can open the ports of the pods',
  page: {
    symptom: 'Pods are `ProviderFailed` because a port of the IP address is not used by any container, or is there twice.',
    cause:
      'Without a subnet, the provider opens all ports on the IP address as TCP, so no container uses the port of a UDP port. All containers of a container group share their ports: a number can be there only once, for one protocol. SCTP becomes TCP.',
    fix: 'Use TCP, or a connector with a subnet for UDP. Remove a port that another container has as well.',
  },
  well: 'All ports are TCP and have different numbers',
  find({workload: {pod, lineOf}}) {
    const seen = new Set<number>()
    return appContainers(pod).flatMap(({container: {ports = []}, label}) =>
      ports.flatMap((port): readonly Flaw[] => {
        const {containerPort = 0, protocol = 'TCP'} = port
        const isTwice = seen.has(containerPort)
        seen.add(containerPort)
        const twice = {
          message: `${label} has the port ${containerPort} (${protocol}), but another port of the pod has this number. ACI opens each number once.`,
          line: lineOf(port, 'containerPort'),
          remedy: 'Remove one of the ports, or use another number.',
        }
        const other = {
          message:
            protocol === 'UDP'
              ? `${label} has the UDP port ${containerPort}. Without a subnet, the provider opens it as TCP, and ACI refuses the pods.`
              : `${label} has the ${protocol} port ${containerPort}, which the provider opens as TCP.`,
          line: lineOf(port, 'protocol'),
          remedy: protocol === 'UDP' ? ['Use a connector with a subnet:', installWithSubnet] : 'Use TCP.',
        }
        return [...(protocol === 'TCP' ? [] : [other]), ...(isTwice ? [twice] : [])]
      }),
    )
  },
})

/** Ports that ACI reserves: https://learn.microsoft.com/azure/container-instances/container-instances-faq */
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
  title: 'The pods do not use ports that ACI reserves',
  page: {
    symptom: 'Pods are `ProviderFailed` because a port is reserved, or nothing answers on the port.',
    cause: 'ACI reserves the ports 22, 1025-1027, 3389-3399, 9999, 19000, 19080, 19100, 19390, 20000-30000 and 49152-65534.',
    fix: 'Use another port in the program. A Service can still offer it under the old number.',
  },
  well: 'No port is reserved',
  find({workload: {pod, lineOf}}) {
    return appContainers(pod).flatMap(({container: {ports = []}, label}) =>
      ports.flatMap(port => {
        const number = port.containerPort ?? 0
        const range = reserved.find(([first, last]) => first <= number && number <= last)
        if (range === undefined) return []
        const which = range[0] === range[1] ? '' : ` (${range.join('-')})`
        const message = `${label} uses the port ${number}, which ACI reserves${which}.`
        return [{message, line: lineOf(port, 'containerPort'), remedy: 'Use another port, such as 80, 443 or 8080.'}]
      }),
    )
  },
})

export const publicAddress = manifestRule({
  id: 'public-address',
  title: 'The pods open no port to the internet',
  page: {
    symptom: 'Anybody on the internet can reach a pod.',
    cause: 'Without a subnet, a container group with ports gets a public IP address. All ports of its containers are open on it.',
    fix: 'Install the connector with a subnet (`vkctl install-connector --vnet-subnet-id`), remove ports that nobody needs, or require authentication in the program.',
  },
  well: 'The pods have no ports, so they get no public IP address',
  find({workload: {pod, lineOf}}) {
    const ports = (pod.containers ?? []).flatMap(container => container.ports ?? [])
    const [first] = ports
    if (first === undefined) return []
    const numbers = [...new Set(ports.map(({containerPort}) => containerPort ?? '?'))]
    return [
      {
        verdict: 'warning',
        message: `${numbers.length === 1 ? 'Port' : 'Ports'} ${numbers.join(', ')} of the pods ${numbers.length === 1 ? 'is' : 'are'} open to the internet, unless the connector uses a subnet.`,
        line: lineOf(first, 'containerPort'),
        remedy: ['Remove the ports that nobody needs, or use a connector with a subnet:', installWithSubnet],
      },
    ]
  },
})

import {manifestRule} from '../../manifest/manifest-rule.ts'

/** https://learn.microsoft.com/azure/container-instances/container-instances-quotas */
const most = 5

export const groupPorts = manifestRule({
  id: 'group-ports',
  title: 'Its pods have no more ports than one address may have',
  page: {
    symptom: 'Pods are ProviderFailed because their container group has too many ports.',
    cause: 'All containers of a container group share one address, and ACI opens five ports of it at most.',
    fix: 'Take ports away that nobody outside of the pod needs: containers of one pod reach each other on localhost without them.',
  },
  well: 'Few enough',
  find({workload: {pod, lineOf}}) {
    const ports = (pod.containers ?? []).flatMap(container => container.ports ?? [])
    const distinct = new Set(ports.map(({containerPort, protocol = 'TCP'}) => `${containerPort}/${protocol}`))
    if (distinct.size <= most) return []
    const sixth = ports.find(({containerPort, protocol = 'TCP'}) => `${containerPort}/${protocol}` === [...distinct][most])
    return [
      {
        message: `Its pods have ${distinct.size} ports; one address of ACI takes ${most}.`,
        line: lineOf(sixth),
        remedy: 'Take away the ports that nobody outside of the pod needs.',
      },
    ]
  },
})

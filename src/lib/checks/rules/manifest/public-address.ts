import {manifestRule} from '../../manifest/manifest-rule.ts'

export const publicAddress = manifestRule({
  id: 'public-address',
  title: 'Its pods open no port to the internet',
  page: {
    symptom: 'A pod has an address that anybody on the internet can reach.',
    cause: 'Without a subnet a container group with ports gets a public address, on which all ports of its containers are open.',
    fix: 'Install the connector with a subnet (--subnet-name), take ports away that nobody needs, or see to it that the program asks who is there.',
  },
  well: 'No ports, no address',
  find({workload: {pod, lineOf}}) {
    const ports = (pod.containers ?? []).flatMap(container => container.ports ?? [])
    const [first] = ports
    if (first === undefined) return []
    const numbers = [...new Set(ports.map(({containerPort}) => containerPort ?? '?'))].join(', ')
    return [
      {
        verdict: 'warning',
        message: `Port ${numbers} of its pods is open to the internet, unless the connector uses a subnet.`,
        line: lineOf(first, 'containerPort'),
        remedy: 'Use a connector with a subnet, or take away the ports that nobody needs.',
      },
    ]
  },
})

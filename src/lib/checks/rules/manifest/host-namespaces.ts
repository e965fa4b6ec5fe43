import {manifestRule} from '../../manifest/manifest-rule.ts'

export const hostNamespaces = manifestRule({
  id: 'host-namespaces',
  title: 'Its pods share nothing with a node',
  page: {
    symptom: 'A program does not find the network, the processes or the shared memory of a node.',
    cause: 'hostNetwork, hostPID and hostIPC stand for what the node has, and behind a virtual node there is no machine.',
    fix: 'Run such pods on an ordinary node, or take the fields away.',
  },
  well: 'Nothing',
  find({workload: {pod, lineOf}}) {
    return (['hostNetwork', 'hostPID', 'hostIPC'] as const)
      .filter(field => pod[field] === true)
      .map(field => ({
        message: `Its pods have ${field}; a virtual node has nothing to share.`,
        line: lineOf(pod, field),
        remedy: `Take ${field} away, or run it on an ordinary node.`,
      }))
  },
})

import {installWith} from '../../wording/install-again.ts'
import type {ConnectorSubject} from '../../facts/connector-values.ts'
import type {Line} from '../../../printed-commands/printed-lines.ts'
import {az, kubectl} from '../../../printed-commands/printed-command.ts'
import {unmetTaints} from '../../facts/placement/obstacles.ts'
import type {NodeVerdict} from '../../facts/placement/node-verdicts.ts'
import type {SizedPod} from '../../facts/placement/requests.ts'

/** What lets a node take the pod of a connector, nearest first. `clusterOptions` are the options of vkctl that name the cluster. */
export function nodeAdvice(
  pod: SizedPod,
  verdicts: readonly NodeVerdict[],
  connector: ConnectorSubject,
  clusterOptions: readonly string[],
): readonly Line[] {
  const withFile = installWith(connector, '--set-values', 'FILE')
  const where = clusterOptions.map(option => (option === '--name' ? '--cluster-name' : option))
  const near = verdicts.filter(({obstacles}) => obstacles.every(({kind}) => kind !== 'label'))
  const states = near.filter(({obstacles}) => obstacles.length > 0 && obstacles.every(({kind}) => kind === 'state'))
  // A node without obstacles has no room.
  const isFull = near.some(({obstacles}) => obstacles.every(({kind}) => kind === 'resource'))
  return [
    ...states
      .slice(0, 1)
      .flatMap(({node: {metadata, spec}}) =>
        spec?.unschedulable === true
          ? ['If the node is no longer in maintenance:', kubectl`uncordon ${metadata.name}`]
          : ['Find out why the node is not ready:', kubectl`describe node ${metadata.name}`],
      ),
    ...tolerations(pod, near).flatMap(line => [line, withFile]),
    ...(isFull ? ['Make room on a node, or pass a file with lower resources.requests:', withFile] : []),
    `${near.length === 0 ? 'Add' : 'Or add'} a node pool for Linux on amd64:`,
    az`aks nodepool add ${where} --nodepool-name NAME --node-count 1 --node-vm-size Standard_D2s_v5`,
  ]
}

/** The values of the chart that tolerate the taints of a node that has no other obstacle. The list replaces the usual one. */
function tolerations(pod: SizedPod, near: readonly NodeVerdict[]): readonly string[] {
  const node = near.find(({obstacles}) => obstacles.length > 0 && obstacles.every(({kind}) => kind === 'taint'))?.node
  if (node === undefined) return []
  // Kubernetes itself adds those for states of the node to a pod.
  const own = (pod.tolerations ?? []).filter(({key = ''}) => !key.startsWith('node.kubernetes.io/'))
  const all = [...own, ...unmetTaints(pod.tolerations ?? [], node.spec?.taints ?? []).map(tolerationOf)]
  const items = all.map(fields => {
    const given = Object.entries(fields).filter(([, value]) => value !== undefined && value !== '')
    // YAML takes a value such as true for something else than a text.
    return `{${given.map(([key, value]) => `${key}: ${key === 'value' ? JSON.stringify(value) : String(value)}`).join(', ')}}`
  })
  return [`To let the connector run on ${node.metadata.name}, pass a file with tolerations: [${items.join(', ')}]`]
}

function tolerationOf({key, value = '', effect}: {readonly key: string; readonly value?: string; readonly effect: string}): object {
  return value === '' ? {key, operator: 'Exists', effect} : {key, value, effect}
}

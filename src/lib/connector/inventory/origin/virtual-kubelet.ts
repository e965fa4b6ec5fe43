import type {DeploymentObject} from '../../../kubernetes/objects.ts'
import {environmentOf, flagOf} from '../../model/deployment-arguments.ts'

// What shows that a workload registers virtual nodes: the program that its containers run. Labels differ between charts, and anybody can set them.

type Containers = NonNullable<NonNullable<NonNullable<NonNullable<DeploymentObject['spec']>['template']>['spec']>['containers']>

/** The name without a flag (virtual-kubelet v1.11, DefaultNodeName in the opts.go of its root command). */
const defaultNodeName = 'virtual-kubelet'

/** The repository of images of Virtual Nodes v2 (microsoft/virtualnodesOnAzureContainerInstances, Helm/virtualnode/values.yaml). */
const kubeletOfVirtualNodes2 = 'virtual-node-2-kubelet'

/** Image of the program before Virtual Kubelet (Azure/aci-connector-k8s), which `az aks install-connector` installed until February 2018. */
const earliestProgram = 'aci-connector-k8s'

/** Whether a workload runs the ACI provider of Virtual Kubelet: by its image, its command, or the variables that only this provider reads. */
export function runsVirtualKubelet(workload: DeploymentObject): boolean {
  const provider = flagOf(workload, '--provider')
  if (provider !== undefined && provider !== 'azure') return false
  return containersOf(workload).some(
    ({image = '', command: [program = ''] = [], args = [], env = []}) =>
      lastPart(repositoryOf(image)) === 'virtual-kubelet' ||
      lastPart(program) === 'virtual-kubelet' ||
      (args.some(text => /^--nodename(=|$)/.test(text)) && env.some(({name}) => /^(A[CK]S_CREDENTIAL_LOCATION|ACI_REGION)$/.test(name))),
  )
}

/** Whether a workload runs a kubelet of Virtual Nodes v2. */
export function runsVirtualNodes2(workload: DeploymentObject): boolean {
  return containersOf(workload).some(({image = ''}) => lastPart(repositoryOf(image)) === kubeletOfVirtualNodes2)
}

/** Whether a workload runs the program before Virtual Kubelet. */
export function runsEarliestProgram(workload: DeploymentObject): boolean {
  return containersOf(workload).some(({image = ''}) => lastPart(repositoryOf(image)) === earliestProgram)
}

/** Whether this is the node for Windows of the program before Virtual Kubelet, which says so nowhere else. */
export function isEarliestWindowsNode(name: string): boolean {
  return name === 'aci-connector-1'
}

/** It takes no name: a release registers one node, and a canary build one for Linux and one for Windows (node.ts and README.md there). */
function nodesOfEarliestProgram(workload: DeploymentObject): readonly string[] {
  const isCanary = containersOf(workload).some(({image = ''}) => image.endsWith(`/${earliestProgram}:canary`))
  return isCanary ? ['aci-connector-0', 'aci-connector-1'] : ['aci-connector']
}

/**
 * The names of the nodes that a workload registers: what its arguments say, or with Virtual Nodes v2 the names of its pods. A variable whose value is only
 * in the pods stays in the name.
 */
export function registeredNodes(workload: DeploymentObject): readonly string[] {
  if (runsVirtualNodes2(workload)) {
    return Array.from({length: workload.spec?.replicas ?? 1}, (_, ordinal) => `${workload.metadata.name}-${ordinal}`)
  }
  if (runsEarliestProgram(workload)) return nodesOfEarliestProgram(workload)
  if (!runsVirtualKubelet(workload)) return []
  const name = (flagOf(workload, '--nodename') ?? '').replaceAll(
    /\$\(([\w.-]+)\)/g,
    (reference, variable: string) => environmentOf(workload, variable) ?? reference,
  )
  return [name === '' ? defaultNodeName : name]
}

function containersOf({spec}: DeploymentObject): Containers {
  return spec?.template?.spec?.containers ?? []
}

/** An image without its tag and digest. */
function repositoryOf(image: string): string {
  return image.replace(/@.*$/, '').replace(/:[^/]*$/, '')
}

function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

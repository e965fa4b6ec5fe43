import type {ContainerGroup} from '../../azure/azure.ts'
import type {Host} from '../session/host.ts'

/** The container groups of a node, by the tag that the provider gives them. */
export async function containerGroupsOf({azure}: Host, aciResourceGroup: string, nodeName: string): Promise<readonly ContainerGroup[]> {
  return (await azure.containerGroups(aciResourceGroup)).filter(({tags}) => tags['NodeName'] === nodeName)
}

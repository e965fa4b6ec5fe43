import type {ContainerGroup} from '../../azure/azure.ts'
import type {Host} from '../session/host.ts'

/** The container groups of a node. The provider gives them a tag with its name. */
export async function containerGroupsOf({azure}: Host, aciResourceGroup: string, nodeName: string): Promise<readonly ContainerGroup[]> {
  return (await azure.containerGroups(aciResourceGroup)).filter(({tags}) => tags['NodeName'] === nodeName)
}

import type {ContainerGroup} from '../../azure/azure.ts'
import {known, mapFact, type Fact} from '../../checks/engine/fact.ts'
import type {ConnectorValues} from '../../checks/facts/connector-values.ts'
import {NotFoundError} from '../../errors.ts'

/**
 * What the list of container groups of the ACI resource group of a connector says. Azure refuses to list those of a group that does not exist; there
 * are none then.
 */
export function groupFacts(
  found: Fact<readonly ContainerGroup[]>,
  nodeName: string,
): {readonly [Name in 'aciGroupExists' | 'containerGroups']: Fact<ConnectorValues[Name]>} {
  if (!found.known && found.error instanceof NotFoundError) return {aciGroupExists: known(false), containerGroups: known([])}
  return {
    aciGroupExists: mapFact(found, () => true),
    containerGroups: mapFact(found, all => all.filter(({tags}) => tags['NodeName'] === nodeName)),
  }
}

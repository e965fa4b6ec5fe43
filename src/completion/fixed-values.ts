import {readAzProfile} from '../lib/azure/sign-in/az-profile.ts'
import {settingNames} from '../lib/configuration/settings.ts'
import type {System} from '../system.ts'
import type {Candidate} from './candidates.ts'
import {readContexts} from './contexts.ts'
import type {Given, InCommand} from './cursor.ts'
import type {ValueKind} from './values.ts'

/** Values that vkctl itself knows, or that are in a file. */
export const fixedValues: Readonly<
  Partial<Record<ValueKind, (given: Given, system: System, cursor: InCommand) => Promise<readonly Candidate[]>>>
> = {
  async check() {
    const {allRules} = await import('../lib/checks/catalogue.ts')
    return allRules.map(({id, title}) => ({value: id, description: title}))
  },
  async 'skippable-check'() {
    const {skippableChecks} = await import('../check-ids.ts')
    return skippableChecks().map(({id, title}) => ({value: id, description: title}))
  },
  async 'kept-option'() {
    const {keptOptionNames} = await import('../lib/connector/model/record/kept-options.ts')
    return keptOptionNames.map(value => ({value}))
  },
  async 'group-class'() {
    const {groupClasses} = await import('../lib/orphans/found-group.ts')
    return groupClasses.map(value => ({value}))
  },
  async provider() {
    return [{value: 'Microsoft.ContainerInstance'}]
  },
  async setting(_given, _system, {command: {id}}) {
    return settingNames.map(name => ({value: id === 'config:set' ? `${name}=` : name}))
  },
  async context(given, system) {
    return (await readContexts(given.get('kubeconfig')?.at(-1), system)).map(value => ({value}))
  },
  async subscription(_, system) {
    return (await readAzProfile(system)).map(({name, id}) => ({value: name, description: id}))
  },
}

import {readAzProfile} from '../lib/azure/sign-in/az-profile.ts'
import {settingNames} from '../lib/configuration/settings.ts'
import type {System} from '../system.ts'
import type {Candidate} from './candidates.ts'
import {listedChecks} from './checks.ts'
import {readContexts} from './contexts.ts'
import type {InCommand} from './cursor.ts'
import type {ValueKind} from './values.ts'

export interface Around {
  readonly system: System
  /** The folder that vkctl is installed in. */
  readonly root: string
}

/** Values that vkctl itself knows, or that are in a file. */
export const fixedValues: Readonly<Partial<Record<ValueKind, (cursor: InCommand, around: Around) => Promise<readonly Candidate[]>>>> = {
  async check(_, {root}) {
    return (await listedChecks(root)).map(({id, title}) => ({value: id, description: title}))
  },
  async 'skippable-check'(_, {root}) {
    return (await listedChecks(root)).filter(({skippable}) => skippable).map(({id, title}) => ({value: id, description: title}))
  },
  async 'kept-option'() {
    const {keptOptionNames} = await import('../lib/connector/model/record/kept-options.ts')
    return keptOptionNames.map(value => ({value}))
  },
  async 'group-class'() {
    const {groupClasses} = await import('../lib/orphans/found-group.ts')
    return groupClasses.map(value => ({value}))
  },
  async scenario(_, {root}) {
    const {ownFiles} = await import('../lib/own-files.ts')
    return (await ownFiles(root, 'templates/scenarios')).map(file => ({value: file.replace(/\.yaml$/, '')}))
  },
  async provider() {
    return [{value: 'Microsoft.ContainerInstance'}]
  },
  async setting({command: {id}}) {
    return settingNames.map(name => ({value: id === 'config:set' ? `${name}=` : name}))
  },
  async context({given}, {system}) {
    return (await readContexts(given.get('kubeconfig')?.at(-1), system)).map(value => ({value}))
  },
  async subscription(_, {system}) {
    return (await readAzProfile(system)).map(({name, id}) => ({value: name, description: id}))
  },
}

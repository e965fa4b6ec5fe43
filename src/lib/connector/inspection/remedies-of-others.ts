import type {Category} from '../../checks/engine/category.ts'
import type {Finding} from '../../checks/engine/finding.ts'
import type {CommandTarget} from '../../printed-commands/command-target.ts'
import {joinedRemedies, printedRemedy, type Advice} from '../../printed-commands/printed-lines.ts'
import {vkctl} from '../../printed-commands/printed-command.ts'
import type {Installed} from '../inventory/installed.ts'

type Owned = Pick<Installed, 'origin' | 'managedBy' | 'workload' | 'nodeName'>

/** The checks of how a connector is installed. Their remedies assume that vkctl installed it. */
const ofInstallation: ReadonlySet<Category> = new Set(['azure', 'network', 'connector'])

/** The findings about a connector. If somebody else manages it, the remedies say so: `vkctl install-connector` would install another one. */
export function forOwner(findings: readonly Finding[], connector: Owned, target: CommandTarget): readonly Finding[] {
  const note = ownerNote(connector)
  if (note === undefined) return findings
  const printed = printedRemedy(note, target)
  const isAbout = ({category, verdict, remedy}: Finding): boolean => ofInstallation.has(category) && verdict !== 'unknown' && remedy !== ''
  return findings.map(finding => (isAbout(finding) ? {...finding, ...joinedRemedies([finding, printed])} : finding))
}

function ownerNote({origin, managedBy, workload, nodeName}: Owned): Advice | undefined {
  if (managedBy?.tool === 'flux' || managedBy?.tool === 'argo-cd') {
    const {kind, namespace, name} = managedBy
    const object = [kind, [namespace, name].filter(part => part !== null).join('/')].join(' ')
    return `${managedBy.tool === 'flux' ? 'Flux' : 'Argo CD'} manages this connector: change it where the ${object} reads it.`
  }
  if (origin === 'virtual-nodes-v2') return 'This is Virtual Nodes v2: vkctl install-connector does not change it.'
  if (origin === 'aks-addon') return 'AKS manages this connector: vkctl install-connector does not change it.'
  if (origin === 'vkctl' || workload === undefined) return undefined
  return ['vkctl did not install this connector. To take it over first:', vkctl`install-connector --adopt ${nodeName}`]
}

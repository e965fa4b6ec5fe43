import {someOf} from '../../../checks/wording/some-of.ts'
import type {Wanted} from '../wanted.ts'
import {deploymentRef, type Adopted} from './adopted.ts'

/** The Deployment of a connector, as `vk-azure-aci/aci`. */
export function deploymentInWords(adopted: Pick<Adopted, 'deployment'>): string {
  const {namespace, name} = deploymentRef(adopted)
  return `${namespace}/${name}`
}

/** The question to the user before a connector is taken over; undefined if none is. */
export function adoptionQuestion(wanted: readonly Pick<Wanted, 'record' | 'adopted'>[]): string | undefined {
  const [one] = wanted
  return one?.adopted && questionAbout(one.adopted, one.record.release)
}

function questionAbout(adopted: Adopted, release: string): string {
  const {nodeName, release: old, pods} = adopted
  const deployment = deploymentInWords(adopted)
  const isFrom = old === undefined ? '' : ` of the release ${old.name} (${old.chartName}-${old.chartVersion})`
  const goes = old === undefined ? 'delete that Deployment' : `uninstall the release ${old.name}`
  return [
    `The Deployment ${deployment}${isFrom} registers the node ${nodeName}. vkctl will stop it, install ${release} for the same node, and ${goes} when ${release} works.`,
    pods.length === 0 ? 'No pod is on the node.' : `The pods on the node keep running: ${someOf(pods, 5)}.`,
    'Are you sure you want to perform this operation?',
  ].join('\n')
}

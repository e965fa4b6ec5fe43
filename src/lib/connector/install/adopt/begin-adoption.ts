import {exitCodes, UserError} from '../../../errors.ts'
import type {DeploymentObject} from '../../../kubernetes/objects.ts'
import {releaseName, type ConnectorId} from '../../model/names.ts'
import type {InstallSpec} from '../../model/spec.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {Host} from '../../session/host.ts'
import type {Adopted} from './adopted.ts'
import {adoptingSpec, lostVariables} from './adopting-spec.ts'
import {readRegistrants, tooMany} from './read-adopted.ts'
import {refuseAdoption} from './refuse-adoption.ts'
import {deploymentInWords} from './words.ts'

export interface Adoption {
  /** What the user asks for; without an adoption as it was. */
  readonly spec: InstallSpec
  /** Undefined if nothing is taken over, or if it was already. */
  readonly adopted: Adopted | undefined
}

/**
 * Finds the connector that `--adopt` names by its node, and asks for an install that is like it. Rejects with UserError if there is none, or if it must not be
 * taken over.
 */
export async function beginAdoption({talk}: Host, session: ClusterSession, spec: InstallSpec): Promise<Adoption> {
  const {adopt} = spec
  if (adopt === undefined) return {spec, adopted: undefined}
  const {adopted, own} = await readRegistrants(session, adopt)
  const deployment = adopted?.deployment ?? own
  if (deployment === undefined) return {spec, adopted}
  if (adopted !== undefined) await refuseAdoption(session, adopted, spec)
  const whole = await adoptingSpec(spec, deployment, session)
  if (own !== undefined) refuseOther(own, whole, adopted)
  const lost = adopted === undefined ? [] : lostVariables(deployment, whole)
  if (lost.length > 0) {
    talk.warning(
      `These environment variables of the Deployment ${deploymentInWords({deployment})} are not kept: ${lost.join(', ')}. To keep one, pass it with --set-values, under env.`,
    )
  }
  return {spec: whole, adopted}
}

/** Throws if vkctl runs the connector of this node under another name. */
function refuseOther(
  own: DeploymentObject,
  {connectorName, osTypes: [osType = 'Linux'], location = '', namespace, adopt = ''}: InstallSpec,
  adopted: Adopted | undefined,
): void {
  const id: ConnectorId = {connectorName, osType, location}
  if (own.metadata.name === releaseName(id) && own.metadata.namespace === namespace) return
  // Anybody can give a Deployment the labels of vkctl's chart.
  if (adopted !== undefined) throw tooMany(adopt, [adopted.deployment, own])
  throw new UserError(`vkctl has installed ${own.metadata.name} in the namespace ${own.metadata.namespace} for the node ${adopt}.`, {
    hints: ['Pass the --connector-name and the --namespace of that connector, or leave out --adopt.'],
    exitCode: exitCodes.checksFailed,
  })
}

import {linesOf, type Advice, type Line} from '../../../printed-commands/printed-lines.ts'
import {kubectl} from '../../../printed-commands/printed-command.ts'
import type {ContainerGroup} from '../../../azure/azure.ts'
import type {PodObject} from '../../../kubernetes/objects.ts'
import type {Judgement} from '../../engine/rule.ts'
import {connectorRule, type ConnectorSubject, type ConnectorValues} from '../../facts/connector-values.ts'
import type {RoleStates} from '../../facts/permissions.ts'
import {isDaemonPodOfEveryNode, isRefused} from '../../facts/pod-state.ts'
import {askWhy} from '../../wording/ask-why.ts'
import {gist, withFullStop} from '../../wording/error-text.ts'
import {podList} from '../../wording/pod-list.ts'
import type {PodError, PodErrorText} from './pod-error.ts'
import {podErrors} from './pod-errors.ts'

/** A pod that was refused, and the reason. */
interface Refusal {
  readonly pod: PodObject
  /** The id of the row in pod-errors.ts that explains the error; undefined if there is none. */
  readonly id: string | undefined
  /** The text of the pod's status or events that the row matches, or else the message of its status or of its last warning. */
  readonly text: string
}

/** The pods of a node that ACI or the provider refused. DaemonSet pods are left out, because the check daemon-pods reports them. */
function refusals({podsOnNode, podWarnings}: Pick<ConnectorValues, 'podsOnNode' | 'podWarnings'>): readonly Refusal[] {
  const warnings = new Map(podWarnings.map(warning => [warning.podUid, warning]))
  return podsOnNode
    .filter(pod => pod.metadata.deletionTimestamp === undefined && !isDaemonPodOfEveryNode(pod))
    .flatMap((pod): readonly Refusal[] => {
      const warning = warnings.get(pod.metadata.uid ?? '')
      const texts = [...textsOf(pod), ...(warning === undefined ? [] : [`${warning.reason}: ${warning.message}`])]
      const error = podErrorIn(texts)
      const text = texts.find(one => error?.pattern.test(one))
      if (error !== undefined && text !== undefined) return [{pod, id: error.id, text}]
      if (isRefused(pod)) return [{pod, id: undefined, text: pod.status?.message ?? 'the provider gave no reason'}]
      return warning === undefined ? [] : [{pod, id: undefined, text: `${warning.reason}: ${warning.message}`}]
    })
}

/** Codes of Azure Resource Manager, which answers before ACI sees the pod: these answers repeat nothing that the pod says. */
const codeOfManager = /^ERROR CODE: (?:(?:Linked)?AuthorizationFailed|RequestDisallowedBy\w+|ScopeLocked|\w*Disabled\w*)$/m

function answerIn({pod, text}: Refusal): string {
  return text === pod.status?.message && codeOfManager.test(text) ? text : ''
}

/** The row of the table that explains one of these texts; undefined if none does. */
function podErrorIn(texts: readonly string[]): PodError | undefined {
  const fitting = podErrors.filter(({pattern}) => texts.some(text => pattern.test(text)))
  return fitting.find(({unless = []}) => !fitting.some(({id}) => unless.includes(id)))
}

/** What to do about an error of the provider or of ACI; empty if no row of the table explains it. */
export function errorRemedy(text: string, roles: RoleStates, connector: ConnectorSubject): Advice {
  const error = podErrorIn([text])
  return error === undefined ? '' : remedyOf(error, {text, answer: ''}, roles, connector)
}

function remedyOf({remedy}: Pick<PodError, 'remedy'>, error: PodErrorText, roles: RoleStates, connector: ConnectorSubject): Advice {
  return typeof remedy === 'function' ? remedy(error, roles, connector) : remedy
}

function textsOf({status: {reason = '', message = '', containerStatuses = []} = {}}: PodObject): readonly string[] {
  const waiting = containerStatuses.map(({state}) => `${state?.waiting?.reason ?? ''}: ${state?.waiting?.message ?? ''}`)
  return [message, reason, ...waiting]
}

/** One rule for each row of the table. */
export const podErrorRules = podErrors.map(({id, title, page, explainedBy = [], remedy, createAgain}) =>
  connectorRule({
    id,
    title,
    page,
    explainedBy,
    category: 'pods',
    needs: ['podsOnNode', 'podWarnings', 'roles'],
    uses: ['containerGroups'],
    check(connector, values) {
      const {podsOnNode, roles, containerGroups} = values
      const found = refusals(values).filter(refusal => refusal.id === id)
      if (found.length === 0) {
        return {
          verdict: 'ok',
          message: podsOnNode.length === 0 ? 'No pods are on the node' : 'No pod on the node has this error',
        }
      }
      return judged(found, containerGroups, (first, pods) => [
        ...linesOf(remedyOf({remedy}, {text: first.text, answer: answerIn(first)}, roles, connector)),
        ...(createAgain === true ? createAgainLines(pods) : []),
      ])
    },
  }),
)

/** One judgement of the pods whose cause may still be there, and one of those that have a container group by now. */
function judged(
  found: readonly Refusal[],
  containerGroups: readonly ContainerGroup[] | undefined,
  remedyFor: (first: Refusal, refused: readonly PodObject[]) => readonly Line[],
): readonly Judgement[] {
  const created = new Set(containerGroups?.filter(group => group.provisioningState !== 'Failed').map(({tags}) => tags['UID']))
  const isOver = ({pod}: Refusal) => isRefused(pod) && created.has(pod.metadata.uid)
  const judge = (some: readonly Refusal[], tell: (first: Refusal, pods: readonly PodObject[]) => Omit<Judgement, 'verdict'>) => {
    const [first] = some
    return first === undefined
      ? []
      : [
          {
            verdict: 'problem' as const,
            ...tell(
              first,
              some.map(({pod}) => pod),
            ),
          },
        ]
  }
  return [
    ...judge(
      found.filter(one => !isOver(one)),
      (first, pods) => ({message: `${podList(pods)}: ${gist(first.text)}`, remedy: remedyFor(first, pods.filter(isRefused))}),
    ),
    ...judge(found.filter(isOver), (first, pods) => {
      const groups = pods.length === 1 ? 'Its container group exists' : 'Their container groups exist'
      return {
        message: `${podList(pods)}: ${withFullStop(gist(first.text))} ${groups} by now: the cause is over, and only the status is left.`,
        remedy: ['Delete the pods, because the status of a refused pod does not change any more:', ...deleteLines(pods)],
      }
    }),
  ]
}

/** Virtual Kubelet does not touch the status of a pod that it could not create, even when it creates the container group later (v1.11, node/pod.go). */
function createAgainLines(pods: readonly PodObject[]): readonly Line[] {
  if (pods.length === 0) return []
  return [
    'Then delete the pods, because the status of a failed pod does not change any more, even after the cause is fixed:',
    ...deleteLines(pods),
  ]
}

const shownPods = 10

function deleteLines(pods: readonly PodObject[]): readonly Line[] {
  const shown = Map.groupBy(pods.slice(0, shownPods), ({metadata: {namespace = 'default'}}) => namespace)
  const more = pods.length - shownPods
  return [
    ...[...shown].map(([namespace, some]) => kubectl`delete pods ${some.map(({metadata}) => metadata.name)} --namespace ${namespace}`),
    ...(more > 0 ? [`Delete the other ${more} pods in the same way.`] : []),
  ]
}

/** Reports the pods whose error no row explains. */
export const podAccepted = connectorRule({
  id: 'pod-accepted',
  explainedBy: ['group-exists', 'group-open', 'secret-accepted', 'identity-attached', 'imds-reachable'],
  category: 'pods',
  title: 'No pod was refused for another reason',
  page: {
    symptom: 'Pods are `ProviderFailed` with an error that no other check explains.',
    cause:
      'ACI or the provider refused the pods. The error says why. The provider refuses, for example, lifecycle hooks, startup probes, TCP and gRPC probes, and init containers with ports or resources.',
    fix: 'Change the pod as the error says, and create it again.',
  },
  needs: ['podsOnNode', 'podWarnings'],
  uses: ['containerGroups'],
  check(_, values) {
    const found = refusals(values).filter(({id}) => id === undefined)
    if (found.length === 0) return {verdict: 'ok', message: 'No pod was refused for another reason'}
    return judged(found, values.containerGroups, first => [
      'Change what the message names, and create the pod again. What the provider and ACI accept: docs/pod-fields.md',
      ...askWhy(first.pod),
    ])
  },
})

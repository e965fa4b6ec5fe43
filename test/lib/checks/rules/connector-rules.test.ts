import {describe, expect, it} from '@jest/globals'
import type {ConnectorFacts} from '../../../../src/lib/checks/connector-facts.ts'
import {connectorRules} from '../../../../src/lib/checks/connector-rules.ts'
import {known, unknown} from '../../../../src/lib/checks/fact.ts'
import {judge, type Finding, type Verdict} from '../../../../src/lib/checks/finding.ts'
import {deployment, facts, lease, node, nodeName, pod, release} from '../objects.ts'

function finding(id: string, changes: Partial<ConnectorFacts>): Finding {
  const found = judge(connectorRules, facts(changes)).find(each => each.id === id)
  if (found === undefined) throw new Error(`There is no rule ${id}.`)
  return found
}

const helmRelease = (status: 'failed' | 'pending-upgrade') =>
  known({
    name: release,
    namespace: 'vk',
    revision: 3,
    status,
    chartName: 'aci-connector',
    chartVersion: '0.1.0',
    appVersion: '',
    updated: undefined,
  })
const notReady = (reason?: string, message?: string) =>
  known(
    node({
      status: {
        conditions: [{type: 'Ready', status: 'Unknown', ...(reason !== undefined && {reason}), ...(message !== undefined && {message})}],
      },
    }),
  )
const windowsLabels = {
  type: 'virtual-kubelet',
  'kubernetes.io/role': 'agent',
  'kubernetes.io/os': 'windows',
  'beta.kubernetes.io/os': 'windows',
}

describe('the rules for a connector', () => {
  it('find nothing wrong with one that is well, and say what they saw', () => {
    const findings = judge(connectorRules, facts())
    expect(findings.map(({id, verdict}) => [id, verdict])).toEqual(connectorRules.map(({id}) => [id, 'ok']))
    for (const {message, target, title} of findings) expect([message, title, target].every(text => text !== '')).toBe(true)
  })

  it('have ids of their own', () => {
    expect(new Set(connectorRules.map(({id}) => id)).size).toBe(connectorRules.length)
  })

  it.each<readonly [string, Partial<ConnectorFacts>]>([
    ['release-deployed', {helm: unknown('helm: forbidden')}],
    ['pod-ready', {deployments: unknown('helm: forbidden')}],
    ['pod-ready', {pods: unknown('helm: forbidden')}],
    ['node-ready', {node: unknown('helm: forbidden')}],
    ['node-labels', {node: unknown('helm: forbidden')}],
    ['lease-fresh', {lease: unknown('helm: forbidden')}],
    ['node-name-unique', {deployments: unknown('helm: forbidden')}],
  ])('%s is unknown, with the reason, when it cannot look: %j', (id, changes) => {
    expect(finding(id, changes)).toMatchObject({verdict: 'unknown', message: 'helm: forbidden'})
  })

  it.each<readonly [string, string, Partial<ConnectorFacts>, Verdict, RegExp]>([
    ['release-deployed', 'no release', {helm: known(undefined)}, 'problem', /no Helm release/],
    ['release-deployed', 'a failed one', {helm: helmRelease('failed')}, 'problem', /Revision 3 is failed/],
    ['release-deployed', 'a stuck one', {helm: helmRelease('pending-upgrade')}, 'problem', /pending-upgrade/],
    ['pod-ready', 'no Deployment', {deployments: known([])}, 'problem', /Deployment does not exist/],
    ['pod-ready', 'no pod', {pods: known([])}, 'problem', /no pod/],
    ['pod-ready', 'a pod that waits', {pods: known([pod({ready: false})])}, 'problem', /connector-1: its readiness probe/],
    ['pod-ready', 'a ready pod beside one that ends', {pods: known([pod({name: 'old', deleting: true}), pod()])}, 'ok', /connector-1/],
    ['pod-ready', 'a pod that restarted', {pods: known([pod({restarts: 2})])}, 'warning', /after 2 restarts/],
    ['node-ready', 'no node', {node: known(undefined)}, 'problem', /does not exist/],
    [
      'node-ready',
      'a node that is not Ready',
      {node: notReady('NodeStatusUnknown', 'Kubelet stopped posting node status.')},
      'problem',
      /not Ready \(NodeStatusUnknown: Kubelet stopped/,
    ],
    ['node-ready', 'a node without the condition', {node: known(node({status: {}}))}, 'problem', /without a Ready condition/],
    ['lease-fresh', 'no lease', {lease: known(undefined)}, 'problem', /no lease/],
    ['lease-fresh', 'a lease that nobody renewed', {lease: known({...lease(), spec: {}})}, 'problem', /no lease/],
    ['lease-fresh', 'a lease at its end', {lease: known(lease('2026-11-23T11:59:20Z'))}, 'ok', /40 s ago/],
    ['lease-fresh', 'a lease beyond its end', {lease: known(lease('2026-11-23T11:59:19Z'))}, 'problem', /41 s ago; it holds for 40 s/],
    ['lease-fresh', 'a lease of its own length', {lease: known(lease('2026-11-23T11:59:00Z', 61))}, 'ok', /60 s ago/],
    ['lease-fresh', 'a clock that is a little behind', {lease: known(lease('2026-11-23T12:00:03Z'))}, 'ok', /0 s ago/],
    ['lease-fresh', 'a time that is none', {lease: known(lease('soon'))}, 'problem', /lease/],
    ['node-labels', 'labels of the other OS', {osType: 'Windows'}, 'problem', /kubernetes.io\/os=windows/],
    ['node-labels', 'Windows as it should be', {osType: 'Windows', node: known(node({labels: windowsLabels}))}, 'ok', /as they should be/],
    ['node-labels', 'no taint', {node: known(node({spec: {}}))}, 'warning', /ordinary pods may be placed/],
    [
      'node-labels',
      'neither taint nor labels',
      {node: known(node({spec: {}, labels: {}}))},
      'problem',
      /label type=virtual-kubelet.*taint/,
    ],
    ['node-labels', 'no node', {node: known(undefined)}, 'unknown', /does not exist/],
    ['node-name-unique', 'a rival', {rivals: ['other/copy']}, 'problem', /other\/copy registers/],
  ])('%s: %s', (id, _, changes, verdict, message) => {
    const found = finding(id, changes)
    expect(found.message).toMatch(message)
    expect(found.verdict).toBe(verdict)
    expect(found.target).toBe(release)
  })

  it('say what to do where they know it', () => {
    expect(finding('node-ready', {node: known(undefined)}).remedy).toBe(`kubectl rollout restart deployment ${release} --namespace vk`)
    expect(finding('node-ready', {node: known(undefined), deployments: known([])}).remedy).toBe('')
    expect(finding('pod-ready', {pods: known([pod({ready: false})])}).remedy).toBe('kubectl logs connector-1 --namespace vk')
    expect(finding('pod-ready', {pods: known([pod({restarts: 1})])}).remedy).toBe('kubectl logs connector-1 --namespace vk --previous')
    expect(finding('pod-ready', {deployments: known([deployment()]), pods: known([])}).remedy).toBe(
      `kubectl describe deployment ${release} --namespace vk`,
    )
    expect(finding('node-ready', {node: notReady()}).remedy).toBe(`kubectl describe node ${nodeName}`)
  })

  it('leave no dangling punctuation where nothing is known', () => {
    expect(finding('node-ready', {node: notReady()}).message).toBe(`Node ${nodeName} is not Ready.`)
  })

  it('count one restart as one', () => {
    expect(finding('pod-ready', {pods: known([pod({restarts: 1})])}).message).toBe('Pod connector-1 is ready after 1 restart.')
  })
})

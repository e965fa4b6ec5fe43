import {counted} from '../../output/counted.ts'
import {vkctl} from '../../printed-commands/printed-command.ts'
import {connectorRule} from '../facts/connector-values.ts'
import {errorRemedy} from './pods/pod-refusals.ts'

export const smokePassed = connectorRule({
  id: 'smoke-passed',
  explainedBy: [
    'start-token',
    'pod-ready',
    'node-ready',
    'node-stays',
    'node-schedulable',
    'node-taints',
    'node-labels',
    'subscription-active',
    'provider-registered',
    'not-denied',
    'role-assigned',
    'subnet-role',
    'group-open',
    'group-unlocked',
    'quota-room',
  ],
  category: 'pods',
  title: 'A sample pod runs on the virtual node and leaves nothing behind',
  page: {
    symptom:
      '`vkctl validate --smoke` shows the phase in which a sample pod stopped: `scheduled`, `created` (its container group), `running`, `log`, `deleted` or `gone`.',
    cause:
      'The namespace refuses the pod (Pod Security, a policy, a quota, a missing right), the scheduler does not place pods on the node, Azure refuses the container group, `kubectl logs` does not reach the connector, or the connector does not delete container groups.',
    fix: 'The message says what Azure, the scheduler or the connector answered. Fix the problem, then run `vkctl validate --smoke` again.',
  },
  needs: ['smoke', 'roles'],
  check(connector, {smoke, roles}) {
    const {nodeName} = connector
    if (smoke === undefined) return {verdict: 'skipped', message: 'No sample pod ran'}
    const {pods, failed, left} = smoke
    const [first] = failed
    if (first !== undefined) {
      return {
        verdict: 'problem',
        message: `${failed.length} of ${pods} sample pods on ${nodeName} failed. ${first.pod} did not reach the phase '${first.phase}': ${first.reason}${/[.!?]$/.test(first.reason) ? '' : '.'}`,
        remedy:
          first.refused === true
            ? [
                'Let the policy, quota, webhook or role that the message names accept the sample pods, or choose another namespace:',
                vkctl`validate --smoke --smoke-namespace NAMESPACE`,
              ]
            : errorRemedy(first.reason, roles, connector),
      }
    }
    if (left.length > 0)
      return {verdict: 'problem', message: `These objects of the sample pods on ${nodeName} are left: ${left.join(', ')}.`}
    return {verdict: 'ok', message: `${counted(pods, 'sample pod')} ran on ${nodeName} and left nothing behind`}
  },
})

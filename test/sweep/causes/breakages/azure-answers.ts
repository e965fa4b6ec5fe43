import {always, groupScope, refused} from '../azure-changes.ts'
import {anyOf, type Breakage} from '../breakage.ts'

const put = {method: 'PUT', path: '/containerGroups/'}

/** Azure refuses container groups for a reason that only its answer tells. */
export const ofAnswers: readonly Breakage[] = [
  refused(
    'Azure Policy refuses container groups',
    site =>
      always(site, {
        ...put,
        status: 403,
        code: 'RequestDisallowedByPolicy',
        message: `Resource 'default-sample' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"Allowed locations","id":"${groupScope(site)}/providers/Microsoft.Authorization/policyAssignments/allowed"}}]'.`,
      }),
    anyOf('pod-policy'),
  ),
  refused(
    'ACI says that the resource group has a lock',
    site =>
      always(site, {
        ...put,
        status: 409,
        code: 'ScopeLocked',
        message: `The scope '${groupScope(site)}/providers/Microsoft.ContainerInstance/containerGroups/default-sample' cannot perform write operation because following scope(s) are locked: '${groupScope(site)}'. Please remove the lock and try again.`,
      }),
    anyOf('pod-unlocked'),
  ),
  refused(
    'a lock keeps the resource group read-only',
    site => site.world.azure.state.locks.push({name: 'freeze', scope: groupScope(site), level: 'ReadOnly'}),
    anyOf('group-unlocked'),
  ),
  refused(
    'ACI says that the subscription is disabled',
    site =>
      always(site, {
        ...put,
        status: 409,
        code: 'ReadOnlyDisabledSubscription',
        message: `The subscription '${site.world.azure.subscriptionId}' is disabled and therefore marked as read only. You cannot perform any write actions on this subscription until it is re-enabled.`,
      }),
    anyOf('pod-subscription'),
  ),
  refused('subscription was disabled', site => (site.world.azure.state.subscriptionState = 'Disabled'), anyOf('subscription-active')),
  refused(
    'Azure throttles container groups',
    site => always(site, {...put, status: 429, code: 'TooManyRequests', message: 'The request is being throttled.'}),
    anyOf('pod-quota'),
  ),
  refused(
    'ACI fails',
    site => always(site, {...put, status: 500, code: 'InternalServerError', message: 'An internal server error has occurred.'}),
    [{id: 'pod-accepted', about: /internal server error/}],
  ),
  refused(
    'location has no room',
    site =>
      always(site, {
        ...put,
        status: 409,
        code: 'ServiceUnavailable',
        message:
          "The requested resource is not available in the location 'eastus' at this moment. Please retry with a different resource request or in another location.",
      }),
    anyOf('pod-capacity'),
  ),
]

import {well} from '../../well.ts'
import type {Cases} from '../case.ts'

export const registrationCases: Cases = {
  'subscription-active': {
    fires: ['Disabled', 'Warned', 'Deleted'].map(subscriptionState => ({
      name: subscriptionState,
      facts: {subscriptionState},
      message: new RegExp(`^The subscription is ${subscriptionState}\\.`),
      remedy: /reactivate/,
    })),
    quiet: [
      {name: 'Enabled', message: /^Enabled$/},
      {name: 'an overdue bill', facts: {subscriptionState: 'PastDue'}, message: /^PastDue$/},
      {name: 'what the user may not read', facts: {subscriptionState: undefined}, verdict: 'skipped', message: /may not read/},
    ],
  },
  'provider-registered': {
    fires: ['NotRegistered', 'Registering', 'Unregistering', 'Unregistered', 'registered'].map(registrationState => ({
      name: registrationState,
      facts: {provider: {...well.provider, registrationState}},
      message: new RegExp(`is ${registrationState}\\.`),
      remedy: 'vkctl provider register --namespace Microsoft.ContainerInstance --wait',
    })),
    quiet: [{name: 'Registered', message: /^Registered$/}],
  },
}

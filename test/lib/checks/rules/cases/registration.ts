import {well} from '../../well.ts'
import type {Cases} from '../case.ts'

export const registrationCases: Cases = {
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

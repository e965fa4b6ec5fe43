import {connectorRule} from '../../connector-values.ts'
import {locationOffered} from './location-offered.ts'

/** What a container of a pod without requests gets (azure-aci v1.6.4), and what the sample asks for. */
const sample = {cpu: 1, memoryGb: 1.5}

export const osOffered = connectorRule({
  id: 'os-offered',
  category: 'azure',
  title: 'ACI runs its operating system in the location',
  page: {
    symptom: 'Pods fail with ServiceUnavailable or a text that the requested resource is not available in the location.',
    cause: 'ACI does not offer every operating system and size in every location.',
    fix: 'Choose another location for the container groups: install-connector --location LOCATION.',
  },
  needs: ['capabilities'],
  after: [locationOffered.id],
  preflight: true,
  check({osType, location}, {capabilities}) {
    const offers = capabilities.filter(({osType: offered}) => offered.toLowerCase() === osType.toLowerCase())
    const remedy = 'Give another location with --location.'
    if (offers.length === 0) return {verdict: 'problem', message: `ACI offers no ${osType} container groups in ${location}.`, remedy}
    const fitting = offers.filter(({maxCpu, maxMemoryGb}) => maxCpu >= sample.cpu && maxMemoryGb >= sample.memoryGb)
    if (fitting.length === 0) {
      const sizes = offers.map(({maxCpu, maxMemoryGb}) => `${maxCpu} CPU and ${maxMemoryGb} GB`).join(', ')
      return {
        verdict: 'problem',
        message: `ACI offers ${osType} container groups of at most ${sizes} in ${location}; the smallest usual pod takes ${sample.cpu} CPU and ${sample.memoryGb} GB.`,
        remedy,
      }
    }
    const [cpu, memory] = [Math.max(...fitting.map(({maxCpu}) => maxCpu)), Math.max(...fitting.map(({maxMemoryGb}) => maxMemoryGb))]
    return {verdict: 'ok', message: `${osType} with up to ${cpu} CPU and ${memory} GB in ${location}`}
  },
})

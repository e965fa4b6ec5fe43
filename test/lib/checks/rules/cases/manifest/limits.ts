import type {ManifestCases} from '../../manifest-case.ts'

const resources = (requests: object | undefined, limits: object | undefined) => ({resources: {requests, limits}})

export const manifestLimitsCases: ManifestCases = {
  'limits-in-group': {
    fires: [
      {
        name: 'CPU',
        container: resources({cpu: 1, memory: '1G'}, {cpu: 2}),
        message: /limit of 2 CPUs\. It requests 1\. .* whole pod requests: 1\./,
        at: /cpu: 2/,
      },
      {
        name: 'memory',
        container: resources({memory: '1Gi'}, {memory: '2Gi'}),
        message: /limit of 2\.1 GB\. It requests 1\./,
        at: /memory: 2Gi/,
      },
      {
        name: 'more than what it gets without a request of memory',
        container: resources({cpu: 1, memory: '1.5G'}, {memory: '4G'}),
        message: /limit of 4 GB/,
      },
      {
        name: 'CPU that is rounded',
        container: resources({cpu: '125m', memory: '1G'}, {cpu: '125m', memory: '1G'}),
        message: /limit of 0\.125 CPUs\. The provider rounds its request to 0\.12\./,
        remedy: /multiples of 10m/,
      },
      {name: 'the same without requests', container: resources(undefined, {cpu: '125m'}), message: /rounds its request to 0\.12/},
      {
        name: 'memory that becomes nothing',
        container: resources({cpu: 1, memory: '64Mi'}, {cpu: 1, memory: '64Mi'}),
        message: /limit memory: 64Mi\. The provider makes it 0 GB, less than its request of 0\.1 GB/,
        at: /memory: 64Mi/,
      },
      {
        name: 'CPU below a step',
        container: resources(undefined, {cpu: '5m'}),
        message: /limit cpu: 5m\. .* less than its request of 0\.01/,
      },
    ],
    quiet: [
      {
        name: 'a wrong unit, which is another check',
        container: resources(undefined, {cpu: 1, memory: '512m'}),
        message: /accepts the limits/,
      },
      {name: 'whole steps', container: resources(undefined, {cpu: '250m', memory: '512Mi'}), message: /accepts the limits/},
      {
        name: 'rounded, in a pod that requests more',
        pod: {
          containers: [
            {name: 'a', image: 'a', ...resources(undefined, {cpu: '125m'})},
            {name: 'b', image: 'b', ...resources({cpu: 1}, undefined)},
          ],
        },
        message: /accepts the limits/,
      },
      {name: 'limits alone are requests', container: resources(undefined, {cpu: 2, memory: '4G'}), message: /accepts the limits/},
      {
        name: 'what another container requests',
        pod: {
          containers: [
            {image: 'a', ...resources({cpu: 1}, {cpu: 2})},
            {image: 'b', ...resources({cpu: 1}, undefined)},
          ],
        },
        message: /accepts the limits/,
      },
    ],
  },
  'memory-units': {
    fires: [
      {
        name: 'thousandths',
        container: resources({memory: '512m'}, undefined),
        message: /512m, which is 0\.512 bytes \(m means/,
        remedy: /512M or 512Mi/,
        at: /512m/,
      },
      {name: 'bytes', container: resources(undefined, {memory: 512}), message: /which is 512 bytes\./, remedy: /512M/},
      {
        name: 'half a step',
        container: resources({memory: '190Mi'}, undefined),
        verdict: 'warning',
        message: /which the provider rounds down to 0\.1 GB/,
        remedy: /200M/,
      },
      {
        name: 'a limit',
        container: resources({memory: '100M'}, {memory: '256Mi'}),
        verdict: 'warning',
        message: /256Mi, which .* 0\.2 GB/,
      },
    ],
    quiet: [
      {name: 'nearly kept', container: resources({memory: '512Mi'}, undefined), message: /are kept/},
      {name: 'more than asked for', container: resources({memory: '64Mi'}, undefined), message: /are kept/},
      {name: 'none', container: resources(undefined, undefined), message: /are kept/},
    ],
  },
}

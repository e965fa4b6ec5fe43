import {windows, type ManifestCases} from '../../manifest-case.ts'

const containers = (count: number) => ({
  containers: Array.from({length: count}, (_, index) => ({
    name: `c${index}`,
    image: 'nginx',
    resources: {requests: {cpu: '10m', memory: '0.1G'}},
  })),
})

const resources = (requests: object | undefined, limits: object | undefined) => ({resources: {requests, limits}})

export const manifestSizesCases: ManifestCases = {
  'group-containers': {
    fires: [
      {name: '61', pod: containers(61), message: /61 containers\. ACI allows 60/, at: /containers:/},
      {
        name: '60 and an init container',
        pod: {...containers(60), initContainers: [{name: 'i'}]},
        message: /61 containers \(including init containers\)/,
      },
      {name: 'two for Windows', pod: {...windows, ...containers(2)}, message: /only one in a Windows/},
    ],
    quiet: [
      {name: '60', pod: containers(60), message: /is allowed/},
      {name: 'one for Windows', pod: windows, message: /is allowed/},
    ],
  },
  'group-size': {
    fires: [
      {
        name: 'more CPU',
        container: resources({cpu: '4100m', memory: '1G'}, undefined),
        verdict: 'warning',
        message: /4\.1 CPUs and 1 GB\. Not every location/,
      },
      {name: 'more memory', container: resources({cpu: 1, memory: '16Gi'}, undefined), verdict: 'warning', message: /17\.1 GB/},
      {name: 'limits without requests', container: resources(undefined, {cpu: 8}), verdict: 'warning', message: /8 CPUs and 1\.5 GB/},
      {
        name: 'five containers that say nothing',
        pod: {containers: Array.from({length: 5}, () => ({image: 'a'}))},
        verdict: 'warning',
        message: /5 CPUs and 7\.5 GB/,
      },
    ],
    quiet: [{name: 'as much as there is', container: resources({cpu: 4, memory: '16G'}, undefined), message: /at most/}],
  },
  'limits-in-group': {
    fires: [
      {
        name: 'CPU',
        container: resources({cpu: 1, memory: '1G'}, {cpu: 2}),
        message: /limit of 2 CPUs and requests 1\. .* whole pod requests: 1\./,
        at: /cpu: 2/,
      },
      {
        name: 'memory',
        container: resources({memory: '1Gi'}, {memory: '2Gi'}),
        message: /limit of 2\.1 GB and requests 1\./,
        at: /memory: 2Gi/,
      },
      {
        name: 'more than what it gets without a request of memory',
        container: resources({cpu: 1, memory: '1.5G'}, {memory: '4G'}),
        message: /limit of 4 GB/,
      },
    ],
    quiet: [
      {name: 'limits alone are requests', container: resources(undefined, {cpu: 2, memory: '4G'}), message: /No limit/},
      {
        name: 'what another container requests',
        pod: {
          containers: [
            {image: 'a', ...resources({cpu: 1}, {cpu: 2})},
            {image: 'b', ...resources({cpu: 1}, undefined)},
          ],
        },
        message: /No limit/,
      },
    ],
  },
  'no-gpu': {
    fires: [
      {name: 'a limit', container: resources(undefined, {'nvidia.com/gpu': 1}), message: /requests nvidia\.com\/gpu/, at: /nvidia/},
      {name: 'a request', container: resources({'amd.com/gpu': 1}, undefined), message: /amd\.com\/gpu/},
    ],
    quiet: [{name: 'none', message: /No container/}],
  },
}

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
  'no-gpu': {
    fires: [
      {name: 'a limit', container: resources(undefined, {'nvidia.com/gpu': 1}), message: /requests nvidia\.com\/gpu/, at: /nvidia/},
      {name: 'a request', container: resources({'amd.com/gpu': 1}, undefined), message: /amd\.com\/gpu/},
    ],
    quiet: [{name: 'none', message: /No container/}],
  },
}

import {windows, type ManifestCases} from '../manifest-case.ts'

const containers = (count: number) => ({
  containers: Array.from({length: count}, (_, index) => ({
    name: `c${index}`,
    image: 'nginx',
    resources: {requests: {cpu: '10m', memory: '0.1G'}},
  })),
})
const ports = (...numbers: readonly number[]) => ({ports: numbers.map(containerPort => ({containerPort}))})
const resources = (requests: object | undefined, limits: object | undefined) => ({resources: {requests, limits}})

/** What becomes of a pod: a container group with an address and a size. */
export const manifestGroupCases: ManifestCases = {
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
  'group-ports': {
    fires: [
      {name: 'six', container: ports(80, 81, 82, 83, 84, 85), message: /6 ports\. ACI allows 5/, at: /containerPort: 85/},
      {
        name: 'six of two containers',
        pod: {
          containers: [
            {image: 'a', ...ports(1, 2, 3)},
            {image: 'b', ...ports(4, 5, 6)},
          ],
        },
        message: /6 ports/,
      },
    ],
    quiet: [
      {name: 'five', container: ports(80, 81, 82, 83, 84), message: /at most 5 ports/},
      {
        name: 'one of them twice',
        pod: {
          containers: [
            {image: 'a', ...ports(1, 2, 3)},
            {image: 'b', ...ports(3, 4, 5)},
          ],
        },
        message: /at most 5 ports/,
      },
    ],
  },
  'reserved-ports': {
    fires: [22, 1025, 1027, 3389, 3399, 9999, 19000, 19080, 19100, 19390, 20000, 25000, 30000, 49152, 65534].map(port => ({
      name: `${port}`,
      container: ports(80, port),
      message: new RegExp(`Container web uses the port ${port}, which ACI reserves`),
      at: new RegExp(`containerPort: ${port}`),
    })),
    quiet: [21, 23, 1024, 1028, 3388, 3400, 19999, 30001, 49151, 65535].map(port => ({
      name: `${port}`,
      container: ports(port),
      message: /No port/,
    })),
  },
  'public-address': {
    fires: [
      {name: 'a port', container: ports(80), verdict: 'warning', message: /Port 80 of the pods is open/, at: /containerPort: 80/},
      {name: 'Windows as well', pod: windows, container: ports(80, 443), verdict: 'warning', message: /Ports 80, 443 of the pods are/},
    ],
    quiet: [{name: 'no ports', message: /no ports/}],
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

import {windows, type ManifestCases} from '../../manifest-case.ts'

/** Ports that ACI reserves without those beside them. */
const alone: ReadonlySet<number> = new Set([22, 9999, 19000, 19080, 19100, 19390])
const ports = (...numbers: readonly number[]) => ({ports: numbers.map(containerPort => ({containerPort}))})

export const manifestPortsCases: ManifestCases = {
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
      message: new RegExp(`Container web uses the port ${port}, which ACI reserves${alone.has(port) ? '' : String.raw` \(\d+-\d+\)`}\\.$`),
      at: new RegExp(`containerPort: ${port}`),
    })),
    quiet: [21, 23, 1024, 1028, 3388, 3400, 19999, 30001, 49151, 65535].map(port => ({
      name: `${port}`,
      container: ports(port),
      message: /No port/,
    })),
  },
  'port-protocols': {
    fires: [
      {
        name: 'UDP',
        container: {ports: [{containerPort: 53, protocol: 'UDP'}]},
        message: /UDP port 53\. Without a subnet/,
        at: /protocol: UDP/,
      },
      {name: 'SCTP', container: {ports: [{containerPort: 53, protocol: 'SCTP'}]}, message: /SCTP port 53, which the provider opens as TCP/},
      {
        name: 'one number for both',
        container: {ports: ['TCP', 'UDP'].map(protocol => ({containerPort: 53, protocol}))},
        message: /Without a subnet.* has the port 53 \(UDP\), but another port of the pod has this number/,
      },
      {
        name: 'one number for two containers',
        pod: {
          containers: [
            {name: 'a', image: 'a', ...ports(80)},
            {name: 'b', image: 'b', ...ports(80)},
          ],
        },
        message: /Container b has the port 80 \(TCP\), but another port of the pod has this number/,
      },
    ],
    quiet: [{name: 'TCP', container: ports(80, 443), message: /All ports are TCP/}],
  },
  'public-address': {
    fires: [
      {name: 'a port', container: ports(80), verdict: 'warning', message: /Port 80 of the pods is open/, at: /containerPort: 80/},
      {name: 'Windows as well', pod: windows, container: ports(80, 443), verdict: 'warning', message: /Ports 80, 443 of the pods are/},
    ],
    quiet: [{name: 'no ports', message: /no ports/}],
  },
}

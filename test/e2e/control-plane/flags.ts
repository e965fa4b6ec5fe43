/** Flags of a program by their names. */
export type Flags = Readonly<Record<string, string | number | boolean>>

export const toArguments = (flags: Flags): readonly string[] => Object.entries(flags).map(([name, value]) => `--${name}=${value}`)

const loopback = (port: number): string => `http://127.0.0.1:${port}`

export function etcdFlags(dataDirectory: string, {client, peer}: {readonly client: number; readonly peer: number}): Flags {
  return {
    'data-dir': dataDirectory,
    'unsafe-no-fsync': true,
    'log-level': 'error',
    'listen-client-urls': loopback(client),
    'advertise-client-urls': loopback(client),
    'listen-peer-urls': loopback(peer),
    'initial-advertise-peer-urls': loopback(peer),
    'initial-cluster': `default=${loopback(peer)}`,
  }
}

/** Paths of what the programs prove themselves and others with. */
export interface KeyFiles {
  readonly ca: string
  readonly serving: {readonly certificate: string; readonly key: string}
  /** The API server's own, as a client of kubelets. */
  readonly kubelet: {readonly certificate: string; readonly key: string}
  /** What tokens of service accounts are signed and checked with. */
  readonly accounts: {readonly publicKey: string; readonly privateKey: string}
  readonly tokens: string
}

export function apiServerFlags(
  {ca, serving, kubelet, accounts, tokens}: KeyFiles,
  ports: {readonly own: number; readonly etcd: number},
): Flags {
  return {
    'etcd-servers': loopback(ports.etcd),
    'bind-address': '127.0.0.1',
    'advertise-address': '127.0.0.1',
    'secure-port': ports.own,
    'endpoint-reconciler-type': 'none',
    'tls-cert-file': serving.certificate,
    'tls-private-key-file': serving.key,
    'client-ca-file': ca,
    'kubelet-client-certificate': kubelet.certificate,
    'kubelet-client-key': kubelet.key,
    'kubelet-preferred-address-types': 'InternalIP',
    'service-account-issuer': 'https://kubernetes.default.svc',
    'service-account-key-file': accounts.publicKey,
    'service-account-signing-key-file': accounts.privateKey,
    'token-auth-file': tokens,
    'authorization-mode': 'Node,RBAC',
    'service-cluster-ip-range': '10.0.0.0/24',
    'allow-privileged': true,
  }
}

/** Of the scheduler; the controller manager needs `controllerManagerFlags` besides. */
export const clientFlags = (kubeconfig: string, port: number): Flags => ({
  kubeconfig,
  'leader-elect': false,
  'bind-address': '127.0.0.1',
  'secure-port': port,
})

export const controllerManagerFlags = ({ca, accounts}: KeyFiles): Flags => ({
  'service-account-private-key-file': accounts.privateKey,
  'root-ca-file': ca,
})

import {windows, type ManifestCases} from '../manifest-case.ts'

const init = (container: object) => ({initContainers: [{name: 'wait', image: 'busybox', ...container}]})
const image = (name: string) => ({container: {image: name}})
const from = (valueFrom: object) => ({env: [{name: 'X', valueFrom}]})
const volume = (source: object) => ({volumes: [{name: 'data', ...source}]})
const pullSecret = {imagePullSecrets: [{name: 'pull'}]}
const secret = (type: string, content: object) => ({apiVersion: 'v1', kind: 'Secret', metadata: {name: 'pull'}, type, ...content})
const json = (auths: object) => ({stringData: {'.dockerconfigjson': JSON.stringify({auths})}})
const configJson = 'kubernetes.io/dockerconfigjson'

export const manifestContainerCases: ManifestCases = {
  'args-command': {
    fires: [
      {name: 'args alone', container: {args: ['-v']}, message: /Container web has args but no command/, at: /args:/},
      {name: 'of an init container', pod: init({args: ['-v'], command: []}), message: /Init container wait/},
    ],
    quiet: [
      {name: 'both', container: {command: ['run'], args: ['-v']}, message: /Every container/},
      {name: 'no args', container: {args: []}, message: /Every container/},
    ],
  },
  'no-lifecycle-hooks': {
    fires: [{name: 'preStop', container: {lifecycle: {preStop: {sleep: {seconds: 5}}}}, message: /lifecycle hooks/, at: /lifecycle:/}],
    quiet: [{name: 'null', container: {lifecycle: null}, message: /No container has lifecycle/}],
  },
  'no-startup-probe': {
    fires: [{name: 'one', container: {startupProbe: {httpGet: {port: 80}}}, message: /startupProbe/, at: /startupProbe:/}],
    quiet: [{name: 'others', container: {livenessProbe: {httpGet: {port: 80}}}, message: /No container has a startupProbe/}],
  },
  'probe-kinds': {
    fires: [
      {
        name: 'tcpSocket',
        container: {livenessProbe: {tcpSocket: {port: 80}}},
        message: /livenessProbe of container web uses tcpSocket/,
        at: /tcpSocket:/,
      },
      {name: 'grpc', container: {readinessProbe: {grpc: {port: 80}}}, message: /readinessProbe of container web uses grpc/, at: /grpc:/},
      {name: 'nothing', container: {readinessProbe: {periodSeconds: 1}}, message: /has no action/, at: /readinessProbe:/},
    ],
    quiet: [
      {
        name: 'those that there are',
        container: {livenessProbe: {exec: {command: ['true']}}, readinessProbe: {httpGet: {port: 80}}},
        message: /exec or httpGet/,
      },
    ],
  },
  'init-containers': {
    fires: [
      {name: 'ports', pod: init({ports: [{containerPort: 80}]}), message: /Init container wait has ports/, at: /ports:/},
      {name: 'resources', pod: init({resources: {limits: {cpu: 1}}}), message: /has resources/, at: /resources:/},
      {name: 'a probe', pod: init({livenessProbe: {exec: {command: ['true']}}}), message: /has livenessProbe/},
      {name: 'a sidecar', pod: init({restartPolicy: 'Always', readinessProbe: {exec: {}}}), message: /has readinessProbe.*is a sidecar/},
    ],
    quiet: [{name: 'nothing of that', pod: init({ports: [], resources: {limits: {}}}), message: /No init container/}],
  },
  'dead-images': {
    fires: [
      {
        name: 'the old sample',
        ...image('microsoft/aci-helloworld'),
        message: /which was removed/,
        remedy: /azuredocs\/aci-helloworld$/,
        at: /image:/,
      },
      {name: 'the old sample for Windows', ...image('microsoft/iis:nanoserver'), message: /microsoft\/iis/, remedy: /ltsc2019$/},
      {name: 'with its registry', ...image('docker.io/microsoft/nanoserver@sha256:ab'), message: /removed/},
      {name: 'a closed registry', ...image('virtualkubelet.azurecr.io/vk:1'), message: /closed/},
      {
        name: 'another one of Microsoft',
        ...image('microsoft/dotnet:2.1'),
        verdict: 'warning',
        message: /now publishes .* mcr\.microsoft\.com/,
      },
    ],
    quiet: [
      {name: 'today', ...image('mcr.microsoft.com/azuredocs/aci-helloworld'), message: /No image/},
      {name: 'a name that looks alike', ...image('localhost:5000/microsoft/iis'), message: /No image/},
    ],
  },
  'windows-base': {
    fires: [
      {
        name: 'ltsc2022',
        pod: windows,
        ...image('mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2022'),
        message: /Windows ltsc2022\)\. ACI supports only 1809/,
        at: /image:/,
      },
      {name: '1709', pod: windows, ...image('mcr.microsoft.com/windows/nanoserver:1709'), message: /1709/},
      {name: 'of one’s own', pod: windows, ...image('mine.azurecr.io/web:1.0-20H2'), message: /20H2/},
    ],
    quiet: [
      {name: 'ltsc2019', pod: windows, ...image('mcr.microsoft.com/windows/servercore/iis:windowsservercore-ltsc2019'), message: /No tag/},
      {name: 'a digest', pod: windows, ...image('mcr.microsoft.com/windows/servercore@sha256:2022'), message: /No tag/},
      {name: 'a date', pod: windows, ...image('mine.azurecr.io/web:20220101'), message: /No tag/},
      {name: 'Linux', ...image('nginx:2022'), verdict: 'skipped', message: /does not say that the pods are for Windows/},
    ],
  },
  'image-os': {
    fires: [{name: 'Windows on Linux', ...image('mcr.microsoft.com/windows/nanoserver:1809'), message: /select Linux nodes/, at: /image:/}],
    quiet: [
      {name: 'Windows on Windows', pod: windows, ...image('mcr.microsoft.com/windows/nanoserver:1809'), message: /No Windows image/},
      {name: 'a name that begins alike', ...image('mcr.microsoft.com/windowsish'), message: /No Windows image/},
    ],
  },
  'pull-secrets': {
    fires: [
      {
        name: 'another registry',
        pod: pullSecret,
        more: [secret(configJson, json({'https://myregistry.azurecr.io': {username: 'u'}}))],
        message: /are for https:\/\/myregistry\.azurecr\.io, but the images are from myregistry\.azurecr\.io/,
        at: /imagePullSecrets/,
      },
      {name: 'another type', pod: pullSecret, more: [secret('Opaque', {data: {}})], message: /of the type Opaque/, at: /name: pull/},
      {
        name: 'no user name',
        pod: pullSecret,
        more: [secret(configJson, json({'myregistry.azurecr.io': {password: 'p'}}))],
        message: /no user name for myregistry/,
      },
      {name: 'no JSON', pod: pullSecret, more: [secret(configJson, {data: {'.dockerconfigjson': 'e30='}})], message: /no registries/},
    ],
    quiet: [
      {name: 'none', message: /match/},
      {
        name: 'one that fits',
        pod: pullSecret,
        more: [secret(configJson, json({'myregistry.azurecr.io': {auth: 'dTpw'}}))],
        message: /match/,
      },
      {
        name: 'Docker Hub',
        pod: pullSecret,
        ...image('nginx'),
        more: [secret(configJson, json({'https://index.docker.io/v1/': {username: 'u'}}))],
        message: /match/,
      },
      {
        name: 'one that is elsewhere',
        pod: pullSecret,
        verdict: 'skipped',
        message: /not in the files; its server must be myregistry\.azurecr\.io/,
      },
      {
        name: 'one of another namespace',
        metadata: {name: 'web', namespace: 'shop'},
        pod: pullSecret,
        more: [secret('Opaque', {})],
        verdict: 'skipped',
        message: /not in the files/,
      },
    ],
  },
  'downward-api': {
    fires: [
      {name: 'an address', container: from({fieldRef: {fieldPath: 'status.podIP'}}), message: /X from status\.podIP/, at: /fieldRef:/},
      {name: 'a resource', container: from({resourceFieldRef: {resource: 'limits.cpu'}}), message: /resourceFieldRef limits\.cpu/},
      {name: 'a volume', pod: volume({downwardAPI: {items: []}}), message: /downwardAPI volume/, at: /downwardAPI:/},
      {
        name: 'a projected one',
        pod: volume({projected: {sources: [{downwardAPI: {}}]}}),
        message: /projects the downward API/,
        at: /- downwardAPI:/,
      },
    ],
    quiet: [
      {name: 'metadata', container: from({fieldRef: {fieldPath: "metadata.labels['app']"}}), message: /are supported/},
      {name: 'the node', container: from({fieldRef: {fieldPath: 'spec.nodeName'}}), message: /are supported/},
      {name: 'a Secret', container: from({secretKeyRef: {name: 's', key: 'k'}}), message: /are supported/},
    ],
  },
  'service-account-token': {
    fires: [
      {
        name: 'an account of its own',
        pod: {serviceAccountName: 'robot', automountServiceAccountToken: undefined},
        verdict: 'warning',
        message: /ServiceAccount robot/,
        at: /serviceAccountName/,
      },
      {name: 'by the old field', pod: {serviceAccount: 'robot', automountServiceAccountToken: true}, verdict: 'warning', message: /robot/},
    ],
    quiet: [
      {name: 'without a token', pod: {serviceAccountName: 'robot'}, message: /no token/},
      {name: 'default', pod: {serviceAccountName: 'default', automountServiceAccountToken: undefined}, message: /no token/},
    ],
  },
}

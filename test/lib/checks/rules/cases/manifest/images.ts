import {windows, type ManifestCases} from '../../manifest-case.ts'

const image = (name: string) => ({container: {image: name}})
const pullSecret = {imagePullSecrets: [{name: 'pull'}]}
const secret = (type: string, content: object) => ({apiVersion: 'v1', kind: 'Secret', metadata: {name: 'pull'}, type, ...content})
const json = (auths: object) => ({stringData: {'.dockerconfigjson': JSON.stringify({auths})}})
const configJson = 'kubernetes.io/dockerconfigjson'

export const manifestImagesCases: ManifestCases = {
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
        message: /is for https:\/\/myregistry\.azurecr\.io\. ACI accepts only the name of a host/,
        remedy: /Set the server in the Secret to myregistry\.azurecr\.io\./,
        at: /name: pull/,
      },
      {
        name: 'another host',
        pod: pullSecret,
        more: [secret(configJson, json({'other.azurecr.io': {username: 'u'}}))],
        message: /are for other\.azurecr\.io, but the images are from myregistry\.azurecr\.io/,
        at: /imagePullSecrets/,
      },
      {
        name: 'Docker Hub as kubectl writes it',
        pod: pullSecret,
        ...image('nginx'),
        more: [secret(configJson, json({'https://index.docker.io/v1/': {username: 'u'}}))],
        message: /is for https:\/\/index\.docker\.io\/v1\//,
        remedy: /to index\.docker\.io\./,
      },
      {
        name: 'a port',
        pod: pullSecret,
        ...image('registry.example.io:5000/a'),
        more: [secret(configJson, json({'registry.example.io:5000': {username: 'u'}}))],
        message: /is for registry\.example\.io:5000/,
        remedy: /on port 443/,
      },
      {
        name: 'one wrong entry of two',
        pod: pullSecret,
        more: [secret(configJson, json({'myregistry.azurecr.io': {username: 'u'}, 'a.io/path': {username: 'u'}}))],
        message: /is for a\.io\/path/,
      },
      {name: 'another type', pod: pullSecret, more: [secret('Opaque', {data: {}})], message: /has the type Opaque/, at: /name: pull/},
      {
        name: 'no user name',
        pod: pullSecret,
        more: [secret(configJson, json({'myregistry.azurecr.io': {password: 'p'}}))],
        message: /no user name for myregistry/,
      },
      {
        name: 'what docker login writes',
        pod: pullSecret,
        more: [secret(configJson, json({'myregistry.azurecr.io': {auth: 'dTpw'}}))],
        message: /no user name for myregistry/,
        remedy: /kubectl create secret docker-registry/,
      },
      {name: 'no JSON', pod: pullSecret, more: [secret(configJson, {data: {'.dockerconfigjson': 'e30='}})], message: /no registries/},
    ],
    quiet: [
      {name: 'none', message: /match/},
      {
        name: 'one that fits',
        pod: pullSecret,
        more: [secret(configJson, json({'myregistry.azurecr.io': {username: 'u', auth: 'dTpw'}}))],
        message: /match/,
      },
      {
        name: 'one of the older format',
        pod: pullSecret,
        more: [secret('kubernetes.io/dockercfg', {stringData: {'.dockercfg': JSON.stringify({'myregistry.azurecr.io': {auth: 'dTpw'}})}})],
        message: /match/,
      },
      {
        name: 'Docker Hub',
        pod: pullSecret,
        ...image('nginx'),
        more: [secret(configJson, json({'index.docker.io': {username: 'u'}}))],
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
}

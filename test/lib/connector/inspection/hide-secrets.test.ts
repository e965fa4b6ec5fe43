import {describe, expect, it} from '@jest/globals'
import {hideSecrets} from '../../../../src/lib/connector/inspection/hide-secrets.ts'
import {withoutSecrets} from '../../../../src/lib/connector/inspection/without-secrets.ts'

const jwt = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl'

describe('a text of others', () => {
  it.each([
    [`Authorization: Bearer ${jwt}`, 'Authorization: Bearer ***'],
    [`token ${jwt} expired`, 'token *** expired'],
    ['GET https://a.blob.core.windows.net/x?sv=2&sig=abc%2Fdef&se=1', 'GET https://a.blob.core.windows.net/x?sv=2&sig=***&se=1'],
    ['https://user:hunter2@registry.example/v2', 'https://***@registry.example/v2'],
    ['client_secret=abc~def&grant_type=client_credentials', 'client_secret=***&grant_type=client_credentials'],
    [
      '{"imageRegistryCredentials":{"username":"u","password":"p\\"w d"}}',
      '{"imageRegistryCredentials":{"username":"u","password":"***"}}',
    ],
    [String.raw`msg="body {\"password\":\"hunter2\"}"`, String.raw`msg="body {\"password\":\"***\"}"`],
    ['--registry-password=hunter2', '--registry-password=***'],
    ['AccountKey=Zm9v==;EndpointSuffix=core.windows.net', 'AccountKey=***;EndpointSuffix=core.windows.net'],
    ['-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nafter', '-----BEGIN RSA PRIVATE KEY-----***\nafter'],
    ['redis://:hunter2@host and amqp://user:with/slash@host', 'redis://***@host and amqp://***@host'],
    ['Basic dXNlcjpodW50ZXIy', 'Basic ***'],
    ['X-Auth-Token: hunter2', 'X-Auth-Token: ***'],
    ['--registry-password hunter2 --client-secret hunter3', '--registry-password *** --client-secret ***'],
    ['docker login -u me -p hunter2 registry.example', 'docker login -u me -p *** registry.example'],
    [`secret="hunter 2" pwd='hunter 3'`, `secret="***" pwd='***'`],
    [String.raw`msg="password=\"hunter 2\" x"`, String.raw`msg="password=\"***\" x"`],
    [`{'password': 'hunter2'} password: hunter3`, `{'password': '***'} password: ***`],
    [`push with ghp_${'a1'.repeat(18)} failed`, 'push with *** failed'],
    [`secret abc8Q~${'x'.repeat(34)} of Entra ID`, 'secret *** of Entra ID'],
    ['cut off -----BEGIN PRIVATE KEY-----\nMIIE', 'cut off -----BEGIN PRIVATE KEY-----***'],
  ])('%s', (text, shown) => {
    expect(hideSecrets(text)).toBe(shown)
  })

  it.each([
    '--authentication-token-webhook=true',
    '--authentication-token-webhook-cache-ttl=10s',
    'AADSTS7000215: Invalid client secret provided. Ensure the secret being sent is the client secret value.',
    'error getting token: dial tcp 169.254.169.254:80: connect: connection refused',
    'APISERVER_KEY_LOCATION=/etc/virtual-kubelet/key.pem',
    'MountVolume.SetUp failed for volume "credentials": secret "a-b" not found',
    'get token: context deadline exceeded',
    'https://example.com:443/a@b, registry.example:5000/a@sha256:0',
    'pass --client-secret @FILE, and see https://example.com/a: mail me@example.com',
    'Basic authentication is off; see https://example.com/token',
  ])('keeps: %s', text => {
    expect(hideSecrets(text)).toBe(text)
  })
})

describe('facts', () => {
  const wild = 'a,b {c=d} "f"\nsecond'

  it('do not contain a secret that vkctl knows, also not in JSON', () => {
    const log = `plain ${wild} and ${JSON.stringify({s: wild})}`
    expect(withoutSecrets({log}, [wild])).toEqual({log: 'plain *** and {"s":"***"}'})
  })

  it('contain only hashes of variables that may be secret, and only the annotations of Helm', () => {
    const deployment = {
      metadata: {
        name: 'd',
        annotations: {'meta.helm.sh/release-name': 'r', 'kubectl.kubernetes.io/last-applied-configuration': '{"env":"hunter2"}'},
      },
      spec: {
        env: [
          {name: 'DB_PASSWORD', value: 'hunter2'},
          {name: 'VKUBELET_TAINT_KEY', value: 'k'},
        ],
        at: new Date(0),
      },
    }
    expect(withoutSecrets(deployment)).toEqual({
      metadata: {name: 'd', annotations: {'meta.helm.sh/release-name': 'r'}},
      spec: {
        env: [
          {name: 'DB_PASSWORD', value: expect.stringMatching(/^sha256:/)},
          {name: 'VKUBELET_TAINT_KEY', value: 'k'},
        ],
        at: new Date(0),
      },
    })
  })
})

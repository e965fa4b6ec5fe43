import type {CredentialsLook} from '../../../../../src/lib/checks/facts/connector-values.ts'
import type {DeploymentObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {deployment, now} from '../../objects.ts'
import {well} from '../../well.ts'
import type {Cases} from '../case.ts'

interface Started {
  readonly image?: string
  readonly env?: readonly {readonly name: string; readonly value?: string}[]
}
const startedWith = (args: readonly string[], {image = 'registry/virtual-kubelet:1.6.4', env = []}: Started = {}): DeploymentObject => ({
  ...deployment(),
  spec: {template: {spec: {containers: [{image, args, env}]}}},
})
const ofUpstream = (tag: string, args: readonly string[]): DeploymentObject => {
  const one = startedWith(args, {image: `registry/virtual-kubelet:${tag}`})
  return {...one, metadata: {...one.metadata, labels: {app: 'virtual-kubelet-azure-aci'}}}
}

const credentials = (changes: Partial<CredentialsLook>): CredentialsLook => ({...(well.credentials as CredentialsLook), ...changes})
const ca = (name: string): string => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----`

export const endpointCases: Cases = {
  'endpoint-authenticated': {
    fires: [
      {
        name: 'a connector of 2019',
        facts: {deployments: [startedWith(['--nodename', 'x'], {image: 'microsoft/virtual-kubelet:latest'})]},
        message: /starts the connector without --client-verify-ca\. Anybody who can reach port 10250/,
        remedy: /^vkctl install-connector --connector-name virtual-kubelet --os-type Linux /,
      },
      {
        name: 'the arguments of earlier charts of vkctl',
        facts: {deployments: [startedWith(['--authentication-token-webhook=true', '--client-verify-ca=/ca.crt'])]},
        message: /with --authentication-token-webhook\./,
        remedy: /^vkctl install-connector --connector-name virtual-kubelet --os-type Linux /,
      },
      {
        name: "the arguments of azure-aci's chart 1.6",
        facts: {
          deployments: [
            ofUpstream('1.6.4', ['--authentication-token-webhook=true', '--client-verify-ca', '/ca.crt', '--no-verify-clients=false']),
          ],
        },
        message: /with --authentication-token-webhook\./,
        remedy:
          /^The chart virtual-kubelet-azure-aci has no value that closes the port\. .*NetworkPolicy.*:\nvkctl remove-connector .*\nvkctl install-connector /,
      },
      {
        name: "azure-aci's chart 1.6 with the webhook switched off, which drops the CA too",
        facts: {deployments: [ofUpstream('1.6.0', ['--no-verify-clients=false'])]},
        message: /without --client-verify-ca\./,
        remedy: /NetworkPolicy/,
      },
      {
        name: "azure-aci's chart 1.5 without the webhook, and clients that need not prove themselves",
        facts: {deployments: [ofUpstream('1.5.1', ['--no-verify-clients=true'])]},
        message: /with --no-verify-clients\./,
        remedy: /^Set the value enableAuthenticationTokenWebhook=true of/,
      },
      {
        name: 'the CA empty, whatever the environment says',
        facts: {deployments: [startedWith(['--client-verify-ca='], {env: [{name: 'APISERVER_CA_CERT_LOCATION', value: '/ca.crt'}]})]},
        message: /without --client-verify-ca\./,
      },
      {
        name: 'clients that need not prove themselves',
        facts: {deployments: [startedWith(['--client-verify-ca=/ca.crt', '--no-verify-clients'])]},
        message: /with --no-verify-clients\./,
      },
      {
        name: 'the webhook, by an image that does not tell its version',
        facts: {
          deployments: [
            startedWith(['--authentication-token-webhook', '--client-verify-ca=/ca.crt'], {
              image: `registry:5000/vk@sha256:${'a'.repeat(64)}`,
            }),
          ],
        },
        message: /with --authentication-token-webhook\./,
      },
      {
        name: 'the webhook switched on at last',
        facts: {
          deployments: [
            startedWith(['--authentication-token-webhook=false', '--authentication-token-webhook=T', '--client-verify-ca=/ca.crt']),
          ],
        },
        message: /with --authentication-token-webhook\./,
      },
      {
        name: 'an open port that a NetworkPolicy keeps callers from',
        facts: {
          deployments: [ofUpstream('1.6.4', ['--authentication-token-webhook=true', '--client-verify-ca', '/ca.crt'])],
          portPolicies: [{metadata: {name: 'mine'}, spec: {podSelector: {}}}],
        },
        verdict: 'warning',
        message: /with --authentication-token-webhook\. Only the NetworkPolicy mine protects port 10250/,
        remedy: /chart of vkctl:\nvkctl remove-connector .*\nvkctl install-connector /,
      },
      {
        name: 'an open port with a NetworkPolicy of other pods',
        facts: {
          deployments: [startedWith(['--nodename', 'x'])],
          portPolicies: [{metadata: {name: 'theirs'}, spec: {podSelector: {matchLabels: {app: 'web'}}}}],
        },
        message: /without --client-verify-ca\. Anybody/,
      },
    ],
    quiet: [
      {name: 'a CA and no webhook', message: /a certificate of the client CA/},
      {
        name: 'the CA from the environment, the webhook switched off',
        facts: {
          deployments: [
            startedWith(['--authentication-token-webhook=false'], {env: [{name: 'APISERVER_CA_CERT_LOCATION', value: '/ca.crt'}]}),
          ],
        },
        message: /a certificate of the client CA/,
      },
      {
        name: "azure-aci's chart 1.4 as it is",
        facts: {
          deployments: [
            ofUpstream('1.4.16', ['--authentication-token-webhook=true', '--client-verify-ca', '/ca.crt', '--no-verify-clients=false']),
          ],
        },
        message: /a client certificate or a token/,
      },
      {
        name: "azure-aci's chart 1.5 as it is, with a digest",
        facts: {
          deployments: [
            ofUpstream(`1.5.1@sha256:${'a'.repeat(64)}`, ['--authentication-token-webhook=true', '--client-verify-ca', '/ca.crt']),
          ],
        },
        message: /a client certificate or a token/,
      },
      {
        name: "azure-aci's chart 1.5 with the webhook switched off",
        facts: {deployments: [ofUpstream('1.5.0', ['--no-verify-clients=false'])]},
        message: /does not serve the port/,
      },
      {name: 'no Deployment', facts: {deployments: []}, verdict: 'skipped', message: /no Deployment/},
    ],
  },
  'endpoint-refuses': {
    fires: [
      {
        name: 'it answered',
        facts: {portTry: {answer: 'given', httpStatus: 404}},
        message: /answered vkctl with HTTP 404, although/,
        remedy: /^vkctl install-connector .* --image-tag 1\.6\.4 /,
      },
    ],
    quiet: [
      {name: 'it refused', message: /The port refused vkctl/},
      {
        name: 'it could not be reached',
        facts: {portTry: {answer: 'none', why: '10.1.0.7:10250, no answer within 1.5 seconds'}},
        verdict: 'skipped',
        message: /^vkctl did not reach the port: 10\.1\.0\.7:10250, no answer within 1\.5 seconds$/,
      },
    ],
  },
  'ca-current': {
    fires: [
      {
        name: 'a CA of before',
        facts: {clientCa: 'another CA'},
        message: /kubectl logs and kubectl exec do not work/,
        remedy: /^vkctl install-connector /,
      },
      {
        name: 'one of two',
        facts: {clientCa: `${ca('A')}\n${ca('B')}`, credentials: credentials({clientCa: ca('A')})},
        message: /do not work/,
      },
    ],
    quiet: [
      {name: 'the same', message: /matches the CA of the cluster/},
      {
        name: 'the same in another order and with other space',
        facts: {clientCa: `${ca('A')}\n${ca('B')}\n`, credentials: credentials({clientCa: `${ca('B')}\r\n${ca('A')}`})},
        message: /matches the CA of the cluster/,
      },
      {name: 'no Secret of vkctl', facts: {credentials: undefined}, verdict: 'skipped', message: /no Secret/},
      {name: 'a cluster that publishes none', facts: {clientCa: undefined}, verdict: 'skipped', message: /publishes no client CA/},
    ],
  },
  'certificate-current': {
    fires: [
      {
        name: 'it is over',
        facts: {credentials: credentials({certificateUntil: now})},
        message: /expired on 2026-11-23/,
        remedy: /^vkctl install-connector /,
      },
      {
        name: 'it ends within a month',
        facts: {credentials: credentials({certificateUntil: new Date('2026-12-23T12:00:00Z')})},
        verdict: 'warning',
        message: /expires on 2026-12-23/,
      },
    ],
    quiet: [
      {
        name: 'it holds for a little more than a month',
        facts: {credentials: credentials({certificateUntil: new Date('2026-12-23T12:00:01Z')})},
        message: /until 2026-12-23/,
      },
      {name: 'no Secret of vkctl', facts: {credentials: undefined}, verdict: 'skipped', message: /no Secret/},
    ],
  },
}

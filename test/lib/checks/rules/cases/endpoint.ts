import type {CredentialsLook} from '../../../../../src/lib/checks/facts/connector-values.ts'
import type {DeploymentObject} from '../../../../../src/lib/kubernetes/objects.ts'
import {deployment, now} from '../../objects.ts'
import {well} from '../../well.ts'
import type {Cases} from '../case.ts'

const startedWith = (args: readonly string[], env: readonly {readonly name: string; readonly value?: string}[] = []): DeploymentObject => ({
  ...deployment(),
  spec: {template: {spec: {containers: [{args, env}]}}},
})

const credentials = (changes: Partial<CredentialsLook>): CredentialsLook => ({...(well.credentials as CredentialsLook), ...changes})
const ca = (name: string): string => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----`

export const endpointCases: Cases = {
  'endpoint-authenticated': {
    fires: [
      {
        name: 'a connector of 2019',
        facts: {deployments: [startedWith(['--nodename', 'x'])]},
        message: /without --authentication-token-webhook=true and --client-verify-ca\. Anybody/,
        remedy: /without --chart-url/,
      },
      {
        name: 'the webhook switched off, the CA empty',
        facts: {deployments: [startedWith(['--authentication-token-webhook=false', '--client-verify-ca='])]},
        message: /without --authentication-token-webhook=true and --client-verify-ca\./,
      },
      {
        name: 'only the CA',
        facts: {deployments: [startedWith(['--client-verify-ca', '/ca.crt'])]},
        message: /without --authentication-token-webhook=true\./,
      },
    ],
    quiet: [
      {name: 'both', message: /requires a client certificate/},
      {
        name: 'both in other words',
        facts: {deployments: [startedWith(['--authentication-token-webhook'], [{name: 'APISERVER_CA_CERT_LOCATION', value: '/ca.crt'}])]},
        message: /requires a client certificate/,
      },
      {name: 'no Deployment', facts: {deployments: []}, verdict: 'skipped', message: /no Deployment/},
    ],
  },
  'ca-current': {
    fires: [
      {
        name: 'a CA of before',
        facts: {clientCa: 'another CA'},
        message: /kubectl logs and kubectl exec do not work/,
        remedy: 'Run vkctl install-connector again with the same arguments.',
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
        remedy: 'Run vkctl install-connector again with the same arguments.',
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

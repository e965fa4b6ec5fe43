import type {ConnectorValues} from '../../../../../../src/lib/checks/facts/connector-values.ts'
import type {PodObject} from '../../../../../../src/lib/kubernetes/objects.ts'
import {lease, pod} from '../../../objects.ts'
import type {Cases} from '../../case.ts'

const url = 'http://169.254.169.254/metadata/identity/oauth2/token'
const principal = {identity: {kind: 'servicePrincipal', clientId: 'sp', objectId: 'object'}} as const
const client =
  'github.com/virtual-kubelet/azure-aci/pkg/client.(*AzClientsAPIs).GetContainerGroupListResult(0xc0, {0x2, 0xc1}, {0xc2, 0x28})'
const start = 'time="2026-11-23T11:50:00Z" level=info msg="using user identity for Authentication"\n'
const panic = `${start}panic: runtime error: invalid memory address or nil pointer dereference
[signal SIGSEGV: segmentation violation code=0x1 addr=0x10 pc=0x1]

goroutine 214 [running]:
${client}
\t/workspace/pkg/client/client_apis.go:196 +0x2c5
`

/** A pod whose container crashed after some seconds. */
function crashed(seconds: number): PodObject {
  const startedAt = '2026-11-23T11:50:00Z'
  const finishedAt = new Date(Date.parse(startedAt) + seconds * 1000).toISOString()
  const terminated = {exitCode: 2, reason: 'Error', startedAt, finishedAt}
  const waiting = {reason: 'CrashLoopBackOff'}
  return pod({
    status: {
      phase: 'Running',
      conditions: [{type: 'Ready', status: 'False'}],
      containerStatuses: [{name: 'connector', ready: false, restartCount: 2, state: {waiting}, lastState: {terminated}}],
    },
  })
}

const old = lease('2026-11-23T11:00:00Z')
const refused: Partial<ConnectorValues> = {pods: [crashed(1)], log: panic, lease: old}
const unanswered: Partial<ConnectorValues> = {pods: [crashed(242)], log: panic, lease: undefined}
/** Ready since 40 s, and the lease is of an earlier pod, or there is none. */
const waits: Partial<ConnectorValues> = {pods: [pod({startedAt: '2026-11-23T11:59:20Z'})], log: start, lease: old, node: undefined}
const justStarted: Partial<ConnectorValues> = {...waits, pods: [pod({startedAt: '2026-11-23T11:59:50Z'})]}
const forbidden: Partial<ConnectorValues> = {
  ...waits,
  log: 'E1123 11:59:30.000000       1 reflector.go:205] pods is forbidden: User "x" cannot list',
}
const upAgain: Partial<ConnectorValues> = {pods: [pod({restarts: 2})], log: panic}

export const firstAnswerCases: Cases = {
  'imds-reachable': {
    fires: [
      ...[
        'dial tcp 169.254.169.254:80: i/o timeout',
        `Get "${url}": context deadline exceeded`,
        'managed identity timed out. (169.254.169.254)',
        'dial tcp 169.254.169.254:80: connect: connection refused',
      ].map(line => ({
        name: line,
        facts: {pods: [pod({ready: false})], log: `starting\n${line}\nending`},
        message: /failed connections to 169\.254\.169\.254/,
      })),
      {
        name: 'it is ready, and has not registered its node',
        facts: waits,
        message:
          /connector-1 has been running for 40 s, but it has not registered its node: nothing answered .* goes to 169\.254\.169\.254/,
        remedy:
          /kubectl get networkpolicies --namespace vk\naz aks show --resource-group g --name c --query networkProfile\.podLinkLocalAccess\n.*\nvkctl install-connector /,
      },
      {name: 'it crashed after minutes', facts: unanswered, message: /connector-1 crashed 242 s after its start: nothing answered/},
    ],
    quiet: [
      {name: 'it is up', facts: upAgain, message: /got a token/},
      {name: 'it crashed at once, so somebody answered', facts: refused, message: /no failed connection/},
      {name: 'an answer that is an error', facts: {pods: [], log: `POST ${url}: 400 Identity not found`}, message: /no failed connection/},
      {name: 'a timeout of something else', facts: {pods: [], log: `GET ${url}\nread: i/o timeout`}, message: /no failed connection/},
      {name: 'it has just started', facts: justStarted, message: /no failed connection/},
      {name: 'it waits for the API server', facts: forbidden, message: /no failed connection/},
      {name: 'no log', facts: {pods: []}, verdict: 'skipped', message: /is empty/},
      {name: 'a service principal', facts: {...unanswered, ...principal}, verdict: 'skipped', message: /service principal/},
    ],
  },
  'azure-reachable': {
    fires: [
      {
        name: 'it crashed after minutes',
        facts: {...unanswered, ...principal},
        message: /242 s after its start: neither Entra ID nor Azure Resource Manager answered/,
        remedy: /firewall.*\nkubectl get networkpolicies --namespace vk$/,
      },
      {name: 'it waits', facts: {...waits, ...principal}, message: /has not registered its node: neither/},
    ],
    quiet: [
      {name: 'it crashed at once', facts: {...refused, ...principal}, message: /Entra ID answered/},
      {name: 'it is up', facts: principal, message: /got a token/},
      {name: 'it is down for another reason', facts: {...principal, pods: []}, verdict: 'skipped', message: /another reason/},
      {name: 'a managed identity', facts: unanswered, verdict: 'skipped', message: /does not use a service principal/},
    ],
  },
  'start-token': {
    fires: [
      {
        name: 'it crashed at once',
        facts: refused,
        message: /crashed 1 s after its start: it was refused a token .*\(panic in client_apis\.go\)/,
        remedy:
          /^Possible causes: the identity is not on the node of the pod, or was deleted \(400\)\. .*\nkubectl run token-test --namespace vk .*client_id=client'$/,
      },
      {
        name: 'it crashed after minutes',
        facts: unanswered,
        message: /crashed 242 s/,
        remedy: /^Possible causes: 169\.254\.169\.254 is blocked \(000\)\. /,
      },
      {name: 'it waits', facts: waits, message: /has not registered its node\. It waits for an answer from Azure/},
      {
        name: 'nobody knows its identity, nor how long it ran',
        facts: {identity: undefined, pods: [pod({ready: false})], log: panic},
        message: /The log of .* shows a crash: the provider got no token, or no answer/,
        remedy: /\(400\), or 169\.254\.169\.254 is blocked \(000\), or the client secret is wrong or has expired, or a firewall/,
      },
      {
        name: 'a service principal',
        facts: {...refused, ...principal},
        message: /crashed 1 s/,
        remedy: /: the client secret is wrong or has expired\.$/,
      },
    ],
    quiet: [
      {name: 'it is up again', facts: upAgain, message: /is up/},
      {name: 'it has just started', facts: justStarted, verdict: 'skipped', message: /does not contain this error/},
      {
        name: 'another panic',
        facts: {pods: [crashed(1)], log: 'panic: cloud config does not exist', lease: old},
        verdict: 'skipped',
        message: /does not contain this error/,
      },
      {name: 'no log', facts: {pods: []}, verdict: 'skipped', message: /has no log/},
    ],
  },
}

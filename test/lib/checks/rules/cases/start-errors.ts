import {pod} from '../../objects.ts'
import type {Cases, CasesOfRule} from '../case.ts'

const crashing = [pod({ready: false})]
const fatal = (message: string): string => `time="2026-11-23T11:59:00Z" level=fatal msg=${JSON.stringify(message)}`
/** Lines of a connector that does not start, each with what the finding tells of it. */
function saying(...lines: readonly (readonly [log: string, message: RegExp])[]): CasesOfRule {
  const [[log] = ['']] = lines
  return {
    fires: lines.map(([line, message]) => ({
      name: `it crashes: ${line.slice(0, 100)}`,
      facts: {pods: crashing, log: `time="2026-11-23T11:58:59Z" level=info msg="starting"\n${line}\nthe end\n`},
      message,
    })),
    quiet: [
      {name: 'the same line of a connector that is ready now', facts: {log}, message: /is ready/},
      {
        name: 'a connector that is not ready and says something else',
        facts: {pods: crashing, log: 'hello'},
        message: /does not contain this error/,
      },
      {name: 'a connector that is not ready and has no log', facts: {pods: crashing, log: ''}, verdict: 'skipped', message: /has no log/},
    ],
  }
}

const entra = `ClientSecretCredential authentication failed. \nPOST https://login.microsoftonline.com/t/oauth2/v2.0/token\n----\nRESPONSE 401: 401 Unauthorized\n----\n${JSON.stringify(
  {
    error: 'invalid_client',
    error_description: "AADSTS7000222: The provided client secret keys for app 'a' are expired. Trace ID: 1",
  },
  undefined,
  2,
)}\n----`

export const startErrorsCases: Cases = {
  'start-flags': saying(
    ['Error: unknown flag: --trace-exporter', /^The log of the connector says: Error: unknown flag: --trace-exporter$/],
    ["Error: unknown shorthand flag: 'x' in -x", /'x' in -x$/],
  ),
  'start-identity': saying([
    fatal('neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID is being set'),
    /^The log of the connector says: neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID is being set$/,
  ]),
  'start-identity-found': saying([
    fatal(
      'error setting up network: error while looking up subnet: ManagedIdentityCredential authentication failed. \nRESPONSE 400: 400\n{"error":"invalid_request","error_description":"Identity not found"}',
    ),
    /^The log of the connector says: Identity not found$/,
  ]),
  'start-sign-in': saying(
    [fatal(entra), /^The log of the connector says: AADSTS7000222: The provided client secret keys for app 'a' are expired\. Trace ID: 1$/],
    [fatal('AADSTS700016: Application was not found'), /AADSTS700016/],
  ),
  'start-rights': saying([
    'W1123 11:59:00 reflector.go:535] k8s.io/client-go: failed to list *v1.ConfigMap: configmaps is forbidden: User "system:serviceaccount:vk:x" cannot list resource "configmaps" in API group "" at the cluster scope',
    /User "system:serviceaccount:vk:x" cannot list resource "configmaps"/,
  ]),
  'start-region': saying([
    fatal(`Region spaincentral is invalid. Current supported regions are: ${'somewhere, '.repeat(54)}`),
    /^The log of the connector says: Region spaincentral is invalid\. Current supported regions are: (?:somewhere, ?){54}$/,
  ]),
  'start-network-name': saying([fatal('vnet name can not be empty please set ACI_VNET_NAME'), /: vnet name can not be empty please/]),
  'start-subnet-prefix': saying([
    fatal("error setting up network: found subnet 'aci' using different CIDR: '10.2.0.0/24'. desired: '10.241.0.0/16'"),
    /found subnet 'aci' using different CIDR: '10\.2\.0\.0\/24'\. desired: '10\.241\.0\.0\/16'$/,
  ]),
  'start-route-table': saying([
    fatal(
      "error setting up network: unable to delegate subnet 'aci' to Azure Container Instance since it references the route table '/rt'",
    ),
    /references the route table '\/rt'$/,
  ]),
  'start-subnet-free': saying(
    [
      fatal(
        'error setting up network: error updating subnet: PUT https://management.azure.com/x\nRESPONSE 400: 400 Bad Request\nERROR CODE: SubnetDelegationsCannotChangeWhenSubnetUsedByResource\n{"error": {"code": "SubnetDelegationsCannotChangeWhenSubnetUsedByResource", "message": "Delegations of subnet nodes cannot be changed because it is being used by the resource nic-1."}}',
      ),
      /^The log of the connector says: Delegations of subnet nodes cannot be changed because it is being used by the resource nic-1\.$/,
    ],
    [
      fatal("unable to delegate subnet 'x' to Azure Container Instance as it is used by other Azure resource: 'y'"),
      /used by other Azure resource: 'y'$/,
    ],
  ),
  'start-panic': saying(
    ['panic: runtime error: invalid memory address or nil pointer dereference', /: panic: runtime error: invalid memory/],
    ['[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1]', /SIGSEGV/],
    ['panic: cloud config does not exist', /cloud config does not exist$/],
  ),
}

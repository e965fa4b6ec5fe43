import type {ConnectorIdentity, CredentialsLook} from '../../../../../src/lib/checks/facts/connector-values.ts'
import {network} from '../../networks.ts'
import {well} from '../../well.ts'
import type {Cases} from '../case.ts'

const credentials = well.credentials as CredentialsLook
const identity = (kind: ConnectorIdentity['kind'], clientId = 'client'): {identity: ConnectorIdentity} => ({
  identity: {kind, clientId, objectId: 'object'},
})

const nobody = {name: 'nobody knows the identity', facts: {identity: undefined}, verdict: 'skipped', message: /is not recorded/} as const
const token = 'http://169.254.169.254/metadata/identity/oauth2/token'

export const identityCases: Cases = {
  'identity-known': {
    fires: [
      {
        name: 'the provider says so',
        facts: {log: 'time="…" level=fatal msg="neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID is being set"'},
        message: /no identity is configured/,
        remedy: /install-connector/,
      },
      {name: 'a Secret without one', facts: {identity: undefined}, message: /Secret of .* names no identity/},
      {
        name: 'neither record nor Secret',
        facts: {identity: undefined, credentials: undefined},
        verdict: 'warning',
        message: /its permissions cannot be checked/,
      },
    ],
    quiet: [
      {name: 'that of the nodes', message: /^kubelet identity client$/},
      {name: 'a record tells, although there is no Secret', facts: {credentials: undefined}, message: /^kubelet identity client$/},
    ],
  },
  'identity-attached': {
    fires: [
      {
        name: 'one of its own that no scale set has',
        facts: identity('userAssigned', 'mine'),
        message: /No scale set in MC_g has .*client id mine/,
        remedy: 'az vmss identity assign --resource-group MC_g --name SCALE_SET --identities IDENTITY_ID',
      },
      {
        name: 'that of the nodes, which have another one now',
        facts: {nodeIdentities: ['younger']},
        message: /client id client/,
        remedy: /install-connector/,
      },
      {name: 'no scale set with an identity', facts: {nodeIdentities: []}, verdict: 'warning', message: /cannot check whether/},
    ],
    quiet: [
      {
        name: 'one of several, in whatever letter case',
        facts: {...identity('userAssigned', 'Client'), nodeIdentities: ['other', 'cLIENT']},
        message: /in MC_g has the identity Client/,
      },
      {name: 'a service principal', facts: identity('servicePrincipal', 'mine'), verdict: 'skipped', message: /service principal/},
      nobody,
    ],
  },
  'secret-accepted': {
    fires: [
      {
        name: 'Entra ID refuses the secret',
        facts: {...identity('servicePrincipal', 'sp-1'), refusedSignIn: 'AADSTS7000222: The provided client secret keys are expired.'},
        message: /service principal sp-1: AADSTS7000222: .* expired\.$/,
        remedy: /--service-principal sp-1 --client-secret @FILE/,
      },
    ],
    quiet: [
      {name: 'it does not', facts: identity('servicePrincipal', 'sp-1'), message: /accepts the service principal sp-1/},
      {name: 'a managed identity', verdict: 'skipped', message: /managed identity/},
      nobody,
    ],
  },
  'imds-reachable': {
    fires: [
      'dial tcp 169.254.169.254:80: i/o timeout',
      `Get "${token}": context deadline exceeded`,
      'managed identity timed out. (169.254.169.254)',
      'dial tcp 169.254.169.254:80: connect: connection refused',
    ].map(line => ({name: line, facts: {log: `starting\n${line}\nending`}, message: /failed connections to 169\.254\.169\.254/})),
    quiet: [
      {name: 'an answer that is an error', facts: {log: `POST ${token}: 400 Identity not found`}, message: /no failed connection/},
      {name: 'a timeout of something else', facts: {log: `GET ${token}\nread: i/o timeout`}, message: /no failed connection/},
      {name: 'no log', verdict: 'skipped', message: /is empty/},
    ],
  },
  'cloud-known': {
    fires: [
      ...['AzureCloud', 'azurepubliccloud'].map(cloud => ({
        name: cloud,
        facts: {credentials: {...credentials, cloud}},
        message: new RegExp(`names the cloud ${cloud}\\.`),
      })),
      {name: 'none', facts: {credentials: {...credentials, cloud: ''}}, message: /names no cloud\./},
    ],
    quiet: [
      ...['AzurePublicCloud', 'AzureUSGovernmentCloud', 'AzureChinaCloud'].map(cloud => ({
        name: cloud,
        facts: {credentials: {...credentials, cloud}},
        message: new RegExp(`^${cloud}$`),
      })),
      {name: 'no Secret of ours', facts: {credentials: undefined}, verdict: 'skipped', message: /no Secret/},
    ],
  },
  'identity-fits-network': {
    fires: [
      {
        name: 'a managed identity on a subnet in Azure Government',
        subject: {cloud: 'AzureUSGovernment'},
        facts: {network},
        message: /managed identity client together with the subnet aci/,
        remedy: /--service-principal/,
      },
    ],
    quiet: [
      {
        name: 'a service principal there',
        subject: {cloud: 'AzureUSGovernment'},
        facts: {network, ...identity('servicePrincipal')},
        message: /^service principal and the subnet aci/,
      },
      {name: 'another cloud', facts: {network}, message: /in AzureCloud$/},
      {name: 'no subnet there', subject: {cloud: 'AzureUSGovernment'}, verdict: 'skipped', message: /uses no subnet/},
      {...nobody, facts: {...nobody.facts, network}},
    ],
  },
}

import type {ConnectorIdentity, CredentialsLook} from '../../../../../../src/lib/checks/facts/connector-values.ts'
import type {PodObject} from '../../../../../../src/lib/kubernetes/objects.ts'
import {network} from '../../../networks.ts'
import {pod} from '../../../objects.ts'
import {scaleSetIdentity, well} from '../../../well.ts'
import type {Cases} from '../../case.ts'

const credentials = well.credentials as CredentialsLook
const identity = (kind: ConnectorIdentity['kind'], clientId = 'client'): {identity: ConnectorIdentity} => ({
  identity: {kind, clientId, objectId: 'object'},
})

const onNode = (nodeName: string): PodObject => ({...pod(), spec: {...pod().spec, nodeName}})

const nobody = {name: 'nobody knows the identity', facts: {identity: undefined}, verdict: 'skipped', message: /is not recorded/} as const

export const identityCases: Cases = {
  'identity-known': {
    fires: [
      {
        name: 'the provider says so',
        facts: {
          pods: [pod({ready: false})],
          log: 'time="…" level=fatal msg="neither AZURE_CLIENT_ID or VIRTUALNODE_USER_IDENTITY_CLIENTID is being set"',
        },
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
        facts: {nodeIdentities: [scaleSetIdentity('younger')]},
        message: /client id client/,
        remedy: /install-connector/,
      },
      {name: 'no scale set with an identity', facts: {nodeIdentities: []}, verdict: 'warning', message: /cannot check whether/},
    ],
    quiet: [
      {
        name: 'one of several, in whatever letter case',
        facts: {...identity('userAssigned', 'Client'), nodeIdentities: [scaleSetIdentity('other'), scaleSetIdentity('cLIENT')]},
        message: /in MC_g has the identity Client/,
      },
      {name: 'a service principal', facts: identity('servicePrincipal', 'mine'), verdict: 'skipped', message: /service principal/},
      nobody,
    ],
  },
  'identity-exists': {
    fires: [
      {
        name: 'somebody deleted that of the nodes',
        facts: {identityState: 'deleted'},
        message: /deleted the kubelet identity of the connector: \/subscriptions\/s\/.*\/client \(client id client\) does not exist/,
        remedy: /az aks update --resource-group g --name c --assign-kubelet-identity IDENTITY_ID\nvkctl install-connector /,
      },
      {
        name: 'somebody deleted one of its own',
        facts: {...identity('userAssigned'), identityState: 'deleted'},
        message: /deleted the managed identity/,
        remedy: /--assign-identity/,
      },
    ],
    quiet: [
      {name: 'it does', message: /userAssignedIdentities\/client$/},
      {name: 'no scale set names it', facts: {identityState: 'not-read'}, verdict: 'skipped', message: /does not show/},
      {name: 'a service principal', facts: identity('servicePrincipal'), verdict: 'skipped', message: /service principal/},
      nobody,
    ],
  },
  'identity-on-node': {
    fires: [
      {
        name: 'only another scale set has it',
        facts: {pods: [onNode('aks-other-12345678-vmss00000a')]},
        message: /runs on aks-other-12345678-vmss00000a, and the scale set aks-other-12345678-vmss does not have/,
        remedy:
          /^az vmss identity assign --resource-group MC_g --name aks-other-12345678-vmss --identities \/subscriptions\/s\/.*\/client$/,
      },
      {
        name: 'no scale set has any identity',
        facts: {nodeIdentities: [], pods: [onNode('aks-pool-12345678-vmss000000')]},
        message: /the scale set aks-pool-12345678-vmss does not have/,
        remedy:
          /^az aks show --resource-group g --name c --query identityProfile\.\S+ --output tsv\naz vmss identity assign .* --identities IDENTITY_ID$/,
      },
    ],
    quiet: [
      {name: 'its scale set has it', facts: {pods: [onNode('aks-pool-12345678-vmss000000')]}, message: /aks-pool-12345678-vmss has/},
      {name: 'no scale set', facts: {pods: [onNode('aks-machine-1')]}, verdict: 'skipped', message: /no pod on a node of a scale set/},
      {name: 'no node yet', verdict: 'skipped', message: /no pod on a node/},
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

import {dump} from 'js-yaml'
import {ArmError} from '../arm/arm-error.ts'
import type {World} from '../world.ts'
import {aksClientApplication, aksServerApplication, type ClusterEntry} from './cluster-entry.ts'

/** How an administrator with a client certificate reaches the API server; all PEM. */
export interface ClusterAccess {
  readonly server: string
  readonly certificateAuthority: string
  readonly clientCertificate: string
  readonly clientKey: string
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

function certificateUser({clientCertificate, clientKey}: ClusterAccess): unknown {
  return {'client-certificate-data': base64(clientCertificate), 'client-key-data': base64(clientKey)}
}

/** The user entry that AKS returns for Entra ID clusters (`--format exec`). */
function kubeloginUser(tenantId: string): unknown {
  const options = {
    environment: 'AzurePublicCloud',
    'server-id': aksServerApplication,
    'client-id': aksClientApplication,
    'tenant-id': tenantId,
    login: 'devicecode',
  }
  return {
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1beta1',
      args: ['get-token', ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value])],
      command: 'kubelogin',
      env: null,
      installHint:
        '\nkubelogin is not installed which is required to connect to AAD enabled cluster.\n\nTo learn more, please go to https://aka.ms/aks/kubelogin\n',
      provideClusterInfo: false,
    },
  }
}

/** Answer of `listClusterUserCredential` or `listClusterAdminCredential`. */
export function clusterCredentials(
  world: World,
  cluster: ClusterEntry,
  access: ClusterAccess,
  kind: 'clusterUser' | 'clusterAdmin',
): unknown {
  if (kind === 'clusterAdmin' && cluster.localAccountsDisabled) {
    throw new ArmError(
      400,
      'BadRequest',
      'Getting static credential is not allowed because this cluster is set to disable local accounts.',
      {source: 'service'},
    )
  }
  const entraUser = kind === 'clusterUser' && cluster.entraAdminGroups !== undefined
  const kubeconfig = dump(
    kubeconfigOf({
      cluster: cluster.name,
      context: kind === 'clusterAdmin' ? `${cluster.name}-admin` : cluster.name,
      userName: `${kind}_${cluster.resourceGroup}_${cluster.name}`,
      user: entraUser ? kubeloginUser(world.tenantId) : certificateUser(access),
      access,
    }),
  )
  return {kubeconfigs: [{name: kind, value: base64(kubeconfig)}]}
}

interface KubeconfigParts {
  readonly cluster: string
  readonly context: string
  readonly userName: string
  readonly user: unknown
  readonly access: ClusterAccess
}

function kubeconfigOf({cluster, context, userName, user, access}: KubeconfigParts): unknown {
  return {
    apiVersion: 'v1',
    clusters: [{cluster: {'certificate-authority-data': base64(access.certificateAuthority), server: access.server}, name: cluster}],
    contexts: [{context: {cluster, user: userName}, name: context}],
    'current-context': context,
    kind: 'Config',
    preferences: {},
    users: [{name: userName, user}],
  }
}

/** A kubeconfig file with the client certificate. */
export function clusterKubeconfig(cluster: string, userName: string, access: ClusterAccess): string {
  return dump(kubeconfigOf({cluster, context: cluster, userName, user: certificateUser(access), access}))
}

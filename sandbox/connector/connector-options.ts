import type {ClusterAccess} from '../client/cluster-client.ts'
import type {ListenAddress, MountedFiles} from '../node/program.ts'
import type {TokenEndpoints} from './identity/azure-token.ts'

/** How the connector reaches Azure. The real provider knows only the endpoints of three clouds. */
export interface AzureEndpoints extends TokenEndpoints {
  /** Azure Resource Manager. */
  readonly resourceManagerUrl: string
  /** The audience that tokens are asked for; default that of the cloud in azure.json. */
  readonly audience?: string
}

export interface ConnectorOptions {
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly files: MountedFiles
  /** The in-cluster configuration; fails with the text of client-go when there is none. */
  readonly api: () => Promise<ClusterAccess>
  readonly azure: AzureEndpoints
  /** The end of the node's version; a provider built without it says `N/A`. */
  readonly version?: string
  readonly listenAddress: (port: number) => Promise<ListenAddress>
  readonly log: (line: string) => void
  /** Default 500; the provider asks ARM every 5 s. */
  readonly pollMs?: number
  /** Default 10 s. */
  readonly leaseRenewMs?: number
}

/** What all containers of the connector's images are given. */
export interface ConnectorImageOptions {
  readonly azure: AzureEndpoints
  readonly pollMs?: number
  readonly leaseRenewMs?: number
}

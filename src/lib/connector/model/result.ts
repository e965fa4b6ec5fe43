import type {FailedRequest} from '../../errors.ts'
import type {OsType} from './names.ts'
import type {Given} from './record/record.ts'

/** What installed a connector. `manifest`: something that vkctl does not know. `unknown`: only a node or container groups are left. */
export type Origin = 'vkctl' | 'upstream' | 'az' | 'aks-addon' | 'virtual-nodes-v2' | 'manifest' | 'unknown'

/** Who manages the objects of a connector, such as the HelmRelease `flux-system/aci` of Flux. What is not known is null. */
export interface Manager {
  /** `tiller`: Helm 2. */
  readonly tool: 'helm' | 'tiller' | 'flux' | 'argo-cd' | 'aks' | 'kubectl'
  readonly kind: 'release' | 'HelmRelease' | 'Kustomization' | 'Application' | null
  readonly namespace: string | null
  readonly name: string | null
}

/** `flux HelmRelease flux-system/aci`; null if nobody manages it. */
export function managerInWords(manager: Manager | null): string | null {
  if (manager === null) return null
  const {tool, kind, namespace, name} = manager
  return [tool, kind, [namespace, name].filter(part => part !== null).join('/')].filter(part => part !== null && part !== '').join(' ')
}

export type ConnectorStatus = 'Ready' | 'NotReady' | 'Installing' | 'Failed' | 'Missing' | 'Unknown'

/** An error for programs. */
export interface ResultError {
  /** The name of its exit code, such as `timedOut`. */
  readonly code: string
  readonly message: string
  /** What to do about it; may be empty. */
  readonly remedy: string
  /** The lines of the remedy that are commands to copy, if there are some. */
  readonly commands?: readonly string[]
  /** What else was answered, such as the inner errors of Azure. */
  readonly details?: readonly string[]
  /** The request that failed. */
  readonly request?: FailedRequest
  /** The program that failed, and what it was to do, such as `kubectl drain`. */
  readonly program?: string
}

/** One part of the status of a connector, in the form of the conditions of Kubernetes. */
export interface Condition {
  readonly type: 'ReleaseDeployed' | 'ReferencesExist' | 'WorkloadAvailable' | 'NodeRegistered' | 'NodeReady' | 'NodeSchedulable'
  readonly status: 'True' | 'False' | 'Unknown'
  /** One word in CamelCase, for programs. */
  readonly reason: string
  /** For people; empty if the status is True. */
  readonly message: string
}

/** A connector as install, list and show print it (schemas/connector.schema.json). */
export interface ConnectorResult {
  readonly connectorName: string
  readonly osType: OsType
  readonly release: string
  readonly namespace: string
  readonly nodeName: string
  /** From list and show, as the next one. */
  readonly origin?: Origin
  readonly managedBy?: Manager | null
  readonly location: string
  readonly aciResourceGroup: string | null
  readonly image: string | null
  readonly chart: string | null
  /** Where the chart comes from, without password and query; `embedded` for vkctl's own; null if vkctl does not know it. */
  readonly chartSource: string | null
  readonly status: ConnectorStatus
  readonly revision: number | null
  /** Whether this run changed it; always false for list and show. */
  readonly changed: boolean
  /** The revision that it went back to because its upgrade failed. */
  readonly rolledBackTo?: number
  /** Why it failed; from install. */
  readonly error?: ResultError
  /** Why the status is what it is; from list and show. */
  readonly conditions?: readonly Condition[]
}

/** What show prints beside the connector. Null: it is not there, or it could not be read. */
export interface ConnectorDetails {
  /** The options that later installs keep; of values for the chart only the names at the top. */
  readonly given: (Omit<Given, 'values'> & {readonly values?: readonly string[]}) | null
  readonly identity: {readonly kind: 'kubelet' | 'userAssigned' | 'servicePrincipal'; readonly clientId: string} | null
  /** When the certificate of port 10250 expires; ISO 8601. */
  readonly certificateExpires: string | null
  /** The run that is changing the connector now. */
  readonly lock: {readonly holder: string; readonly since: string | null} | null
  /** When Helm last changed the release; ISO 8601. */
  readonly lastChange: string | null
}

/** A connector as remove prints it (schemas/removal.schema.json). */
export interface RemoveResult {
  readonly connectorName: string
  /** This and the next two are null if only role assignments were left of the connector: they do not say more than its name. */
  readonly osType: OsType | null
  readonly release: string | null
  readonly nodeName: string | null
  readonly removed: readonly string[]
  readonly left: readonly string[]
  /** Why what is left is still there, as far as that is known. */
  readonly reasons: readonly LeftReason[]
}

/** Why something is left. */
export interface LeftReason {
  /** As in `left`. */
  readonly left: string
  readonly kind:
    | 'finalizer'
    | 'terminating'
    | 'lock'
    | 'deny-assignment'
    | 'policy'
    | 'right'
    /** vkctl leaves it alone, because it may be of another cluster. */
    | 'unclear'
    /** Something or somebody else manages it; the message has the command of that owner. */
    | 'owner'
    | 'failed'
  /** For people. */
  readonly message: string
}

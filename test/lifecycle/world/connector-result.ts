import type {VkctlRun} from './vkctl-process.ts'

/** What install, list and show print, one a connector. */
export interface ConnectorResult {
  readonly connectorName: string
  readonly osType: 'Linux' | 'Windows'
  readonly release: string
  readonly namespace: string
  readonly nodeName: string
  readonly location: string
  readonly aciResourceGroup: string
  readonly image: string
  readonly chart: string
  readonly status: string
  readonly revision: number | null
  readonly changed: boolean
  readonly rolledBackTo?: number
  readonly error?: {readonly code: string; readonly message: string; readonly remedy: string}
}

/** What remove prints, one a connector. */
export interface RemoveResult {
  readonly connectorName: string
  readonly osType: 'Linux' | 'Windows'
  readonly release: string
  readonly nodeName: string
  readonly removed: readonly string[]
  readonly left: readonly string[]
  readonly reasons: readonly {readonly left: string; readonly kind: string; readonly message: string}[]
}

export interface SmokeResult {
  readonly nodeName: string
  readonly osType: string
  readonly connectorName: string
  readonly pods: number
  readonly phases: readonly {readonly phase: string; readonly p50Ms: number; readonly maxMs: number}[]
  readonly publicIp: string | null
  readonly failed: readonly {readonly pod: string; readonly phase: string; readonly reason: string}[]
  readonly timedOut: boolean
  readonly left: readonly string[]
}

export interface Validation {
  readonly ok: boolean
  readonly findings: readonly {
    readonly id: string
    readonly verdict: string
    readonly target: string
    readonly message: string
    readonly remedy: string
    readonly because?: {readonly id: string; readonly target: string}
  }[]
  readonly connectors: readonly {readonly name: string; readonly status: string; readonly roles: string; readonly version: string}[]
  readonly smoke?: readonly SmokeResult[]
}

export const linuxNode = 'virtual-kubelet-virtual-kubelet-linux-eastus'
export const windowsNode = 'virtual-kubelet-virtual-kubelet-windows-eastus'
export const linuxRelease = 'virtual-kubelet-linux-eastus'
export const windowsRelease = 'virtual-kubelet-windows-eastus'

/** What install and list printed. */
export function connectors({stdout}: VkctlRun): readonly ConnectorResult[] {
  return JSON.parse(stdout) as readonly ConnectorResult[]
}

export function removals({stdout}: VkctlRun): readonly RemoveResult[] {
  return JSON.parse(stdout) as readonly RemoveResult[]
}

export function validation({stdout}: VkctlRun): Validation {
  return JSON.parse(stdout) as Validation
}

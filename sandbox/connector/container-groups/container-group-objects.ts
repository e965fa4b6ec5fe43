/** Container groups as the provider and Azure Container Instances write them (api-version 2022-10-01-preview). */
export interface ContainerGroup {
  id?: string
  name: string
  type?: string
  location: string
  tags: Record<string, string>
  properties: {
    containers: GroupContainer[]
    initContainers: {name: string; properties: object}[]
    osType: string
    restartPolicy: string
    ipAddress?: {ports: GroupPort[]; type: string; ip?: string; dnsNameLabel?: string}
    imageRegistryCredentials: {server: string; username: string; password: string}[]
    volumes: GroupVolume[]
    subnetIds?: {id: string}[]
    dnsConfig?: {nameServers: string[]; searchDomains: string; options: string}
    diagnostics?: object
    extensions?: object[]
    sku?: string
    confidentialComputeProperties?: {ccePolicy: string}
    provisioningState?: string
    instanceView?: {state?: string; events?: GroupEvent[]}
  }
}

export interface GroupPort {
  port: number
  protocol: string
}

export interface GroupEvent {
  lastTimestamp?: string
  type: string
  name: string
  message: string
}

export interface GroupContainerState {
  state: string
  startTime?: string
  finishTime?: string
  exitCode?: number
  detailStatus?: string
}

export interface GroupContainer {
  name: string
  properties: {
    image: string
    command: string[]
    ports: GroupPort[]
    environmentVariables: {name: string; value?: string; secureValue?: string}[]
    volumeMounts: {name: string; mountPath: string; readOnly: boolean}[]
    resources: {requests: {cpu: number; memoryInGB: number}; limits?: {cpu: number; memoryInGB: number}}
    livenessProbe?: object
    readinessProbe?: object
    instanceView?: {restartCount: number; currentState?: GroupContainerState; previousState?: GroupContainerState; events?: GroupEvent[]}
  }
}

export interface GroupVolume {
  name: string
  emptyDir?: object
  secret?: Record<string, string>
  azureFile?: {shareName: string; readOnly?: boolean; storageAccountName: string; storageAccountKey: string}
  gitRepo?: {repository: string; directory?: string; revision?: string}
}

export interface Subnet {
  name?: string
  properties: {
    addressPrefix?: string
    addressPrefixes?: string[]
    delegations?: {name?: string; properties?: {serviceName?: string; actions?: string[]}}[]
    routeTable?: {id: string}
    serviceAssociationLinks?: {properties?: {linkedResourceType?: string}}[]
  }
}

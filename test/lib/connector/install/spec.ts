import type {InstallSpec} from '../../../../src/lib/connector/model/spec.ts'

/** What `install-connector` is asked for when nothing is given; with changes. */
export function spec(changes: Partial<InstallSpec> = {}): InstallSpec {
  return {
    cluster: {resourceGroup: 'g', name: 'c'},
    kube: {admin: false},
    connectorName: 'vk',
    osTypes: ['Linux'],
    namespace: 'virtual-kubelet',
    namespaceIsNamed: false,
    location: undefined,
    defaultLocation: undefined,
    servicePrincipal: undefined,
    subnet: undefined,
    given: {},
    reset: [],
    mustExist: false,
    assignRole: false,
    skipChecks: [],
    dryRun: false,
    wait: true,
    rollback: true,
    lockTimeoutMs: 0,
    takeOver: false,
    timeoutMs: 1000,
    ...changes,
  }
}

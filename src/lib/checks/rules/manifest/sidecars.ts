import type {Flaw} from '../../manifest/flaw.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import type {ManifestObject} from '../../manifest/objects.ts'
import type {Metadata} from '../../manifest/pod-spec.ts'
import type {Workload} from '../../manifest/workload.ts'

interface Injector {
  readonly name: string
  /** A label or annotation of the pod, and the values that turn the injection on. */
  readonly key: RegExp
  readonly on: RegExp
  /** The same of its namespace. */
  readonly ofNamespace?: {readonly key: RegExp; readonly on: RegExp}
  /** What cannot run on ACI. */
  readonly adds: string
  readonly off: string
}

const anything = /^(?!false$|disabled$|no$)./

/** What adds containers to pods while they are created. Sources: the documentation of each. */
const injectors: readonly Injector[] = [
  {
    name: 'Dapr',
    key: /^dapr\.io\/enabled$/,
    on: /^(true|yes|y|on|1)$/i,
    adds: 'a sidecar that needs the IP address of the pod (status.podIP) and a token',
    off: 'dapr.io/enabled: "false"',
  },
  {
    name: 'Istio',
    key: /^sidecar\.istio\.io\/inject$/,
    on: /^true$/,
    ofNamespace: {key: /^istio-injection$|^istio\.io\/rev$/, on: /^(?!disabled$)./},
    adds: 'an init container with resources and NET_ADMIN',
    off: 'sidecar.istio.io/inject: "false" (label)',
  },
  {
    name: 'Linkerd',
    key: /^linkerd\.io\/inject$/,
    on: /^(enabled|ingress)$/,
    ofNamespace: {key: /^linkerd\.io\/inject$/, on: /^(enabled|ingress)$/},
    adds: 'an init container with resources and NET_ADMIN',
    off: 'linkerd.io/inject: disabled',
  },
  {
    name: 'The workload identity webhook',
    key: /^azure\.workload\.identity\/use$/,
    on: /^true$/,
    adds: 'a projected token, which a virtual node does not issue; ACI refuses the mount of the empty volume',
    off: 'azure.workload.identity/use: "false"',
  },
  {
    name: 'Open Service Mesh',
    key: /^openservicemesh\.io\/sidecar-injection$/,
    on: /^enabled$/,
    ofNamespace: {key: /^openservicemesh\.io\/sidecar-injection$/, on: /^enabled$/},
    adds: 'an init container with NET_ADMIN',
    off: 'openservicemesh.io/sidecar-injection: disabled',
  },
  {
    name: 'Kuma',
    key: /^kuma\.io\/sidecar-injection$/,
    on: /^(enabled|true)$/,
    ofNamespace: {key: /^kuma\.io\/sidecar-injection$/, on: /^(enabled|true)$/},
    adds: 'an init container with resources and NET_ADMIN',
    off: 'kuma.io/sidecar-injection: disabled',
  },
  {
    name: 'Consul',
    key: /^consul\.hashicorp\.com\/connect-inject$/,
    on: /^true$/,
    adds: 'init containers with resources and a token',
    off: 'consul.hashicorp.com/connect-inject: "false"',
  },
  {
    name: 'The Vault agent',
    key: /^vault\.hashicorp\.com\/agent-inject$/,
    on: /^true$/,
    adds: 'an init container with resources, and a volume in memory',
    off: 'vault.hashicorp.com/agent-inject: "false"',
  },
  {
    name: 'OpenTelemetry',
    key: /^instrumentation\.opentelemetry\.io\/inject-/,
    on: anything,
    adds: 'init containers with resources',
    off: 'instrumentation.opentelemetry.io/inject-…: "false"',
  },
]

export const injectedSidecars = manifestRule({
  id: 'injected-sidecars',
  title: 'Nothing adds containers to the pods that ACI cannot run',
  page: {
    symptom: 'Pods are `ProviderFailed` because of a container, a volume or a variable that is not in the manifest.',
    cause:
      'Istio, Linkerd, Dapr, workload identity and others change pods while they are created. They add init containers with resources or rights on the network, variables with the IP address of the pod, and projected tokens. ACI has none of these.',
    fix: 'Turn the injection off for these pods, or run them on ordinary nodes. A managed identity of a container group does not come through Kubernetes.',
  },
  well: 'The manifest asks for no injection',
  find: ({workload, objects}) =>
    injectors.flatMap((injector): readonly Flaw[] => {
      const own = switches(workload.podMetadata, injector.key)
      const found = own.find(({value}) => injector.on.test(value))
      if (found !== undefined) return [flaw(injector, `${found.key}: ${found.value}`, workload.lineOf(found.holder, found.key))]
      const inherited = own.length > 0 ? undefined : ofNamespace(injector, workload, objects)
      return inherited === undefined ? [] : [flaw(injector, `the namespace has ${inherited}`, workload.line)]
    }),
})

function flaw({name, adds, off}: Injector, because: string, line: number): Flaw {
  return {
    message: `${name} will add ${adds} (${because}).`,
    line,
    remedy: `Set this in the pod template, or run the pods on ordinary nodes: ${off}`,
  }
}

function switches({labels = {}, annotations = {}}: Metadata, key: RegExp) {
  return [labels, annotations].flatMap(holder =>
    Object.entries(holder).flatMap(([name, value]) => (key.test(name) ? [{holder, key: name, value: value ?? ''}] : [])),
  )
}

function ofNamespace({ofNamespace: wanted}: Injector, {namespace}: Workload, objects: readonly ManifestObject[]): string | undefined {
  const found = objects.find(({kind, name}) => kind === 'Namespace' && name === namespace)
  if (wanted === undefined || found === undefined) return undefined
  const {metadata = {}}: {readonly metadata?: Metadata} = found.value
  const on = switches(metadata, wanted.key).find(({value}) => wanted.on.test(value))
  return on === undefined ? undefined : `${on.key}: ${on.value}`
}

import type {ManifestCases} from '../../manifest-case.ts'

const annotated = (annotations: object) => ({podMetadata: {annotations}})
const labelled = (labels: object) => ({podMetadata: {labels: {app: 'web', ...labels}}})
const namespaced = (labels: object) => ({
  metadata: {name: 'web', namespace: 'shop'},
  more: [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: 'shop', labels}}],
})

export const manifestSidecarsCases: ManifestCases = {
  'injected-sidecars': {
    fires: [
      {
        name: 'Dapr',
        ...annotated({'dapr.io/enabled': 'true'}),
        message: /Dapr will add a sidecar/,
        remedy: /dapr\.io\/enabled: "false"/,
        at: /dapr/,
      },
      {name: 'Istio', ...labelled({'sidecar.istio.io/inject': 'true'}), message: /Istio will add an init container/},
      {name: 'Linkerd', ...annotated({'linkerd.io/inject': 'enabled'}), message: /Linkerd will add/},
      {
        name: 'workload identity',
        ...labelled({'azure.workload.identity/use': 'true'}),
        message: /workload identity webhook will add a projected token/,
      },
      {name: 'Vault', ...annotated({'vault.hashicorp.com/agent-inject': 'true'}), message: /Vault agent/},
      {name: 'OpenTelemetry', ...annotated({'instrumentation.opentelemetry.io/inject-java': 'true'}), message: /OpenTelemetry/},
      {
        name: 'Istio in the namespace',
        ...namespaced({'istio-injection': 'enabled'}),
        message: /the namespace has istio-injection: enabled/,
      },
      {name: 'a revision of Istio', ...namespaced({'istio.io/rev': 'asm-1-24'}), message: /Istio will add/},
      {name: 'two of them', ...annotated({'dapr.io/enabled': 'true', 'linkerd.io/inject': 'ingress'}), message: /Dapr.*Linkerd/},
    ],
    quiet: [
      {name: 'turned off', ...annotated({'dapr.io/enabled': 'false', 'linkerd.io/inject': 'disabled'}), message: /asks for no injection/},
      {
        name: 'turned off in spite of the namespace',
        ...namespaced({'istio-injection': 'enabled'}),
        ...labelled({'sidecar.istio.io/inject': 'false'}),
        message: /asks for no injection/,
      },
    ],
  },
}

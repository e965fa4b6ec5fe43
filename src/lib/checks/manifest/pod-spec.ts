import {anything, boolean, listOf, mapOf, objectOf, quantity, text, wholeNumber, type Shaped} from './shape.ts'

// Only the fields that the checks use. Source: https://kubernetes.io/docs/reference/generated/kubernetes-api/v1.36/

const probe = objectOf({exec: anything, httpGet: anything, tcpSocket: anything, grpc: anything})

const container = objectOf({
  name: text,
  image: text,
  command: listOf(text),
  args: listOf(text),
  restartPolicy: text,
  env: listOf(
    objectOf({
      name: text,
      valueFrom: objectOf({fieldRef: objectOf({fieldPath: text}), resourceFieldRef: objectOf({resource: text})}),
    }),
  ),
  ports: listOf(objectOf({containerPort: wholeNumber, protocol: text})),
  resources: objectOf({requests: mapOf(quantity), limits: mapOf(quantity)}),
  lifecycle: anything,
  startupProbe: anything,
  livenessProbe: probe,
  readinessProbe: probe,
})

/** Its type is the name of the field next to `name`. */
const volume = objectOf({
  name: text,
  csi: objectOf({driver: text}),
  projected: objectOf({sources: listOf(objectOf({downwardAPI: anything}))}),
})

const expression = objectOf({key: text, operator: text, values: listOf(text)})

export const podSpecShape = objectOf({
  containers: listOf(container),
  initContainers: listOf(container),
  volumes: listOf(volume),
  nodeName: text,
  nodeSelector: mapOf(text),
  affinity: objectOf({
    nodeAffinity: objectOf({
      requiredDuringSchedulingIgnoredDuringExecution: objectOf({
        nodeSelectorTerms: listOf(objectOf({matchExpressions: listOf(expression)})),
      }),
    }),
  }),
  tolerations: listOf(objectOf({key: text, operator: text, value: text, effect: text})),
  os: objectOf({name: text}),
  hostNetwork: boolean,
  hostPID: boolean,
  hostIPC: boolean,
  hostAliases: listOf(anything),
  imagePullSecrets: listOf(objectOf({name: text})),
  serviceAccountName: text,
  serviceAccount: text,
  automountServiceAccountToken: boolean,
})

export type PodSpec = Shaped<typeof podSpecShape>
export type Container = Shaped<typeof container>
export type Volume = Shaped<typeof volume>

/** A container, and how messages call it. */
export interface NamedContainer {
  readonly container: Container
  /** `Container web` or `Init container wait`. */
  readonly label: string
}

export function appContainers({containers = []}: PodSpec): readonly NamedContainer[] {
  return containers.map((one, index) => ({container: one, label: `Container ${one.name ?? index + 1}`}))
}

export function initContainers({initContainers: list = []}: PodSpec): readonly NamedContainer[] {
  return list.map((one, index) => ({container: one, label: `Init container ${one.name ?? index + 1}`}))
}

/** All containers; init containers first, because they run first. */
export function allContainers(pod: PodSpec): readonly NamedContainer[] {
  return [...initContainers(pod), ...appContainers(pod)]
}

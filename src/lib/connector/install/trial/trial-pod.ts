import type {DeploymentObject, KubeObject} from '../../../kubernetes/objects.ts'

/** Seconds after which Kubernetes ends the pod if vkctl was killed. */
const longestSeconds = 600

/** All fields of a pod template that decide where a pod runs, as whom, and with which credentials for the registry. */
interface Template {
  readonly nodeSelector?: object
  readonly affinity?: object
  readonly tolerations?: readonly object[]
  readonly securityContext?: object
  readonly serviceAccountName?: string
  readonly imagePullSecrets?: readonly object[]
  readonly containers?: readonly {
    readonly name: string
    readonly image?: string
    readonly imagePullPolicy?: string
    readonly securityContext?: object
    readonly resources?: {readonly limits?: object}
  }[]
}

/**
 * A pod that runs the new image of a connector beside the old one. It only prints the help of the program, so it registers no node. Like the pod of the
 * connector it meets the Pod Security level restricted. Kubernetes deletes it with the Deployment, if vkctl was killed. Undefined if the Deployment has no
 * container.
 */
export function trialPod(wanted: DeploymentObject, live: DeploymentObject): KubeObject | undefined {
  const template = (wanted.spec?.template?.spec ?? {}) as object as Template
  const {
    containers: [container] = [],
    nodeSelector,
    affinity,
    tolerations,
    securityContext,
    serviceAccountName,
    imagePullSecrets,
  } = template
  if (container === undefined) return undefined
  const {metadata} = live
  const pod: KubeObject & {readonly spec: object} = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${metadata.name}-image`,
      ...(metadata.namespace !== undefined && {namespace: metadata.namespace}),
      ownerReferences: [{apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name, uid: metadata.uid ?? ''}],
    },
    spec: {
      restartPolicy: 'Never',
      activeDeadlineSeconds: longestSeconds,
      automountServiceAccountToken: false,
      enableServiceLinks: false,
      ...defined({nodeSelector, affinity, tolerations, securityContext, serviceAccountName, imagePullSecrets}),
      containers: [
        {
          name: container.name,
          command: ['virtual-kubelet', '--help'],
          ...defined({
            image: container.image,
            imagePullPolicy: container.imagePullPolicy,
            securityContext: container.securityContext,
          }),
          // It must also fit on a full node.
          resources: {requests: {cpu: '1m', memory: '1Mi'}, ...defined({limits: container.resources?.limits})},
        },
      ],
    },
  }
  return pod
}

function defined(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

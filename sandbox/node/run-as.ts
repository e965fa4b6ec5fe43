import type {Container, Pod} from '../client/pod-objects.ts'
import {StartError} from './image-pull.ts'
import type {Image} from './program.ts'

/** How the kubelet names a pod in messages. */
export const podTitle = ({metadata: {name, namespace, uid}}: Pod): string => `${name}_${namespace}(${uid})`

/** The user id that the container runs as. Fails if it is root although it must not be. */
export function userOf(pod: Pod, container: Container, image: Image): number {
  const ofPod = pod.spec.securityContext
  const ofContainer = container.securityContext
  const asked = ofContainer?.runAsUser ?? ofPod?.runAsUser
  const nonRoot = ofContainer?.runAsNonRoot ?? ofPod?.runAsNonRoot ?? false
  const user = asked ?? image.user ?? 0
  if (nonRoot && user === 0) {
    const what =
      asked === undefined ? 'container has runAsNonRoot and image will run as root' : "container's runAsUser breaks non-root policy"
    throw new StartError('CreateContainerConfigError', `${what} (pod: "${podTitle(pod)}", container: ${container.name})`)
  }
  return user
}

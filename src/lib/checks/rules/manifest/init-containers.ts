import {manifestRule} from '../../manifest/manifest-rule.ts'
import {initContainers, type Container} from '../../manifest/pod-spec.ts'

export const initContainerFields = manifestRule({
  id: 'init-containers',
  title: 'Its init containers have only what ACI gives them',
  page: {
    symptom: 'Pods are ProviderFailed because init containers support no ports, resources or probes; or they never get beyond a sidecar.',
    cause:
      'Init containers of ACI use what the group has, one after another, each to its end. They have no ports, requests, limits and probes, and none of them stays as a sidecar.',
    fix: 'Take these fields away. Make a sidecar (restartPolicy: Always) an ordinary container.',
  },
  well: 'Nothing that they cannot have',
  find({workload: {pod, lineOf}}) {
    return initContainers(pod).flatMap(({container, label}) => [
      ...fieldsOf(container).map(field => ({
        message: `${label} has ${field}.`,
        line: lineOf(container, field),
        remedy: `Take ${field} away from init containers.`,
      })),
      ...(container.restartPolicy === 'Always'
        ? [
            {
              message: `${label} is a sidecar (restartPolicy: Always); ACI would wait for its end.`,
              line: lineOf(container, 'restartPolicy'),
              remedy: 'Make sidecars ordinary containers.',
            },
          ]
        : []),
    ])
  },
})

/** Empty ones do not get as far as to the provider. */
function fieldsOf({ports = [], resources, livenessProbe, readinessProbe}: Container): readonly string[] {
  const sized = Object.keys({...resources?.requests, ...resources?.limits}).length > 0
  return [
    ...(ports.length > 0 ? ['ports'] : []),
    ...(sized ? ['resources'] : []),
    ...(livenessProbe === undefined ? [] : ['livenessProbe']),
    ...(readinessProbe === undefined ? [] : ['readinessProbe']),
  ]
}

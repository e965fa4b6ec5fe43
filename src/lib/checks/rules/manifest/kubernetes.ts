import {versionFault} from '../../manifest/kubernetes/api-versions.ts'
import {valueFaults} from '../../manifest/kubernetes/value-faults.ts'
import {manifestRule, objectRule} from '../../manifest/manifest-rule.ts'

export const apiVersion = objectRule({
  id: 'api-version',
  title: 'Kubernetes has the apiVersion of the object',
  page: {
    symptom: '`kubectl` says `no matches for kind … in version …`.',
    cause:
      'Kubernetes removed old versions of its APIs: `extensions/v1beta1` in 1.16, `batch/v1beta1` in 1.25, and others. Or the kind is in another group.',
    fix: 'Use the `apiVersion` that the finding names. Fields can have other names in it.',
  },
  well: 'Kubernetes has the apiVersion',
  find: ({object: {apiVersion: version, kind, line, lines, value}}) => {
    const fault = versionFault(version, kind, lines.of(value, 'apiVersion') ?? line)
    return fault === undefined ? [] : [fault]
  },
})

export const knownFields = objectRule({
  id: 'known-fields',
  title: 'The fields of the object are those of Kubernetes',
  page: {
    symptom: '`kubectl` says `unknown field`, `Required value` or `cannot unmarshal … into Go struct field`.',
    cause:
      'A field is misspelt or in the wrong place, has another type (such as a number where Kubernetes wants a text), or a required field is missing. The check knows the API of Kubernetes 1.36. Of equal keys, `kubectl` takes the last.',
    fix: 'Change the field as the finding says. `kubectl explain` shows the fields of a kind.',
  },
  after: ['api-version'],
  well: 'All fields are known and have the right types',
  find: ({object}) => object.faults,
})

export const acceptedValues = manifestRule({
  id: 'accepted-values',
  title: 'The API server accepts the values of the workload',
  page: {
    symptom: '`kubectl` says `Invalid value`, `Unsupported value`, `Required value` or `Duplicate value`.',
    cause: 'The API server checks more than types: names, references inside the pod, and which values belong together.',
    fix: 'Change the value as the finding says.',
  },
  well: 'No value is known to be refused',
  find: ({workload, object}) => valueFaults(workload, object),
})

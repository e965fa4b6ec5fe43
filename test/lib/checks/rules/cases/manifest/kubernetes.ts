import {selector, type ManifestCases} from '../../manifest-case.ts'

const volumes = [{name: 'data', emptyDir: {}}]
const claim = {accessModes: ['ReadWriteOnce'], resources: {requests: {storage: '1Gi'}}}
const probe = {httpGet: {port: 80}}

export const manifestKubernetesCases: ManifestCases = {
  'api-version': {
    fires: [
      {
        name: 'one that was removed',
        object: {apiVersion: 'extensions/v1beta1'},
        message: /removed extensions\/v1beta1 of Deployment in version 1\.16/,
        remedy: /Set apiVersion: apps\/v1/,
        at: /apiVersion: extensions/,
      },
      {name: 'that of a CronJob', kind: 'CronJob', object: {apiVersion: 'batch/v1beta1'}, message: /version 1\.25/, remedy: /batch\/v1$/},
      {name: 'that of another kind', object: {apiVersion: 'v1'}, message: /Kubernetes has no Deployment in v1\./},
      {name: 'none that there ever was', object: {apiVersion: 'apps/v2'}, message: /no Deployment in apps\/v2/},
    ],
    quiet: [{name: 'the current one', message: /Kubernetes has the apiVersion/}],
  },
  'known-fields': {
    fires: [
      {
        name: 'a number for a text',
        container: {env: [{name: 'PORT', value: 8080}]},
        message: /containers\[0\]\.env\[0\]\.value must be a string, but it is 8080\./,
        remedy: /in quotes: "8080"/,
        at: /value: 8080/,
      },
      {name: 'a boolean for a text', container: {env: [{name: 'A', value: true}]}, message: /must be a string, but it is true/},
      {name: 'a text for a number', spec: {replicas: '2'}, message: /spec\.replicas must be a whole number, but it is the text "2"/},
      {name: 'a port that is no number', container: {ports: [{containerPort: '80'}]}, message: /containerPort must be a whole number/},
      {name: 'half a port', container: {ports: [{containerPort: 80.5}]}, message: /must be a whole number, but it is 80\.5/},
      {name: 'a text for a map', pod: {nodeSelector: 'linux'}, message: /nodeSelector must be a map/},
      {name: 'a map for a list', container: {args: {a: 1}}, message: /args must be a list, but it is a map/},
      {name: 'no quantity', container: {resources: {limits: {cpu: 'many'}}}, message: /limits\.cpu must be a quantity such as 500m/},
      {
        name: 'a misspelt field',
        container: {ressources: {}},
        message: /does not know the field spec\.template\.spec\.containers\[0\]\.ressources/,
        remedy: /Did you mean 'resources'/,
        at: /ressources:/,
      },
      {name: 'a field of a container in the pod', pod: {command: ['a']}, message: /does not know the field spec\.template\.spec\.command/},
      {name: 'no selector', spec: {selector: undefined}, message: /spec\.selector is missing/, at: /spec:/},
      {name: 'no name of a container', container: {name: undefined}, message: /containers\[0\]\.name is missing/},
      {name: 'no containers', pod: {containers: undefined}, message: /spec\.template\.spec\.containers is missing/},
      {name: 'an empty spec', spec: {template: null}, message: /spec\.template is missing/},
      {name: 'no name', metadata: {}, message: /metadata\.name is missing/},
      {
        name: 'an object beside it',
        more: [{apiVersion: 'v1', kind: 'ConfigMap', metadata: {name: 'c'}, data: {port: 80}}],
        target: 'ConfigMap c',
        message: /data\.port must be a string, but it is 80/,
        at: /port: 80/,
      },
      {
        name: 'a Secret with plain text',
        more: [{apiVersion: 'v1', kind: 'Secret', metadata: {name: 's'}, data: {key: 'plain text!'}}],
        target: 'Secret s',
        message: /data\.key must be in base64/,
      },
    ],
    quiet: [
      {name: 'null', container: {args: null, lifecycle: null}, message: /All fields are known/},
      {name: 'numbers as quantities', container: {resources: {limits: {cpu: 1, memory: 1e9}}}, message: /All fields/},
      {name: 'a port by its name', container: {livenessProbe: {httpGet: {port: 'http'}}}, message: /All fields/},
    ],
  },
  'accepted-values': {
    fires: [
      {name: 'no image', container: {image: undefined}, message: /Container web has no image/},
      {
        name: 'a long name of a port',
        container: {ports: [{containerPort: 80, name: 'a-name-that-is-too-long'}]},
        message: /port with the name/,
      },
      {
        name: 'a port of two names',
        container: {ports: [80, 81].map(containerPort => ({containerPort, name: 'a'}))},
        message: /several ports/,
      },
      {
        name: 'a port out of range',
        container: {ports: [{containerPort: 70_000}]},
        message: /the port 70000, but ports are from 1/,
        at: /70000/,
      },
      {name: 'a protocol', container: {ports: [{containerPort: 80, protocol: 'HTTP'}]}, message: /is HTTP, but it must be TCP or UDP/},
      {
        name: 'a selector of other labels',
        spec: {selector: {matchLabels: {app: 'other'}}},
        message: /wants the label app: other/,
        at: /app: other/,
      },
      {name: 'a selector of nothing', spec: {selector: {}}, message: /spec\.selector is empty/},
      {
        name: 'two containers of one name',
        pod: {initContainers: [{name: 'web', image: 'a'}]},
        message: /several containers with the name web/,
      },
      {name: 'a volume that is not there', container: {volumeMounts: [{name: 'data', mountPath: '/d'}]}, message: /mounts the volume data/},
      {
        name: 'two mounts at one path',
        pod: {volumes},
        container: {volumeMounts: [1, 2].map(() => ({name: 'data', mountPath: '/d'}))},
        message: /several volumes at \/d/,
      },
      {name: 'a volume of two types', pod: {volumes: [{name: 'a', emptyDir: {}, secret: {}}]}, message: /several types: emptyDir, secret/},
      {
        name: 'a volume of an unnamed Secret',
        pod: {volumes: [{name: 'a', secret: {}}]},
        message: /Volume a does not say which secret/,
        remedy: /secretName/,
      },
      {
        name: 'a device without a limit',
        container: {resources: {requests: {'nvidia.com/gpu': 1}}},
        message: /nvidia\.com\/gpu without a limit/,
      },
      {name: 'a Deployment with a time limit', pod: {activeDeadlineSeconds: 60}, message: /activeDeadlineSeconds, which is not allowed/},
      {name: 'a Deployment that ends', pod: {restartPolicy: 'Never'}, message: /restartPolicy is Never, but it must be Always/},
      {name: 'a Job that does not end', kind: 'Job', pod: {restartPolicy: undefined}, message: /Set|not allowed/},
      {
        name: 'requests above limits',
        container: {resources: {requests: {cpu: 2}, limits: {cpu: '500m'}}},
        message: /requests more cpu \(2\)/,
      },
      {
        name: 'a variable with an equals sign',
        container: {env: [{name: 'A=B', value: 'c'}]},
        message: /A=B.*cannot contain an equals sign/,
      },
      {name: 'a variable set twice', container: {env: [{name: 'A', value: 'b', valueFrom: {}}]}, message: /by value and by valueFrom/},
      {
        name: 'a probe with two actions',
        container: {livenessProbe: {...probe, exec: {}}},
        message: /The livenessProbe of container web has several actions: exec, httpGet/,
      },
      {name: 'a container name', container: {name: 'Web_1'}, message: /The name Web_1 of a container is invalid/},
      {name: 'a pull policy', container: {imagePullPolicy: 'always'}, message: /imagePullPolicy is always/},
      {name: 'a name in upper case', metadata: {name: 'Web'}, message: /The name Web is invalid/, remedy: /lower-case letters/},
      {name: 'a toleration without a key', pod: {tolerations: [{value: 'a'}], nodeSelector: selector}, message: /without a key/},
    ],
    quiet: [
      {name: 'generateName', kind: 'Pod', metadata: {generateName: 'web-'}, message: /No value/},
      {
        name: 'a claim that is mounted',
        kind: 'StatefulSet',
        spec: {volumeClaimTemplates: [{metadata: {name: 'data'}, spec: claim}]},
        container: {volumeMounts: [{name: 'data', mountPath: '/d'}]},
        message: /No value/,
      },
    ],
  },
}

import {changed, dropped, droppedAs, passed, refused, under, type Fates} from './fate.ts'

const user = {so: 'the container runs as the user of its image', remedy: 'Set USER in the image.'}
const rights = {so: 'the container does not get these rights', remedy: 'Run the pods on ordinary nodes, if the program needs them.'}
const hook = refused('With `exec`, `httpGet` or `tcpSocket`. The provider ignores a hook that only sleeps.', 'no-lifecycle-hooks')
const probe: Fates = {
  '': passed(),
  exec: passed(),
  httpGet: passed(),
  'httpGet.port': changed('A name becomes the number of the port in the same container.', 'probe-ports'),
  'httpGet.path': passed(),
  'httpGet.scheme': passed(),
  'httpGet.host': dropped('', {so: 'ACI sends the request to the container group', remedy: 'Remove host from httpGet.'}),
  'httpGet.httpHeaders': dropped('', {so: 'ACI sends the request without them', remedy: 'Use a path that needs no headers, or exec.'}),
  tcpSocket: refused('', 'probe-kinds'),
  grpc: refused('', 'probe-kinds'),
  initialDelaySeconds: passed(),
  periodSeconds: passed(),
  timeoutSeconds: passed(),
  failureThreshold: passed(),
  successThreshold: passed(),
  terminationGracePeriodSeconds: dropped(''),
}

/** What all containers have. Source: azure-aci v1.6.4, pkg/provider/aci.go. */
const common: Fates = {
  name: passed(),
  image: passed('', 'dead-images'),
  imagePullPolicy: dropped('ACI always asks the registry.', {
    so: 'ACI pulls the image',
    remedy: 'Push the image to a registry, and remove imagePullPolicy.',
    when: value => value === 'Never',
  }),
  command: passed('`$(NAME)` is not replaced.', 'command-variables'),
  args: changed('Added to `command`, without which they are refused.', 'args-command'),
  workingDir: dropped('', {
    so: 'the program starts in the folder that its image names',
    remedy: "Set WORKDIR in the image, or change the folder in the command: ['sh', '-c', 'cd FOLDER && exec PROGRAM']",
  }),
  env: changed('Variables without a value are left out, and names with dots or dashes are refused.', 'variable-names'),
  'env.name': passed('', 'variable-names'),
  'env.value': passed('', 'empty-variables'),
  'env.valueFrom': changed('Becomes a value. Values of Secrets are visible in Azure.'),
  'env.valueFrom.configMapKeyRef': changed('Becomes a value.'),
  'env.valueFrom.secretKeyRef': changed('Becomes a value, which is visible in Azure.'),
  'env.valueFrom.fieldRef': changed(
    '`metadata.*`, `spec.nodeName` and `spec.serviceAccountName` become values. Others are refused.',
    'downward-api',
  ),
  'env.valueFrom.resourceFieldRef': droppedAs('The variable is left out.', 'downward-api'),
  'env.valueFrom.fileKeyRef': dropped('', {
    so: 'the variable is not there',
    remedy: 'Set the variable by value, or from a ConfigMap or Secret.',
  }),
  envFrom: changed('Each key becomes a variable.', 'variable-names'),
  volumeMounts: passed('The whole volume is mounted.'),
  'volumeMounts.name': passed(),
  'volumeMounts.mountPath': passed(),
  'volumeMounts.readOnly': passed(),
  'volumeMounts.subPath': droppedAs('The whole volume is mounted.', 'mounted-files'),
  'volumeMounts.subPathExpr': droppedAs('The whole volume is mounted.', 'mounted-files'),
  'volumeMounts.mountPropagation': dropped(''),
  'volumeMounts.recursiveReadOnly': dropped(''),
  volumeDevices: refused('They need a persistent volume.', 'volume-kinds'),
  ...under('lifecycle', {
    '': dropped(''),
    postStart: hook,
    preStop: hook,
    stopSignal: dropped('', {
      so: 'the program gets SIGTERM',
      remedy: 'Let the program end on SIGTERM.',
      when: value => value !== 'SIGTERM',
    }),
  }),
  startupProbe: refused('', 'no-startup-probe'),
  stdin: dropped('', {so: 'the program gets no input', remedy: 'Remove stdin.'}),
  stdinOnce: dropped(''),
  tty: dropped('`kubectl exec -t` works all the same.'),
  terminationMessagePath: dropped(''),
  terminationMessagePolicy: dropped(''),
  resizePolicy: dropped('Resources cannot change while a container group runs.'),
  restartPolicyRules: dropped('', {so: 'only the restartPolicy of the pod counts', remedy: 'Remove restartPolicyRules.'}),
  ...under('securityContext', {
    '': dropped('The container runs as the user of its image, with the rights that ACI gives all containers.'),
    runAsUser: dropped('', user),
    runAsGroup: dropped('', user),
    runAsNonRoot: dropped('Nothing checks it.'),
    privileged: dropped('', rights),
    capabilities: dropped(''),
    'capabilities.add': dropped('', rights),
    readOnlyRootFilesystem: dropped('The container can write to its image.'),
    windowsOptions: dropped('', user),
  }),
}

const resources: Fates = {
  '': changed('CPU in steps of 0.01, memory in steps of 0.1 GB, rounded down. Without requests, a container gets 1 CPU and 1.5 GB.'),
  requests: changed('At least 0.01 CPU and 0.1 GB. Other resources than `cpu` and `memory` leave the pod `Pending`.', 'node-resources'),
  limits: changed('CPU is not rounded. A limit above the requests of the whole pod is refused.', 'limits-in-group'),
  claims: refused('A virtual node has no devices, so the pod stays `Pending`.', 'ignored-fields'),
}

export const containerFates: Fates = {
  ...under('containers', {
    ...common,
    ...under('resources', resources),
    ports: changed('Without a subnet, they are open on a public IP address.', 'public-address'),
    'ports.containerPort': passed('', 'reserved-ports'),
    'ports.protocol': changed('Without a subnet, the address opens it as TCP.', 'port-protocols'),
    'ports.name': changed('Only probes of the same container use it.', 'probe-ports'),
    'ports.hostPort': dropped('', {so: 'the port of the pod is open, and not that of a node', remedy: 'Remove hostPort.'}),
    'ports.hostIP': dropped(''),
    ...under('livenessProbe', probe),
    ...under('readinessProbe', probe),
    restartPolicy: dropped('', {so: 'only the restartPolicy of the pod counts', remedy: 'Remove restartPolicy from the container.'}),
  }),
  ...under('initContainers', {
    ...common,
    resources: refused('', 'init-containers'),
    ports: refused('', 'init-containers'),
    livenessProbe: refused('', 'init-containers'),
    readinessProbe: refused('', 'init-containers'),
    restartPolicy: refused('ACI waits for a sidecar forever.', 'init-containers'),
  }),
}

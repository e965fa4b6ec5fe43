import {changed, dropped, droppedAs, kubernetes, passed, refused, type Fates} from './fate.ts'

const ofMachine = 'A virtual node is no machine.'

const asNamed: (remedy: string) => {so: string; remedy: string} = remedy => ({
  so: 'the program sees the name that ACI gives the host',
  remedy,
})

/** Source: azure-aci v1.6.4, pkg/provider/aci.go and pkg/network/aci_network.go; virtual-kubelet v1.11. */
export const podFates: Fates = {
  containers: changed('Each becomes a container of the container group.', 'group-containers'),
  initContainers: changed('ACI runs them one after another, before the others. They have fewer fields.', 'init-containers'),
  ephemeralContainers: dropped('The provider does not update pods. `kubectl debug` adds nothing.'),
  volumes: changed('Each becomes a volume of the container group.', 'volume-kinds'),
  restartPolicy: passed(),
  imagePullSecrets: changed('Their servers, user names and passwords become credentials of the container group.', 'pull-secrets'),
  dnsConfig: passed('Only for Linux pods of a connector with a subnet.'),
  dnsPolicy: changed('`ClusterFirst` becomes the address of the cluster DNS. Only for Linux pods of a connector with a subnet.'),
  nodeName: changed('A tag of the container group.'),
  nodeSelector: kubernetes('For kube-scheduler.', 'node-labels-known'),
  affinity: kubernetes('For kube-scheduler.', 'pod-spreading'),
  tolerations: kubernetes('For kube-scheduler.', 'pod-toleration'),
  topologySpreadConstraints: kubernetes('For kube-scheduler.', 'pod-spreading'),
  schedulerName: kubernetes('Which scheduler places the pod.'),
  schedulingGates: kubernetes('For kube-scheduler.'),
  schedulingGroup: kubernetes('For kube-scheduler.'),
  priority: kubernetes('For kube-scheduler.'),
  priorityClassName: kubernetes('For kube-scheduler.'),
  preemptionPolicy: kubernetes('For kube-scheduler.'),
  overhead: kubernetes('For kube-scheduler.'),
  readinessGates: kubernetes('For the conditions of the pod.'),
  resourceClaims: refused('A virtual node has no devices, so the pod stays `Pending`.', 'ignored-fields'),
  resources: dropped('kube-scheduler counts them. The provider looks at the containers only.', {
    so: 'each container without requests of its own gets 1 CPU and 1.5 GB',
    remedy: 'Set resources of the containers.',
  }),
  os: kubernetes('The API server checks that no field of another operating system is set.', 'os-selector'),
  serviceAccountName: kubernetes('Whose token the API server mounts, and whose pull secrets it adds.', 'service-account-token'),
  serviceAccount: kubernetes('The old name of `serviceAccountName`.', 'service-account-token'),
  automountServiceAccountToken: kubernetes('Whether the API server adds a volume with a token.', 'service-account-token'),
  enableServiceLinks: kubernetes('Whether Virtual Kubelet adds variables for Services. It adds those of `kubernetes` in any case.'),
  hostAliases: droppedAs('ACI writes the hosts file.', 'host-aliases'),
  hostNetwork: droppedAs(ofMachine, 'host-namespaces'),
  hostPID: droppedAs(ofMachine, 'host-namespaces'),
  hostIPC: droppedAs(ofMachine, 'host-namespaces'),
  hostUsers: dropped('ACI isolates container groups by virtual machines.'),
  hostname: dropped('', asNamed('Remove hostname, or pass the name in a variable.')),
  hostnameOverride: dropped('', asNamed('Remove hostnameOverride, or pass the name in a variable.')),
  setHostnameAsFQDN: dropped('', asNamed('Remove setHostnameAsFQDN.')),
  subdomain: dropped(
    'The record in DNS exists, but the host has another name.',
    asNamed('Remove subdomain, or find pods by their addresses.'),
  ),
  shareProcessNamespace: dropped('', {so: 'each container sees only its own processes', remedy: 'Put the processes into one container.'}),
  activeDeadlineSeconds: dropped('A kubelet would end the pod.', {
    so: 'the pod does not end after that time',
    remedy: 'Set activeDeadlineSeconds of the Job instead, or let the program end itself.',
  }),
  terminationGracePeriodSeconds: dropped('ACI decides how long a container may take to end.'),
  runtimeClassName: dropped('', {so: 'the containers run in the sandbox of ACI', remedy: 'Remove runtimeClassName.'}),
  securityContext: dropped('The containers run as the user of their image.'),
  'securityContext.runAsUser': dropped('', {so: 'the containers run as the user of their image', remedy: 'Set USER in the image.'}),
  'securityContext.runAsGroup': dropped('', {so: 'the containers run as the group of their image', remedy: 'Set USER in the image.'}),
  'securityContext.runAsNonRoot': dropped('Nothing checks it.'),
  'securityContext.fsGroup': dropped('', {
    so: 'files in volumes do not belong to that group',
    remedy: 'Let the program run as a user that can write to its volumes.',
  }),
  'securityContext.supplementalGroups': dropped('', {so: 'the containers are in no further groups', remedy: 'Remove supplementalGroups.'}),
  'securityContext.sysctls': dropped('', {so: 'the settings of the kernel stay as they are', remedy: 'Remove sysctls.'}),
  'securityContext.windowsOptions': dropped('', {so: 'the containers run as the user of their image', remedy: 'Set USER in the image.'}),
}

import {describe, expect, it} from '@jest/globals'
import {environment, find, podSpec, render, values, vnet, type Manifest} from './render.ts'

describe('the pod of the connector', () => {
  const manifests = render()
  const spec = podSpec(manifests)
  const [container] = spec.containers

  it('is one, and never two at a time', () => {
    const deployment = find(manifests, 'Deployment')
    expect(deployment['spec']).toMatchObject({replicas: 1, strategy: {type: 'Recreate'}})
  })

  it('is selected by labels that no other release has', () => {
    const {selector, template} = find(manifests, 'Deployment')['spec']
    expect(selector.matchLabels).toEqual({'app.kubernetes.io/name': 'aci-connector', 'app.kubernetes.io/instance': 'one'})
    expect(template.metadata.labels).toEqual(selector.matchLabels)
  })

  it('passes the Pod Security Standard "restricted"', () => {
    for (const profile of [podSpec(manifests), podSpec(render({vnet: {...vnet, longLivedToken: true}}))]) {
      expect(profile.securityContext).toMatchObject({runAsNonRoot: true, seccompProfile: {type: 'RuntimeDefault'}})
      expect(profile.securityContext.runAsUser).toBeGreaterThan(0)
      expect(['hostNetwork', 'hostPID', 'hostIPC', 'initContainers'].filter(key => key in profile)).toEqual([])
      expect(profile.containers[0].securityContext).toEqual({
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        capabilities: {drop: ['ALL']},
      })
      const kinds = profile.volumes.flatMap((volume: object) => Object.keys(volume).filter(key => key !== 'name'))
      expect(['secret', 'projected', 'configMap']).toEqual(expect.arrayContaining(kinds))
    }
  })

  it('has a constant container name, whatever the release is called', () => {
    expect(podSpec(render({}, {release: 'a.b'})).containers.map(({name}: {name: string}) => name)).toEqual(['virtual-kubelet'])
  })

  it('reads everything from the one Secret', () => {
    expect(spec.volumes).toEqual([
      {name: 'connector', secret: {secretName: 'credentials', defaultMode: 0o440, items: ['azure.json', 'ca.crt', 'tls.crt', 'tls.key'].map(key => ({key, path: key}))}},
    ])
    expect(container.volumeMounts).toEqual([{name: 'connector', mountPath: '/etc/aci-connector', readOnly: true}])
    // The group of the files is the pod's, or a process that is not root could not read mode 0440.
    expect(spec.securityContext.fsGroup).toBe(spec.securityContext.runAsGroup)
  })

  it('lets nobody in without a certificate of the client CA', () => {
    expect(container.args).toEqual([
      `--nodename=${values.nodeName}`, '--os=Linux', '--log-level=info',
      '--client-verify-ca=/etc/aci-connector/ca.crt',
    ])
  })

  it('is told all that the provider insists on, and nothing empty', () => {
    expect(environment(manifests)).toEqual({
      ACI_REGION: 'eastus',
      ACI_RESOURCE_GROUP: values.aciResourceGroup,
      ACI_VNET_NAME: 'none',
      ACI_VNET_RESOURCE_GROUP: values.aciResourceGroup,
      AKS_CREDENTIAL_LOCATION: '/etc/aci-connector/azure.json',
      APISERVER_CERT_LOCATION: '/etc/aci-connector/tls.crt',
      APISERVER_KEY_LOCATION: '/etc/aci-connector/tls.key',
      KUBELET_PORT: '10250',
      VKUBELET_TAINT_EFFECT: 'NoSchedule',
      VKUBELET_TAINT_KEY: 'virtual-kubelet.io/provider',
      VKUBELET_TAINT_VALUE: 'azure',
    })
    expect(container.env).toContainEqual({name: 'VKUBELET_POD_IP', valueFrom: {fieldRef: {fieldPath: 'status.podIP'}}})
  })

  it('is told about the subnet and the quotas when they are given', () => {
    const given = {vnet, quota: {cpu: '10', memory: '20Gi', pods: '30'}}
    expect(environment(render(given))).toMatchObject({
      ACI_VNET_NAME: 'net', ACI_VNET_RESOURCE_GROUP: 'net-group', ACI_SUBNET_NAME: 'aci', KUBE_DNS_IP: '10.0.0.10',
      MASTER_URI: 'https://cluster.example:443', ENABLE_REAL_TIME_METRICS: 'true',
      ACI_QUOTA_CPU: '10', ACI_QUOTA_MEMORY: '20Gi', ACI_QUOTA_POD: '30',
    })
    expect(environment(render(given))).not.toHaveProperty('ACI_SUBNET_CIDR')
  })

  it('has each variable once, the given one', () => {
    const replaced = render({env: {ACI_REGION: 'westus', EMPTY: '', VKUBELET_POD_IP: '10.1.2.3'}})
    const names = podSpec(replaced).containers[0].env.map(({name}: {name: string}) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(environment(replaced)).toMatchObject({ACI_REGION: 'westus', VKUBELET_POD_IP: '10.1.2.3'})
    expect(names).not.toContain('EMPTY')
  })

  it('is probed by TCP on the kubelet port', () => {
    expect(container.ports).toEqual([{name: 'kubelet', containerPort: 10250, protocol: 'TCP'}])
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe']) expect(container[probe].tcpSocket).toEqual({port: 'kubelet'})
  })

  it('asks for resources and a priority', () => {
    expect(container.resources).toEqual({requests: {cpu: '100m', memory: '128Mi'}, limits: {memory: '1Gi'}})
    expect(spec.priorityClassName).toBe('system-node-critical')
    expect(podSpec(render({priorityClassName: ''}))).not.toHaveProperty('priorityClassName')
  })

  it('runs on a Linux node of the cluster, never on a virtual one', () => {
    const [term] = spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms
    expect(term.matchExpressions).toEqual([
      {key: 'kubernetes.azure.com/cluster', operator: 'Exists'},
      {key: 'type', operator: 'NotIn', values: ['virtual-kubelet']},
      {key: 'virtualization', operator: 'NotIn', values: ['virtualnode2']},
      {key: 'kubernetes.io/os', operator: 'In', values: ['linux']},
      {key: 'kubernetes.io/arch', operator: 'In', values: ['amd64']},
    ])
    expect(spec.tolerations).toEqual([{key: 'CriticalAddonsOnly', operator: 'Exists'}])
    expect(podSpec(render({osType: 'Windows'})).affinity).toEqual(spec.affinity)
  })

  it('changes when the digest of its Secret does, and else only with its values', () => {
    const template = (given: object): Manifest['template'] => find(render(given), 'Deployment')['spec'].template
    expect(template({secretDigest: 'a'}).metadata.annotations['aci-connector/secret-digest']).toBe('a')
    expect(template({secretDigest: 'b'})).not.toEqual(template({secretDigest: 'a'}))
    expect(template({}).metadata.annotations).toEqual({'cluster-autoscaler.kubernetes.io/safe-to-evict': 'false'})
  })

  it('is guarded by a budget when asked', () => {
    const budget = find(render({podDisruptionBudget: {create: true}}), 'PodDisruptionBudget')
    expect(budget['spec']).toEqual({minAvailable: 1, selector: {matchLabels: find(manifests, 'Deployment')['spec'].selector.matchLabels}})
  })

  it('is reached by the API server alone when a NetworkPolicy is asked for', () => {
    expect(manifests.map(({kind}) => kind)).not.toContain('NetworkPolicy')
    const {spec: policy} = find(render({networkPolicy: {create: true}}), 'NetworkPolicy')
    expect(policy.podSelector.matchLabels).toEqual(find(manifests, 'Deployment')['spec'].selector.matchLabels)
    expect(policy.policyTypes).toEqual(['Ingress'])
    expect(policy.ingress).toEqual([
      {
        from: [{namespaceSelector: {matchLabels: {'kubernetes.io/metadata.name': 'kube-system'}}}],
        ports: [{protocol: 'TCP', port: 10250}],
      },
    ])
    const from = [{ipBlock: {cidr: '10.9.0.0/28'}}]
    expect(find(render({networkPolicy: {create: true, from}}), 'NetworkPolicy')['spec'].ingress[0].from).toEqual(from)
    expect(() => render({networkPolicy: {create: true, from: []}})).toThrow(/from/)
  })

  it('gives kube-proxy a token of its own and keeps a short one for itself', () => {
    const own = render({vnet: {...vnet, longLivedToken: true}})
    const pod = podSpec(own)
    expect(pod.automountServiceAccountToken).toBe(false)
    expect(environment(own)['KUBECONFIG']).toBe('/etc/aci-connector-kubeconfig/kubeconfig')
    const mounts = Object.fromEntries(pod.containers[0].volumeMounts.map((mount: {name: string; mountPath: string}) => [mount.name, mount.mountPath]))
    expect(mounts['proxy-token']).toBe('/var/run/secrets/kubernetes.io/serviceaccount')
    expect(find(own, 'ConfigMap')['data'].kubeconfig).toContain(`tokenFile: ${mounts['own-token']}/token`)
    expect(podSpec(manifests).automountServiceAccountToken).toBe(true)
  })
})

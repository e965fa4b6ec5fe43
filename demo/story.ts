// Runs inside `vkctl sandbox --exec`: a person with a new AKS cluster installs, uses and removes connectors.
import {run, say, StoryError} from './step.ts'

const linuxNode = 'virtual-kubelet-virtual-kubelet-linux-eastus'
const windowsNode = 'virtual-kubelet-virtual-kubelet-windows-eastus'
const runningIn = (app: string, node: string): RegExp => new RegExp(`${app}-\\S+ +1/1 +Running .*${node}`)

async function prepare(): Promise<void> {
  say('In a new subscription, the resource provider is not registered yet.')
  await run('vkctl provider check -o table', {exitCode: 4, shows: [/Microsoft\.ContainerInstance +NotRegistered/]})
  await run('vkctl provider register --wait')
  await run('vkctl provider check -o table', {shows: [/Microsoft\.ContainerInstance +Registered/]})

  say('Helm 3 and 4 do not need Tiller.')
  await run('helm version --short')
  await run('vkctl rbac init')
}

async function install(): Promise<void> {
  say(
    'The identity of the nodes has no role yet, so the connector could not create container groups. vkctl says so before it changes anything.',
  )
  await run('vkctl install-connector --os-type Both', {exitCode: 4, shows: [/az role assignment create/]})

  say('With --assign-role, vkctl assigns the role. It deletes the role assignment when it removes the connectors.')
  await run('vkctl install-connector --os-type Both --assign-role', {shows: [/"status": "Ready"/]})
  await run('kubectl get nodes', {shows: [new RegExp(`${linuxNode} +Ready +agent`), new RegExp(`${windowsNode} +Ready +agent`)]})
  await run('vkctl validate -o table', {shows: [new RegExp(linuxNode), new RegExp(windowsNode)]})
}

async function use(): Promise<void> {
  say('Pods of both operating systems run on the virtual nodes.')
  await run('vkctl sample --os-type Linux | kubectl apply -f -')
  await run('vkctl sample --os-type Windows | kubectl apply -f -')
  await run('kubectl rollout status deployment/aci-helloworld --timeout 60s')
  await run('kubectl rollout status deployment/nanoserver-iis --timeout 60s')

  say('Kubernetes shows the IP address of the Linux pod. Only Azure shows that of the Windows pod.')
  await run('kubectl get pods -o wide', {
    shows: [runningIn('aci-helloworld', linuxNode), runningIn('nanoserver-iis', windowsNode), /aci-helloworld-.* 20\.\d+\.\d+\.\d+ /],
  })
  await run('node demo/azure-left.ts', {
    shows: [/default-aci-helloworld-\S+ +Linux +Running +20\./, /default-nanoserver-iis-\S+ +Windows +Running +20\./],
  })
  await run('vkctl list -o table', {shows: [new RegExp(linuxNode), new RegExp(windowsNode)]})

  say('The same install again changes nothing.')
  await run('vkctl install-connector --os-type Both', {shows: [/"changed": false/], hides: [/"changed": true/]})
}

async function remove(): Promise<void> {
  say('remove-connector deletes the pods, waits until their container groups are gone, and removes everything that the install created.')
  await run('vkctl remove-connector --os-type Both --yes', {shows: [/"left": \[\]/]})
  await run('kubectl delete deployment aci-helloworld nanoserver-iis')

  say('Nothing is left.')
  await run('kubectl get nodes', {hides: [/virtual-kubelet/]})
  await run('kubectl get leases --namespace kube-node-lease', {hides: [/virtual-kubelet/]})
  await run('helm list --all-namespaces', {hides: [/virtual-kubelet/]})
  await run('kubectl get secrets,serviceaccounts,configmaps,roles,rolebindings --all-namespaces', {hides: [/virtual-kubelet/]})
  await run('kubectl get clusterroles,clusterrolebindings -o name', {hides: [/virtual-kubelet/]})
  await run('kubectl get namespaces', {hides: [/virtual-kubelet/]})
  await run('vkctl list', {shows: [/^\[\]/]})
  await run('node demo/azure-left.ts', {shows: [/No container groups\./, /No role of the nodes' identity\./]})
}

const started = performance.now()
try {
  for (const chapter of [prepare, install, use, remove]) await chapter()
  console.log(`\nThe demo took ${Math.round((performance.now() - started) / 1000)} seconds.`)
} catch (error) {
  if (!(error instanceof StoryError)) throw error
  console.error(`\nThe demo stops here: ${error.message}`)
  process.exitCode = 1
}

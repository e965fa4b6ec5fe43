import {expect, it} from '@jest/globals'
import {connectors, linuxNode, linuxRelease} from '../world/connector-result.ts'
import {casesOn, describeOn, inCi, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import {prepared} from '../world/world.ts'

const clusterRole = `aci-connector:virtual-kubelet:${linuxRelease}`

/** What somebody did by hand, as arguments of kubectl. */
const edits: readonly (readonly [what: string, edit: string])[] = [
  ['another region and an added variable', `set env deployment/${linuxRelease} -n virtual-kubelet ACI_REGION=westus EXTRA=1`],
  [
    'the labels of the Deployment removed',
    `label deployment ${linuxRelease} -n virtual-kubelet app.kubernetes.io/name- app.kubernetes.io/instance-`,
  ],
  ['labels of the node removed', `label node ${linuxNode} type- kubernetes.io/role-`],
  ['a rule of the ClusterRole removed', `patch clusterrole ${clusterRole} --type=json -p [{"op":"remove","path":"/rules/0"}]`],
  ['the ServiceAccount deleted', `delete serviceaccount ${linuxRelease} -n virtual-kubelet`],
  ['the record deleted', `delete secret ${linuxRelease}-record -n virtual-kubelet`],
  [
    'another image',
    `set image deployment/${linuxRelease} -n virtual-kubelet *=mcr.microsoft.com/oss/virtual-kubelet/virtual-kubelet:1.6.2`,
  ],
  [
    'a sidecar',
    `patch deployment ${linuxRelease} -n virtual-kubelet -p {"spec":{"template":{"spec":{"containers":[{"name":"sidecar","image":"mcr.microsoft.com/oss/kubernetes/pause:3.6"}]}}}}`,
  ],
  ['a label added to the ClusterRole', `label clusterrole ${clusterRole} team=blue`],
  ['an annotation added to the record', `annotate secret ${linuxRelease}-record -n virtual-kubelet team=blue`],
  ['the Deployment deleted', `delete deployment ${linuxRelease} -n virtual-kubelet`],
  ['the ClusterRoleBinding deleted', `delete clusterrolebinding ${clusterRole}`],
  ['the Secret deleted', `delete secret ${linuxRelease} -n virtual-kubelet`],
  ['the node deleted', `delete node ${linuxNode}`],
  ['the taint of the node removed', `taint node ${linuxNode} virtual-kubelet.io/provider-`],
]

/** The same of objects that only a connector with these values has. */
const furtherValues = 'networkPolicy: {create: true}\npodDisruptionBudget: {create: true}\n'
const furtherEdits: typeof edits = [
  [
    'the NetworkPolicy opened',
    `patch networkpolicy ${linuxRelease} -n virtual-kubelet --type=json -p [{"op":"replace","path":"/spec/ingress","value":[{}]}]`,
  ],
  ['the NetworkPolicy deleted', `delete networkpolicy ${linuxRelease} -n virtual-kubelet`],
  ['the PodDisruptionBudget deleted', `delete poddisruptionbudget ${linuxRelease} -n virtual-kubelet`],
]

/** What was changed or deleted with kubectl is put right by the same install. */
export const mendedEdits: Scenarios = ground =>
  describeOn(ground, 'Edits by hand', () => {
    const world = useWorld({...ground, world: prepared})

    it('are mended by the same install', async () => {
      const {vkctl, kubectl} = world()
      await vkctl('install-connector')
      const failed: string[] = []
      for (const [what, edit] of casesOn(ground, 2, edits)) {
        await kubectl(edit)
        // A lost record is only a warning: the connector works without it.
        const found = await vkctl('validate', {exits: what === 'the record deleted' ? 0 : 4}).catch((error: unknown) => String(error))
        if (typeof found === 'string') failed.push(`${what} is not found: ${found}`)
        const mended = await vkctl('install-connector --timeout 60s').catch((error: unknown) => String(error))
        if (typeof mended === 'string') {
          failed.push(`${what}: ${mended}`)
          continue
        }
        if (connectors(mended)[0]?.status !== 'Ready' || connectors(mended)[0]?.changed !== true) failed.push(`${what}: ${mended.stdout}`)
        const validated = await vkctl('validate').catch((error: unknown) => String(error))
        if (typeof validated === 'string') failed.push(`${what}: ${validated}`)
        const again = connectors(await vkctl('install-connector'))
        if (again[0]?.changed !== false) failed.push(`${what}: changed once more`)
        // The token of a pod is worth nothing when its ServiceAccount was deleted, even if there is one of that name again.
        if ((await kubectl(`logs deployment/${linuxRelease} -n virtual-kubelet`)).includes('Unauthorized'))
          failed.push(`${what}: the connector lost its token`)
      }
      expect(failed).toEqual([])
      expect(await kubectl(`get clusterrole ${clusterRole} -o jsonpath={.rules[*].verbs}`)).toContain('watch')
    }, 400_000)

    inCi(ground)(
      'are named with path, value and who made them, and a connector that somebody stopped is started only on his word',
      async () => {
        const {vkctl, kubectl} = world()
        await vkctl('install-connector')
        await kubectl(`set env deployment/${linuxRelease} -n virtual-kubelet ACI_REGION=westus`)
        const planned = await vkctl('install-connector --dry-run')
        expect(planned.stderr).toContain(`Restore Deployment virtual-kubelet/${linuxRelease}, which was changed by kubectl-set\n`)
        expect(planned.stderr).toContain('[ACI_REGION].value: westus -> eastus')
        const restored = await vkctl('install-connector')
        expect(restored.stderr).toMatch(/Restore Deployment .*env\[ACI_REGION\]\.value is "westus" instead of "eastus" \(kubectl-set at 2/)
        await kubectl(`rollout restart deployment/${linuxRelease} -n virtual-kubelet`)
        expect(connectors(await vkctl('install-connector'))).toMatchObject([{status: 'Ready', changed: false}])

        await kubectl(`scale deployment ${linuxRelease} -n virtual-kubelet --replicas=0`)
        const left = await vkctl('install-connector', {exits: 4})
        expect(connectors(left)).toMatchObject([{status: 'NotReady', changed: false}])
        expect(left.stderr).toMatch(/Somebody scaled the Deployment .* to 0\./)
        expect(connectors(await vkctl('install-connector --yes'))).toMatchObject([{status: 'Ready', changed: true}])
        await vkctl('validate')
      },
      200_000,
    )

    inCi(ground)(
      'of objects that the values ask for are mended, too',
      async () => {
        const {vkctl, kubectl, file, snapshot} = world()
        const before = await snapshot()
        const values = file('values.yaml', furtherValues)
        await vkctl(['install-connector', '--connector-name', 'further', '--set-values', values])
        for (const [, edit] of furtherEdits) {
          await kubectl(edit.replaceAll(linuxRelease, 'further-linux-eastus'))
          expect(connectors(await vkctl('install-connector --connector-name further --timeout 60s'))).toMatchObject([{changed: true}])
          expect(connectors(await vkctl('install-connector --connector-name further'))).toMatchObject([{changed: false}])
        }
        const policy = 'get networkpolicy further-linux-eastus -n virtual-kubelet -o jsonpath={.spec.ingress[*].ports[*].port}'
        expect(await kubectl(policy)).toBe('10250')
        await vkctl('remove-connector --connector-name further --yes')
        expect(await snapshot()).toEqual(before)
      },
      200_000,
    )
  })

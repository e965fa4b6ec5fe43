import {expect, it} from '@jest/globals'
import {connectors, linuxRelease} from '../world/connector-result.ts'
import {casesOn, describeOn, inCi, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import {quickSample} from '../world/sample.ts'
import {withoutPod} from '../world/with-pod.ts'
import {prepared} from '../world/world.ts'

/** Arguments, exit code, what stderr must say. */
type Refusal = readonly [args: string, exitCode: number, says: RegExp]

const refusals: readonly Refusal[] = [
  ['install-connector --aci-resource-group noGroup', 3, /noGroup/],
  ['remove-connector -n noCluster --yes', 3, /noCluster/],
  ['remove-connector --yes', 3, /No connector 'virtual-kubelet' is installed/],
  ['validate', 3, /No connector is installed/],
  ['install-connector --connector-name Upper_Case', 2, /must consist of lower case alphanumeric characters or dashes/],
  [
    'install-connector --location atlantis',
    2,
    /Azure Container Instance is not available at location "atlantis"\. The available locations are/,
  ],
  ['install-connector --chart-url http://me:pa55@127.0.0.1:1/x.tgz', 2, /--chart-url does not accept http:\/\/\*\*\*@127/],
  ['install-connector --set-values /no/such/values.yaml', 2, /\/no\/such\/values\.yaml/],
  ['install-connector --aci-resource-group ../../x', 2, /--aci-resource-group: '\.\.\/\.\.\/x' is not a valid name/],
  ['install-connector -g ..', 2, /--resource-group/],
  ['install-connector -n noCluster', 3, /ResourceNotFound|noCluster/],
  ['install-connector -g noGroup', 3, /noGroup/],
  ['validate -g noGroup', 3, /noGroup/],
  ['show', 3, /No connector/],
  [`install-connector --connector-name ${'a'.repeat(45)}`, 2, /at most \d+/],
  [
    'install-connector --service-principal 0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b04',
    2,
    /--client-secret must be specified when --service-principal is specified/,
  ],
  ['install-connector --client-secret @/dev/null', 2, /empty/],
  ['install-connector --namespace Not_Legal', 2, /--namespace/],
  ['install-connector --os-type Solaris', 2, /Solaris/],
  ['install-connector --chart-url /no/such/chart.tgz', 2, /\/no\/such\/chart\.tgz/],
  ['install-connector --chart-digest sha256:abc', 2, /--chart-digest 'sha256:abc' is not a digest/],
  ['install-connector --set-values - --client-secret -', 2, /stdin can be read only once: --set-values -, --client-secret -/],
  ['install-connector --set-values /', 2, /--set-values: \/ is a directory/],
  ['install-connector --image-tag a,b --dry-run', 2, /--image-tag 'a,b' is not a tag/],
  ['install-connector --namespace=', 2, /--namespace: the value is empty/],
  ['install-connector --admin --kubeconfig x', 2, /--admin|--kubeconfig/],
]

/** Wrong input and things that are missing are found before anything is changed. */
export const refusalsBeforeChange: Scenarios = ground =>
  describeOn(ground, 'Refusals', () => {
    const world = useWorld({...ground, world: prepared})

    it('leave everything as it is', async () => {
      const {vkctl, file, snapshot} = world()
      const before = await snapshot()
      for (const [args, exits, says] of casesOn(ground, 10, refusals)) {
        const refused = await vkctl(args, {exits})
        expect(refused.stdout).toBe('')
        expect(refused.stderr).toMatch(says)
      }
      const values: readonly (readonly [yaml: string, says: RegExp])[] = [
        ['nodeName: aks-nodepool1-00000000-vmss000000\n', /--set-values cannot set nodeName.*\n.*--connector-name/],
        ['logLevle: debug\n', /the chart has no value logLevle/],
      ]
      for (const [yaml, says] of values) {
        const refused = await vkctl(`install-connector --dry-run --set-values ${file('wrong.yaml', yaml)}`, {exits: 2})
        expect(refused.stderr).toMatch(says)
      }
      const lonely = await vkctl('install-connector --client-secret -', {exits: 2, input: 'only-the-secret'})
      expect(lonely.stderr).toContain('--service-principal must be specified when --client-secret is specified')
      expect(await snapshot()).toEqual(before)
    }, 120_000)

    it('removal of nothing ends well with --ignore-not-found', async () => {
      const {vkctl} = world()
      expect((await vkctl('remove-connector --yes --ignore-not-found')).stdout.trim()).toBe('[]')
    })

    it('helm and kubectl that are missing, too old or broken', async () => {
      const {vkctl, file, snapshot} = world()
      const before = await snapshot()
      const missing = await vkctl('install-connector', {exits: 1, env: {VKCTL_HELM: '', PATH: '/nowhere'}})
      expect(missing.stderr).toMatch(/Helm not detected, please verify if it is installed\.|VKCTL_HELM/)
      const noKubectl = await vkctl('install-connector', {exits: 1, env: {VKCTL_KUBECTL: '/nowhere/kubectl'}})
      expect(noKubectl.stderr).toContain('/nowhere/kubectl')
      const {chmodSync} = await import('node:fs')
      const old = file('helm-3.2', '#!/bin/sh\necho v3.2.4+g0ad800e\n')
      chmodSync(old, 0o755)
      expect((await vkctl('install-connector', {exits: 1, env: {VKCTL_HELM: old}})).stderr).toMatch(/3\.2\.4 is too old/)
      const broken = file('helm-broken', '#!/bin/sh\nexit 3\n')
      chmodSync(broken, 0o755)
      await vkctl('install-connector', {exits: 1, env: {VKCTL_HELM: broken}})
      expect(await snapshot()).toEqual(before)
    }, 60_000)

    inCi(ground)(
      'a kubectl that is too old for changes, where it would make some',
      async () => {
        const {vkctl, file, snapshot} = world()
        const {chmodSync} = await import('node:fs')
        const old = file('kubectl-1.19', '#!/bin/sh\necho \'{"clientVersion": {"gitVersion": "v1.19.16"}}\'\n')
        chmodSync(old, 0o755)
        await vkctl('install-connector', {env: {VKCTL_KUBECTL: old}})
        const before = await snapshot()
        for (const args of ['remove-connector --yes', 'validate --smoke'])
          expect((await vkctl(args, {exits: 1, env: {VKCTL_KUBECTL: old}})).stderr).toMatch(/kubectl 1\.19\.16 is too old/)
        expect(await snapshot()).toEqual(before)
        await vkctl('remove-connector --yes')
      },
      60_000,
    )

    it("somebody else's release of that name", async () => {
      const {vkctl, helm, file, snapshot} = world()
      file('foreign/Chart.yaml', 'apiVersion: v1\nname: foreign\nversion: 1.0.0\n')
      const configMap = file('foreign/templates/configmap.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: foreign\n')
      await helm(
        `install ${linuxRelease} ${configMap.replace('/templates/configmap.yaml', '')} --namespace virtual-kubelet --create-namespace`,
      )
      const before = await snapshot()
      const refused = await vkctl('install-connector --os-type Both --namespace virtual-kubelet', {exits: 4})
      expect(refused.stderr).toMatch(/foreign 1\.0\.0/)
      expect(await snapshot()).toEqual(before)
    }, 60_000)

    it("somebody else's namespace, unless the user names it, and one that is being deleted", async () => {
      const {vkctl, kubectl, snapshot} = world()
      await kubectl('create namespace virtual-kubelet')
      const before = await snapshot()
      const refused = await vkctl('install-connector', {exits: 4})
      expect(refused.stderr).toMatch(/The namespace virtual-kubelet exists, and vkctl did not create it/)
      expect(await snapshot()).toEqual(before)
      expect((await vkctl('install-connector --namespace virtual-kubelet')).stderr).toMatch(/WARNING: vkctl did not create the namespace/)
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 60_000)

    it('the same connector in another namespace', async () => {
      const {vkctl, snapshot} = world()
      await vkctl('install-connector --namespace first')
      const before = await snapshot()
      const refused = await vkctl('install-connector --namespace second', {exits: 4})
      expect(refused.stderr).toContain('--namespace first')
      expect(await snapshot()).toEqual(before)
      await vkctl('remove-connector --yes')
    }, 60_000)
  })

/** As on a new subscription. */
export const unregistered: Scenarios = ground =>
  describeOn(ground, 'A provider that is not registered', () => {
    const world = useWorld({...ground, world: {roles: prepared.roles}})

    it('is found before anything is changed', async () => {
      const {vkctl, snapshot} = world()
      const before = await snapshot()
      const refused = await vkctl('install-connector --os-type Both', {exits: 4})
      expect(refused.stdout).toBe('')
      expect(refused.stderr).toMatch(/provider register/)
      expect(await snapshot()).toEqual(before)
    })
  })

/** The kubelet identity has no role, as on every new cluster. */
export const roleless: Scenarios = ground => {
  describeOn(ground, 'A user who may not assign roles', () => {
    const roles = [{principal: 'reader', role: 'Contributor'}] as const
    const world = useWorld({...ground, signedIn: 'reader', world: {registered: prepared.registered, roles}})

    it('is told so before anything is changed, with what somebody else has to run', async () => {
      const {vkctl, snapshot} = world()
      const before = await snapshot()
      for (const how of [['--assign-role', '--dry-run'], ['--assign-role'], []]) {
        const refused = await vkctl(['install-connector', ...how], {exits: 4})
        expect(refused.stderr).toMatch(
          /You \(principal \S+\) lack permission for Microsoft\.Authorization\/roleAssignments\/write at \/subscriptions\/\S+\/resourceGroups\/MC_/,
        )
        expect(refused.stderr).toMatch(
          /az role assignment create --assignee-object-id \S+ .* --scope \/subscriptions\/\S+\/resourceGroups\/MC_\w+( --subscription \S+)?$/m,
        )
        expect(refused.stderr).not.toContain('pass --assign-role')
      }
      expect(await snapshot()).toEqual(before)
    }, 60_000)
  })

  if (ground.sample) return

  describeOn(ground, 'A role that nobody assigned', () => {
    const world = useWorld({...ground, world: {registered: prepared.registered}})

    it('is found before anything is changed; who leaves the check out gets no role, and removes none', async () => {
      const {vkctl, snapshot} = world()
      const before = await snapshot()
      expect((await vkctl('install-connector', {exits: 4})).stderr).toContain('az role assignment create')
      expect(await snapshot()).toEqual(before)
      expect(connectors(await vkctl('install-connector --skip-checks role-assigned'))).toMatchObject([{status: 'Ready'}])
      const [removed] = JSON.parse((await vkctl('remove-connector --yes')).stdout) as [{readonly removed: readonly string[]}]
      expect(removed.removed.join()).not.toMatch(/role assignment/i)
      expect(await snapshot()).toEqual(before)
      await vkctl('install-connector --skip-checks role-assigned --assign-role')
      const [again] = JSON.parse((await vkctl('remove-connector --yes')).stdout) as [{readonly removed: readonly string[]}]
      expect(again.removed.join()).toMatch(/role assignment/i)
      expect(await snapshot()).toEqual(before)
    }, 120_000)

    it('leaves pods whose status is frozen: validate prints the command that deletes them, and new ones run', async () => {
      const on = world()
      const {vkctl, kubectl, snapshot} = on
      const before = await snapshot()
      await vkctl('install-connector --skip-checks role-assigned')
      await kubectl('apply -f -', await quickSample(on))
      await kubectl(`wait --for=jsonpath={.status.reason}=ProviderFailed pod -l app=aci-helloworld --timeout=60s`)
      await vkctl('install-connector --assign-role')
      expect(await kubectl('get pods -l app=aci-helloworld -o jsonpath={.items[*].status.reason}')).toBe('ProviderFailed')
      const {stderr} = await vkctl('validate', {exits: 4})
      const [, command = ''] = /does not change any more[^:]*:\s+kubectl (delete pods \S+ --namespace default)/.exec(stderr) ?? []
      expect(command).not.toBe('')
      await kubectl(command)
      await kubectl('wait --for=condition=Available deployment/aci-helloworld --timeout=60s')
      await vkctl('validate')
      await withoutPod(on)
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 120_000)
  })
}

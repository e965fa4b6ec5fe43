import {readFileSync} from 'node:fs'
import {expect, it} from '@jest/globals'
import {load} from 'js-yaml'
import {connectors} from '../world/connector-result.ts'
import {describeOn, inCi, type Scenarios} from '../scenario.ts'
import {useWorld} from '../world/use-world.ts'
import {prepared} from '../world/world.ts'

/** How the cluster is reached, and clusters that are not like the usual one. */
export const clusterAccess: Scenarios = ground => {
  describeOn(ground, 'Ways to the cluster', () => {
    const world = useWorld({...ground, world: prepared})

    inCi(ground)(
      '--admin, --kubeconfig and --context',
      async () => {
        const {vkctl, adminKubeconfig, faults, snapshot} = world()
        const before = await snapshot()
        faults.forgetRequests()
        await vkctl('install-connector --admin')
        expect(faults.requests.some(({path}) => path.includes('listClusterAdminCredential'))).toBe(true)
        expect(faults.requests.some(({path}) => path.includes('listClusterUserCredential'))).toBe(false)

        const content = readFileSync(adminKubeconfig, 'utf8')
        faults.forgetRequests()
        const listed = await vkctl(['list', '--kubeconfig', adminKubeconfig])
        expect(connectors(listed)).toMatchObject([{status: 'Ready'}])
        expect(listed.stderr).toMatch(/Using the API server https:\/\/127\.0\.0\.1:\d+ of /)
        expect(faults.requests.some(({path}) => path.includes('Credential'))).toBe(false)
        // Only kubectl knows where a context leads, so here everything is read through it.
        const byContext = async (...args: readonly string[]) =>
          vkctl([...args, '--context', 'myAKSCluster'], {env: {KUBECONFIG: adminKubeconfig}})
        await byContext('install-connector', '--connector-name', 'other')
        await byContext('validate')
        expect(connectors(await byContext('list'))).toMatchObject([{status: 'Ready'}, {status: 'Ready'}])
        const removed = await byContext('remove-connector', '--yes', '--connector-name', 'other')
        await vkctl(['remove-connector', '--yes', '--kubeconfig', adminKubeconfig])
        expect(removed.stderr).toMatch(
          /Using the API server https:\/\/127\.0\.0\.1:\d+ of the context myAKSCluster in your kubeconfig, not the credentials of myAKSCluster\.$/m,
        )
        expect((await vkctl(['list', '--kubeconfig', adminKubeconfig, '--context', 'nowhere'], {exits: 2})).stderr).toContain(
          "no context 'nowhere'",
        )
        expect(readFileSync(adminKubeconfig, 'utf8')).toBe(content)
        expect(await snapshot()).toEqual(before)
      },
      120_000,
    )

    it('without Azure, list, show and validate say what they do not know', async () => {
      const {vkctl, adminKubeconfig, faults} = world()
      await vkctl('install-connector')
      const kubeconfig = ['--kubeconfig', adminKubeconfig]
      const noCluster = {VKCTL_DEFAULTS_CLUSTER_NAME: ''}
      const nobody = {AZURE_CLIENT_ID: '', AZURE_CLIENT_SECRET: '', AZURE_TENANT_ID: ''}

      // No cluster is named: Azure is not asked.
      faults.forgetRequests()
      expect(connectors(await vkctl(['list', ...kubeconfig], {env: noCluster}))).toMatchObject([{status: 'Ready'}])
      expect(JSON.parse((await vkctl(['show', ...kubeconfig], {env: noCluster})).stdout)).toMatchObject({status: 'Ready'})
      const validated = await vkctl(['validate', ...kubeconfig], {env: noCluster, exits: 10})
      expect(validated.stderr.match(/is not named/g)).toHaveLength(1)
      expect(faults.requests.filter(({server}) => server === 'azure')).toEqual([])
      const {ok, findings} = JSON.parse(validated.stdout) as {ok: boolean; findings: {verdict: string; category: string}[]}
      expect(ok).toBe(false)
      expect(findings.filter(({verdict}) => verdict === 'problem' || verdict === 'warning')).toEqual([])
      expect((await vkctl('list', {env: noCluster, exits: 2})).stderr).toContain('the following arguments are required: --name/-n')

      const signedOut = await vkctl(['list', ...kubeconfig], {env: nobody})
      expect(connectors(signedOut)).toMatchObject([{status: 'Ready'}])
      expect(signedOut.stderr).toMatch(/Azure could not be read, so vkctl cannot tell whether this is the cluster \S+: .*az login/)
    }, 120_000)

    inCi(ground)(
      'while Azure is down, list and validate go on, and what changes something does not',
      async () => {
        const {vkctl, adminKubeconfig, faults} = world()
        await vkctl('install-connector')
        const kubeconfig = ['--kubeconfig', adminKubeconfig]
        faults.set([{server: 'azure', path: '/managedClusters/', status: 503, times: 99}])
        expect(connectors(await vkctl(['list', ...kubeconfig]))).toMatchObject([{status: 'Ready'}])
        await vkctl(['validate', ...kubeconfig], {exits: 10})
        await vkctl(['validate', '--smoke', ...kubeconfig], {exits: 1})
        await vkctl('list', {exits: 1})
        // What changes something needs to know the cluster.
        await vkctl(['install-connector', ...kubeconfig], {exits: 1})
        faults.set([])
      },
      240_000,
    )

    it('a kubeconfig of another cluster than the one that is named', async () => {
      const {vkctl, adminKubeconfig, azure, snapshot} = world()
      const [first] = azure.state.clusters
      if (first === undefined) throw new Error('There is no cluster.')
      azure.state.clusters.push({...first, name: 'other', nodeResourceGroup: 'MC_myResourceGroup_other_eastus'})
      const before = await snapshot()
      const mixed = ['--name', 'other', '--kubeconfig', adminKubeconfig]
      for (const command of [['install-connector'], ['remove-connector', '--yes'], ['validate'], ['list']]) {
        expect((await vkctl([...command, ...mixed], {exits: 2})).stderr).toMatch(
          /ERROR: The API server https:\/\/127\.0\.0\.1:\d+ of \S+ is not that of the cluster other\. Nothing was changed\./,
        )
      }
      expect(await snapshot()).toEqual(before)
      expect((await vkctl(['list', '--allow-other-cluster', ...mixed])).stderr).toContain('It is not that of other.')

      await vkctl(['install-connector', '--kubeconfig', adminKubeconfig])
      const foreign = await vkctl(['install-connector', '--allow-other-cluster', '--dry-run', ...mixed, '--yes'])
      expect(foreign.stdout).toContain('Move virtual-kubelet-linux-eastus')
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 120_000)

    it('somebody who may look but not make cluster roles', async () => {
      const {vkctl, create, adminKubeconfig, file, snapshot} = world()
      const rbac = '/apis/rbac.authorization.k8s.io/v1'
      const metadata = {name: 'operator'}
      await create('/api/v1/namespaces/default/serviceaccounts', {apiVersion: 'v1', kind: 'ServiceAccount', metadata})
      await create(`${rbac}/clusterroles`, {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRole',
        metadata,
        rules: [{apiGroups: ['', 'apps', 'coordination.k8s.io'], resources: ['*'], verbs: ['get', 'list', 'create', 'patch']}],
      })
      await create(`${rbac}/clusterrolebindings`, {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata,
        roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'operator'},
        subjects: [{kind: 'ServiceAccount', name: 'operator', namespace: 'default'}],
      })
      const {
        status: {token},
      } = (await create('/api/v1/namespaces/default/serviceaccounts/operator/token', {
        apiVersion: 'authentication.k8s.io/v1',
        kind: 'TokenRequest',
        spec: {audiences: null, expirationSeconds: 3600},
      })) as {readonly status: {readonly token: string}}
      const config = load(readFileSync(adminKubeconfig, 'utf8')) as {readonly users: readonly [{readonly name: string}]}
      const mine = file('operator.json', JSON.stringify({...config, users: [{name: config.users[0].name, user: {token}}]}))
      const before = await snapshot()
      const refused = await vkctl(['install-connector', '--kubeconfig', mine], {exits: 4, secrets: [token]})
      expect(refused.stderr).toContain(
        'ERROR: You lack permission to create clusterroles.rbac.authorization.k8s.io, create clusterrolebindings',
      )
      expect(refused.stderr).toContain('create roles.rbac.authorization.k8s.io in kube-node-lease')
      expect(refused.stderr).not.toMatch(/create (configmaps|secrets)/)
      expect(await snapshot()).toEqual(before)
    }, 60_000)
  })

  describeOn(ground, 'A stopped cluster', () => {
    const world = useWorld({...ground, world: {...prepared, cluster: {powerState: 'Stopped'}}})

    it('is not asked anything', async () => {
      expect((await world().vkctl('install-connector', {exits: 1})).stderr).toContain(
        'az aks start --name myAKSCluster --resource-group myResourceGroup',
      )
    })
  })

  describeOn(ground, 'A locked node resource group', () => {
    const world = useWorld({...ground, world: {...prepared, cluster: {nodeResourceGroupLocked: true}}})

    it('needs a group of its own for container groups', async () => {
      const {vkctl, snapshot} = world()
      const before = await snapshot()
      expect((await vkctl('install-connector', {exits: 4})).stderr).toContain('--aci-resource-group')
      expect(await snapshot()).toEqual(before)
      expect(connectors(await vkctl('install-connector --aci-resource-group aci-westus2'))).toMatchObject([
        {status: 'Ready', aciResourceGroup: 'aci-westus2'},
      ])
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 60_000)

    it('says what to do with --admin if it has no local accounts', async () => {
      const {vkctl, azure, snapshot} = world()
      const {clusters} = azure.state
      const [cluster] = clusters
      if (cluster !== undefined) clusters[0] = {...cluster, localAccountsDisabled: true}
      const before = await snapshot()
      for (const command of ['install-connector', 'validate']) {
        const {stderr} = await vkctl(`${command} --admin`, {exits: 1})
        expect(stderr).toContain('ERROR: The cluster myAKSCluster has no local accounts (disableLocalAccounts)')
        expect(stderr).toContain('Run the command without --admin.')
      }
      expect(await snapshot()).toEqual(before)
    }, 60_000)
  })

  describeOn(ground, 'A cluster with a service principal', () => {
    const world = useWorld({...ground, world: {...prepared, clusterServicePrincipal: '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b04'}})

    it('needs one for the connector too', async () => {
      const {vkctl, azure, snapshot} = world()
      const before = await snapshot()
      expect((await vkctl('install-connector', {exits: 2})).stderr).toContain('--service-principal')
      expect(await snapshot()).toEqual(before)
      const {clientId, secrets: [secret = ''] = []} = azure.principal('connector-sp')
      expect(connectors(await vkctl(`install-connector --service-principal ${clientId} --client-secret -`, {input: secret}))).toMatchObject(
        [{status: 'Ready'}],
      )
    }, 60_000)
  })
}

/** The emulated API takes the tokens of the stand-in's Entra ID; a real one would need a webhook for it. */
export const entraCluster: Scenarios = ground =>
  describeOn(ground, 'An Entra ID cluster', () => {
    const world = useWorld({...ground, world: {...prepared, entraId: true}})

    it('is reached with a token of the signed-in user, without kubelogin', async () => {
      const {vkctl, snapshot} = world()
      const before = await snapshot()
      expect(connectors(await vkctl('install-connector --debug'))).toMatchObject([{status: 'Ready'}])
      await vkctl('validate')
      await vkctl('remove-connector --yes')
      expect(await snapshot()).toEqual(before)
    }, 60_000)
  })

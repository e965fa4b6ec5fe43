import {readFileSync} from 'node:fs'
import {gunzipSync} from 'node:zlib'
import {expect, it} from '@jest/globals'
import {connectors, linuxRelease, validation, windowsRelease} from '../world/connector-result.ts'
import {describeOn, type Scenarios} from '../scenario.ts'
import {quickSample} from '../world/sample.ts'
import {useWorld} from '../world/use-world.ts'
import {holds} from '../world/secrecy.ts'
import {prepared, type World} from '../world/world.ts'

const clientId = '0a6b2f5e-7c1d-4e2a-b1f0-5d3c9e8a7b77'
/** Whatever a shell, Helm's `--set`, JSON or YAML could stumble over. */
const wildSecret = 'a,b {c=d} \\e "f" \'g\' $h: #i\nsecond-line-é'
const otherSecret = 'the-next-secret~of-it'
const wildPrincipal = {
  name: 'wild',
  clientId,
  objectId: '1d4e7a90-3b2c-4f5d-8e6f-7a8b9c0d1e77',
  kind: 'application',
  secrets: [wildSecret, otherSecret],
} as const

/** A client secret stands in the one Secret of each connector, and nowhere else. */
export const secretKeeping: Scenarios = ground =>
  describeOn(ground, 'The client secret', () => {
    const world = useWorld({
      ...ground,
      world: {...prepared, principals: [wildPrincipal], roles: [{principal: 'wild', role: 'Contributor'}]},
    })
    const runsPod = async (on: World): Promise<void> => {
      const {kubectl} = on
      await kubectl('apply -f -', await quickSample(on))
      await kubectl('wait --for=condition=Available deployment/aci-helloworld --timeout=60s')
      await kubectl('delete deployment aci-helloworld --cascade=foreground --wait')
      await kubectl('wait --for=delete pod -l app=aci-helloworld --timeout=60s')
    }

    /** A bundle of a cluster with pods that have secrets: it has none of them, and says the same on a machine that has nothing. */
    const savesNoSecret = async ({vkctl, kubectl, file}: World): Promise<void> => {
      const ofPod = 'pod-variable~hunter2'
      const env = [
        {name: 'DB_PASSWORD', value: ofPod},
        {name: 'PLAIN', value: ofPod},
      ]
      const spec = {
        nodeSelector: {'kubernetes.io/role': 'agent', 'kubernetes.io/os': 'linux', type: 'virtual-kubelet'},
        tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}],
        containers: [{name: 'c', image: 'mcr.microsoft.com/azuredocs/aci-helloworld', env}],
      }
      await kubectl('apply -f -', JSON.stringify({apiVersion: 'v1', kind: 'Pod', metadata: {name: 'holder'}, spec}))
      await kubectl(`set env deployment/${linuxRelease} -n virtual-kubelet REGISTRY_PASSWORD=${ofPod}`)
      const [saved, shown] = [file('saved/x', '').replace(/x$/, 'bundle.json'), file('saved/x', '').replace(/x$/, 'shown.json.gz')]
      const secrets = [ofPod]
      const live = await vkctl(['validate', '--save', saved], {secrets, exits: 4})
      const text = readFileSync(saved, 'utf8')
      for (const secret of [wildSecret, otherSecret, ofPod]) expect(holds(text, secret)).toBe(false)
      expect(text).toContain('"holder"')
      // For people: what Helm rendered, and what the API server says of the connector's pods.
      expect(text).toContain(String.raw`kind: Deployment\n`)
      expect(text).toContain('"SuccessfulCreate"')

      const nothing = {PATH: '', KUBECONFIG: '', VKCTL_HELM: '/no/helm', VKCTL_KUBECTL: '/no/kubectl', HTTPS_PROXY: 'http://127.0.0.1:9'}
      const replayed = await vkctl(['validate', '--from', saved, '--save', shown, '--replace-ids'], {env: nothing, exits: 4})
      expect(replayed.stdout).toBe(live.stdout)
      const {findings} = validation(await vkctl(['validate', '--from', shown], {env: nothing, exits: 4}))
      const verdicts = (all: typeof findings) => all.map(({id, verdict}) => `${id} ${verdict}`)
      expect(verdicts(findings)).toEqual(verdicts(validation(live).findings))
      const shownText = gunzipSync(readFileSync(shown)).toString('utf8')
      const defaults = {AZURE_DEFAULTS_GROUP: 'myResourceGroup'}
      const page = await vkctl(['validate', '--from', shown, '-o', 'html'], {env: {...nothing, ...defaults}, exits: 4})
      for (const without of [shownText, page.stdout])
        for (const name of ['myResourceGroup', 'myAKSCluster', clientId]) expect(without).not.toContain(name)

      await kubectl(`set env deployment/${linuxRelease} -n virtual-kubelet REGISTRY_PASSWORD-`)
      await kubectl('delete pod holder --wait')
    }

    it('works whatever is in it, and is kept in one place', async () => {
      const {vkctl, whereIs, file, helm, snapshot} = world()
      const before = await snapshot()
      const withSecret = ['install-connector', '--os-type', 'Both', '--service-principal', clientId, '--client-secret']
      await vkctl([...withSecret, '-', '--debug'], {input: wildSecret})
      const homes = [linuxRelease, windowsRelease].map(release => `Secret virtual-kubelet/${release}`)
      expect(await whereIs(wildSecret)).toEqual(homes)
      expect(await helm(`get values ${linuxRelease} -n virtual-kubelet --all`)).not.toContain('second-line')
      await runsPod(world())

      const again = await vkctl([...withSecret, `@${file('secret', `${wildSecret}\n`)}`])
      expect(connectors(again).map(({changed}) => changed)).toEqual([false, false])
      const kept = await vkctl('install-connector --os-type Both --debug')
      expect(connectors(kept).map(({changed}) => changed)).toEqual([false, false])
      const onArgv = await vkctl([...withSecret, wildSecret])
      expect(onArgv.stderr).toContain('A secret on the command line is visible')

      const rotated = await vkctl(withSecret.slice(0, -1), {env: {VKCTL_CLIENT_SECRET: otherSecret}})
      expect(connectors(rotated)).toMatchObject([
        {changed: true, status: 'Ready'},
        {changed: true, status: 'Ready'},
      ])
      expect(await whereIs(wildSecret)).toEqual([])
      expect(await whereIs(otherSecret)).toEqual(homes)
      await runsPod(world())

      await savesNoSecret(world())
      for (const command of ['validate --debug', 'list --debug', 'show --os-type Linux --debug', 'remove-connector --yes --debug'])
        await vkctl(command)
      expect(await whereIs(otherSecret)).toEqual([])
      expect(await snapshot()).toEqual(before)
    }, 240_000)

    it('is tried once before anything is changed', async () => {
      const {vkctl, snapshot} = world()
      const before = await snapshot()
      const refused = await vkctl(['install-connector', '--service-principal', clientId, '--client-secret', '-'], {
        input: 'not-its-secret~',
        secrets: ['not-its-secret~'],
        exits: 8,
      })
      expect(refused.stderr).toMatch(/AADSTS7000215|client secret/)
      expect(refused.stderr).toContain(clientId)
      const unknown = await vkctl(
        ['install-connector', '--service-principal', '00000000-7c1d-4e2a-b1f0-5d3c9e8a7b77', '--client-secret', '-'],
        {input: 'any-secret-at-all', secrets: ['any-secret-at-all'], exits: 8},
      )
      expect(unknown.stderr).toContain('00000000-7c1d-4e2a-b1f0-5d3c9e8a7b77')
      expect(await snapshot()).toEqual(before)
    }, 60_000)
  })

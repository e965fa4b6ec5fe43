import {expect, it} from '@jest/globals'
import type {PodStory} from '../../../../src/lib/connector/pod-history/pod-story.ts'
import {linuxNode} from '../../world/connector-result.ts'
import {describeOn, inCi, type Scenarios} from '../../scenario.ts'
import {quickSample} from '../../world/sample.ts'
import {useWorld} from '../../world/use-world.ts'
import type {VkctlRun} from '../../world/vkctl-process.ts'
import {prepared, type World} from '../../world/world.ts'

const story = ({stdout}: VkctlRun): PodStory => JSON.parse(stdout) as PodStory

/** A time line without times, oldest first. */
const told = ({timeLine}: PodStory): readonly string[] => timeLine.map(({source, text}) => `${source}: ${text}`)

const podWith = (name: string, container: object, spec: object = {}): string =>
  JSON.stringify({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {name},
    spec: {
      nodeSelector: {type: 'virtual-kubelet', 'kubernetes.io/os': 'linux'},
      tolerations: [{key: 'virtual-kubelet.io/provider', operator: 'Exists'}],
      terminationGracePeriodSeconds: 0,
      automountServiceAccountToken: false,
      containers: [{name: 'c', image: 'mcr.microsoft.com/azuredocs/aci-helloworld', ...container}],
      ...spec,
    },
  })

const exitCodes = {ok: 0, problem: 4, unknown: 10, skipped: 10} as const

/** Asks again until the story fits: the controllers, the scheduler and the connector need a moment. */
async function untilTold({start}: World, args: string, fits: (told: PodStory) => boolean): Promise<PodStory> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const run = await start(`why ${args}`).done
    // A Deployment has no pod at first.
    const found = run.exitCode === 3 ? undefined : story(run)
    if (found !== undefined && run.exitCode !== exitCodes[found.verdict]) throw new Error(`vkctl why ended with ${run.exitCode}`)
    if (found !== undefined && fits(found)) return found
    if (Date.now() > deadline) throw new Error(`vkctl why ${args} says: ${run.stdout}${run.stderr}`)
  }
}

const gone = (on: World, name: string): Promise<string> => on.kubectl(`delete pod ${name} --wait --force --grace-period=0`)

/** What happened to a pod, and why it does not run. */
export const why: Scenarios = ground => {
  describeOn(ground, 'Why a pod does not run', () => {
    const world = useWorld({...ground, world: prepared}, ({vkctl}) => vkctl('install-connector'))

    inCi(ground)(
      'a pod that runs, and how it came to run',
      async () => {
        const {kubectl, vkctl, adminKubeconfig} = world()
        await kubectl('apply -f -', podWith('well', {}))
        const {cause, nodeName, ...found} = await untilTold(world(), 'well', ({verdict}) => verdict === 'ok')
        expect({cause, nodeName}).toEqual({cause: null, nodeName: linuxNode})
        expect(told({...found, cause, nodeName})).toEqual([
          'kubernetes: The pod was created',
          expect.stringMatching(/^scheduler: Scheduled: Successfully assigned default\/well to /),
          expect.stringMatching(/^connector: ProviderCreateSuccess: /),
          expect.stringMatching(/^container: c: Pulling: /),
          expect.stringMatching(/^container: c: Pulled: /),
          expect.stringMatching(/^container: c: Created: /),
          expect.stringMatching(/^container: c: Started: /),
          'kubernetes: The pod is ready',
        ])
        // Without Azure, the cluster says enough about a pod that runs.
        const without = await vkctl(['why', 'pod/well', '--kubeconfig', adminKubeconfig], {env: {VKCTL_DEFAULTS_CLUSTER_NAME: ''}})
        expect(story(without)).toMatchObject({verdict: 'ok', notRead: [expect.stringMatching(/^Azure was not read/)]})
        expect((await vkctl('why nobody', {exits: 3})).stderr).toContain("There is no Pod 'nobody' in the namespace 'default'.")
        await gone(world(), 'well')
      },
      120_000,
    )

    it('a pod of a Deployment that Azure refused until the role was assigned', async () => {
      const {kubectl, vkctl, azure} = world()
      const {roleAssignments} = azure.state
      const {objectId} = azure.principal('kubelet')
      const index = roleAssignments.findIndex(({principalId}) => principalId === objectId)
      const taken = roleAssignments.splice(index, 1)
      await kubectl('apply -f -', await quickSample(world()))
      const refused = await untilTold(world(), 'deploy/aci-helloworld', ({timeLine}) => timeLine.some(({source}) => source === 'azure'))
      expect(refused).toMatchObject({status: 'ProviderFailed', cause: {check: 'role-assigned'}})
      expect(refused.cause?.remedy).toMatch(/^az role assignment create [^]*kubectl delete pods aci-helloworld-\S+ --namespace default$/)

      roleAssignments.splice(index, 0, ...taken.map(one => ({...one, createdOn: Date.now()})))
      const {cause, timeLine, name} = await untilTold(world(), 'deploy/aci-helloworld', ({cause: found}) => found?.check === 'pod-allowed')
      expect(cause).toMatchObject({
        message: expect.stringMatching(
          /^Azure answered 403 AuthorizationFailed until \d\d:\d\d:\d\d UTC\. The role Contributor was assigned at \d\d:\d\d:\d\d UTC\. The status of a refused pod does not change any more: delete the pod\.$/,
        ),
        remedy: `kubectl delete pod ${name} --namespace default`,
      })
      const refusals = timeLine.filter(({text}) => text.startsWith('refused to create the container group: 403 AuthorizationFailed: '))
      expect(refusals).toMatchObject([{source: 'azure', level: 'warning'}])
      expect(timeLine.map(({text}) => text)).toContainEqual(
        expect.stringMatching(/^The role Contributor was assigned to the connector in /),
      )
      const page = await vkctl('validate --save refused.json.gz -o html', {exits: 4})
      expect(page.stdout).toContain(`<h3>Pod <bdi>default/${name}</bdi></h3>`)
      expect(page.stdout).toContain(cause?.message)
      expect((await vkctl('validate --from refused.json.gz -o html', {exits: 4})).stdout).toBe(page.stdout)
      await kubectl('delete deployment aci-helloworld --cascade=foreground --wait')
    }, 120_000)

    inCi(ground)(
      'a pod that nobody can place, one whose image does not exist, and one without its ConfigMap',
      async () => {
        const {kubectl} = world()
        await kubectl('apply -f -', podWith('placed-nowhere', {}, {nodeSelector: {type: 'virtual-kubelet', zone: 'a'}}))
        await kubectl('apply -f -', podWith('without-image', {image: 'registry.invalid/none:1'}))
        await kubectl('apply -f -', podWith('without-map', {envFrom: [{configMapRef: {name: 'settings'}}]}))
        const nowhere = await untilTold(world(), 'placed-nowhere', ({timeLine}) => timeLine.length > 1)
        expect(nowhere).toMatchObject({nodeName: null, status: 'Pending', verdict: 'problem'})
        expect(nowhere.cause?.message).toContain('zone')
        expect(told(nowhere)).toContainEqual(expect.stringMatching(/^scheduler: FailedScheduling: 0\/\d+ nodes are available/))
        expect(await untilTold(world(), 'without-image', ({timeLine}) => timeLine.length > 2)).toMatchObject({
          status: 'ProviderFailed',
          cause: {check: 'pod-image', message: expect.stringContaining('registry.invalid/none:1')},
        })
        const map = await untilTold(world(), 'without-map', ({timeLine}) => timeLine.length > 2)
        expect(map).toMatchObject({
          status: 'Pending',
          cause: {check: 'pod-references', message: expect.stringContaining('"settings" not found')},
        })
        for (const name of ['placed-nowhere', 'without-image', 'without-map']) await gone(world(), name)
      },
      180_000,
    )

    inCi(ground)(
      'containers that end with an error: one that is started again, and one that is not',
      async () => {
        const {kubectl, azure} = world()
        azure.state.exitCode = image => (image.endsWith(':crash') ? 3 : undefined)
        const image = 'mcr.microsoft.com/azuredocs/aci-helloworld:crash'
        await kubectl('apply -f -', podWith('again', {image}))
        await kubectl('apply -f -', podWith('once', {image}, {restartPolicy: 'Never'}))
        for (const [name, restarts] of [
          ['again', '; restarts so far: 1'],
          ['once', ''],
        ] as const) {
          const found = await untilTold(world(), name, ({cause}) => cause?.check === 'pod-crash')
          expect(found.cause).toMatchObject({
            message: `The container c ended with exit code 3 (Error)${restarts}.`,
            remedy: `kubectl logs ${name} --container c --namespace default`,
          })
          expect(told(found)).toContain('container: c: Ended with exit code 3 (Error)')
          await gone(world(), name)
        }
        azure.state.exitCode = () => undefined
      },
      180_000,
    )

    inCi(ground)(
      'a container group that somebody deleted, and a pod of the same name after it: each has only its own story',
      async () => {
        const {kubectl, azure} = world()
        await kubectl('apply -f -', podWith('twice', {}))
        await untilTold(world(), 'twice', ({verdict}) => verdict === 'ok')
        azure.state.containerGroups.clear()
        const lost = await untilTold(world(), 'twice', ({cause}) => cause?.check === 'pod-lost')
        expect(lost.cause?.remedy).toBe('kubectl delete pod twice --namespace default')
        await gone(world(), 'twice')
        await kubectl('apply -f -', podWith('twice', {image: 'registry.invalid/none:1'}))
        const second = await untilTold(world(), 'twice', ({cause}) => cause?.check === 'pod-image')
        expect(second.uid).not.toBe(lost.uid)
        expect(told(second).filter(text => /ProviderCreateSuccess|Started|ready/.test(text))).toEqual([])
        await gone(world(), 'twice')
      },
      180_000,
    )

    inCi(ground)(
      'a pod that is not meant for virtual nodes is left alone',
      async () => {
        const {kubectl} = world()
        await kubectl('apply -f -', podWith('elsewhere', {}, {nodeSelector: {'kubernetes.io/os': 'linux', disk: 'ssd'}, tolerations: []}))
        const found = await untilTold(world(), 'elsewhere', ({timeLine}) => timeLine.length > 1)
        expect(found).toMatchObject({
          verdict: 'skipped',
          cause: {check: null, message: expect.stringMatching(/does not select virtual nodes/)},
        })
        await gone(world(), 'elsewhere')
      },
      120_000,
    )
  })
}

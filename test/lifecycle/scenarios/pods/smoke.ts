import {expect, it} from '@jest/globals'
import {smokePhases} from '../../../../src/lib/checks/facts/smoke.ts'
import {linuxNode, validation, windowsNode, type SmokeResult} from '../../world/connector-result.ts'
import {casesOn, describeOn, inCi, type Scenarios} from '../../scenario.ts'
import {useWorld} from '../../world/use-world.ts'
import type {StartedVkctl, VkctlRun} from '../../world/vkctl-process.ts'
import type {ToolCall} from '../../world/watched-tools.ts'
import {prepared, type World} from '../../world/world.ts'

const ofSmoke = (run: VkctlRun): readonly SmokeResult[] => validation(run).smoke ?? []

/** What is there of sample pods: names of Pods and of container groups. */
async function remains({kubectl, azure}: World): Promise<readonly string[]> {
  const pods = await kubectl('get pods -A -l app.kubernetes.io/component=smoke -o name')
  return [...pods.split('\n').filter(line => line !== ''), ...[...azure.state.containerGroups.values()].map(({name}) => name)]
}

/** Checks create access reviews, and read pods and logs, before that. */
const ofPods = ({tool, args}: ToolCall): boolean => tool === 'kubectl' && args.some(arg => arg.includes('vkctl-smoke-'))

/** When a tool is called like that, or when vkctl has said that with --debug. */
type At = RegExp | ((call: ToolCall) => boolean)

const moments: readonly (readonly [name: string, signal: NodeJS.Signals, at: At])[] = [
  ['while it waits for them to run', 'SIGTERM', /GET \S+\/api\/v1\/namespaces\/default\/pods -> 200/],
  ['while the pods are created', 'SIGINT', /^Running 1 sample pod/m],
  ['when it has read the log', 'SIGINT', /GET \S+\/pods\/vkctl-smoke-\S+\/log -> /],
  ['while it deletes them', 'SIGTERM', call => ofPods(call) && call.args[0] === 'delete'],
]

/** Runs the sample pod and sends the signal at the first such moment; a tool that is called then runs, if it still can. */
async function interrupt({start, tools}: World, at: At, signal: NodeJS.Signals): Promise<VkctlRun> {
  let running: StartedVkctl | undefined
  let sent = false
  const send = () => {
    if (!sent) running?.kill(signal, 'group')
    sent = true
  }
  tools.intercept(call => {
    if (!(at instanceof RegExp) && at(call)) send()
    return undefined
  })
  running = start('validate --smoke --debug', {onStderr: soFar => void (at instanceof RegExp && at.test(soFar) && send())})
  const ended = await running.done
  tools.intercept(undefined)
  expect(sent).toBe(true)
  return ended
}

/** Sample pods that tell whether virtual nodes really work. */
export const smoke: Scenarios = ground =>
  describeOn(ground, 'Sample pods', () => {
    // A run leaves nothing, so the connector is there for the next one.
    const world = useWorld({...ground, world: prepared}, ({vkctl}) => vkctl('install-connector'))

    inCi(ground)(
      'without --smoke there are none, and its flags are refused',
      async () => {
        const {vkctl} = world()
        expect(validation(await vkctl('validate')).smoke).toBeUndefined()
        for (const flag of ['--count 2', '--timeout 5m', '--smoke-namespace apps'])
          expect((await vkctl(`validate ${flag}`, {exits: 2})).stderr).toMatch(/only allowed with argument (--watch or )?--smoke/)
        expect((await vkctl('validate --smoke --smoke-namespace nowhere', {exits: 3})).stderr).toContain(
          'The namespace nowhere for the sample pods does not exist',
        )
      },
      120_000,
    )

    inCi(ground)(
      'a role that was taken away: the answer from Azure is shown',
      async () => {
        const {vkctl, azure} = world()
        const {objectId} = azure.principal('kubelet')
        const {roleAssignments} = azure.state
        const index = roleAssignments.findIndex(({principalId}) => principalId === objectId)
        const taken = roleAssignments.splice(index, 1)
        const run = await vkctl('validate --smoke', {exits: 4})
        roleAssignments.splice(index, 0, ...taken)
        expect(ofSmoke(run)).toMatchObject([
          {failed: [{phase: 'created', reason: expect.stringMatching(/^AuthorizationFailed: .*containerGroups\/write/)}], left: []},
        ])
        expect(validation(run)).toMatchObject({ok: false})
        expect(validation(run).findings.find(({id}) => id === 'smoke-passed')).toMatchObject({verdict: 'problem'})
        expect(await remains(world())).toEqual([])
      },
      120_000,
    )

    it.each(
      casesOn(ground, 1, [
        ['that does not exist', 'created', /InaccessibleImage: The image 'mcr\.microsoft\.com\/azuredocs\/aci-helloworld' /],
        ['that cannot be pulled', 'running', /^Failed to pull image "mcr\.microsoft\.com\/azuredocs\/aci-helloworld": toomanyrequests/],
      ]),
    )(
      'an image %s',
      async (_what, phase, reason) => {
        const {vkctl, azure} = world()
        if (phase === 'created') azure.state.imageExists = () => false
        else azure.state.pullFault = () => 'toomanyrequests'
        const run = await vkctl('validate --smoke', {exits: 4})
        azure.state.imageExists = () => true
        azure.state.pullFault = () => undefined
        expect(ofSmoke(run)).toMatchObject([{failed: [{phase, reason: expect.stringMatching(reason)}], left: []}])
        expect(await remains(world())).toEqual([])
      },
      120_000,
    )

    inCi(ground)(
      'a namespace that takes no pods: a finding beside all others; one with Pod Security restricted takes them',
      async () => {
        const {vkctl, kubectl} = world()
        await kubectl('create namespace going')
        await kubectl('create configmap keeps -n going')
        const finalizers = (names: string) => kubectl(`patch configmap keeps -n going --type merge -p {"metadata":{"finalizers":${names}}}`)
        await finalizers('["example.com/keeps"]')
        await kubectl('delete namespace going --wait=false')
        const refused = await vkctl('validate --smoke --smoke-namespace going', {exits: 4})
        expect(ofSmoke(refused)).toMatchObject([
          {failed: [{phase: 'scheduled', reason: expect.stringMatching(/being terminated/)}], left: []},
        ])
        expect(validation(refused).findings[0]).toMatchObject({
          id: 'smoke-passed',
          verdict: 'problem',
          remedy: expect.stringMatching(/--smoke-namespace/),
        })
        await finalizers('[]')
        await kubectl('wait --for=delete namespace/going --timeout=60s')

        await kubectl('create namespace locked')
        await kubectl('label namespace locked pod-security.kubernetes.io/enforce=restricted')
        expect(ofSmoke(await vkctl('validate --smoke --smoke-namespace locked'))).toMatchObject([{failed: [], left: []}])
        expect(await remains(world())).toEqual([])
        await kubectl('delete namespace locked')
      },
      120_000,
    )

    it('time that runs out: what ACI did last is told', async () => {
      const {vkctl, azure} = world()
      azure.state.delays = {...azure.state.delays, containerStartMs: 600_000}
      const run = await vkctl('validate --smoke --timeout 4s', {exits: 5})
      azure.state.delays = {...azure.state.delays, containerStartMs: 200}
      expect(ofSmoke(run)).toMatchObject([
        {timedOut: true, failed: [{phase: 'running', reason: expect.stringMatching(/^not within 4 s; ACI: Pulling: pulling image/)}]},
      ])
      expect(run.stderr).toContain('ERROR: The time ran out before every sample pod had run.')
      expect(await remains(world())).toEqual([])
    }, 120_000)

    it.each(casesOn(ground, 1, moments))(
      'an interrupt %s by %s: the pods go first',
      async (_name, signal, at) => {
        const ended = await interrupt(world(), at, signal)
        expect(ended).toMatchObject({exitCode: signal === 'SIGINT' ? 130 : 143, stdout: ''})
        expect(ended.stderr).toContain(`Interrupted by ${signal}`)
        expect(ended.stderr).toContain('The sample pods and their container groups are gone.')
        expect(await remains(world())).toEqual([])
      },
      120_000,
    )

    inCi(ground)(
      'what cannot be looked at in the end is told as left',
      async () => {
        const {vkctl, faults, azure} = world()
        const refusal = {
          server: 'azure',
          method: 'GET',
          path: 'containerGroups\\?',
          times: 1e6,
          status: 403,
          code: 'AuthorizationFailed',
        } as const
        let refused = false
        const run = await vkctl('validate --smoke', {
          exits: 7,
          onStderr(soFar) {
            if (refused || !soFar.includes(': log after')) return
            refused = true
            faults.set([{...refusal, message: 'no more'}])
          },
        })
        expect(run.stderr).toMatch(/ERROR: \(AuthorizationFailed\) no more/)
        expect(run.stderr).toMatch(/Left: unknown: container group /)
        faults.set([])
        expect(azure.state.containerGroups.size).toBe(0)
      },
      120_000,
    )

    inCi(ground)(
      'a connector that is down: vkctl deletes what it can, and nothing stays',
      async () => {
        const {vkctl, kubectl} = world()
        await kubectl('scale deployment virtual-kubelet-linux-eastus -n virtual-kubelet --replicas=0')
        await kubectl('wait --for=delete pod --all -n virtual-kubelet --timeout=60s')
        const run = await vkctl('validate --smoke --timeout 5s', {exits: 5})
        expect(ofSmoke(run)).toMatchObject([{failed: [{phase: expect.stringMatching(/^(scheduled|created)$/)}], left: []}])
        expect(await remains(world())).toEqual([])
      },
      120_000,
    )

    it('on both nodes: how long each phase takes, and nothing stays', async () => {
      const {vkctl, snapshot} = world()
      await vkctl('install-connector --os-type Both')
      const before = await snapshot()
      const run = await vkctl('validate --smoke --count 2')
      expect(ofSmoke(run)).toMatchObject([
        {nodeName: linuxNode, osType: 'Linux', connectorName: 'virtual-kubelet', pods: 2, failed: [], left: [], timedOut: false},
        {nodeName: windowsNode, osType: 'Windows', pods: 2, failed: [], left: [], timedOut: false},
      ])
      for (const {phases} of ofSmoke(run)) {
        expect(phases.map(({phase}) => phase)).toEqual(smokePhases)
        for (const {p50Ms, maxMs} of phases) expect(p50Ms >= 0 && p50Ms <= maxMs).toBe(true)
        expect(phases.reduce((sum, {maxMs}) => sum + maxMs, 0)).toBeGreaterThan(0)
      }
      expect(validation(run).findings.filter(({id}) => id === 'smoke-passed')).toMatchObject([{verdict: 'ok'}, {verdict: 'ok'}])
      // The samples open a port, and these connectors have no subnet.
      expect(ofSmoke(run).map(({publicIp}) => publicIp)).toEqual([expect.stringMatching(/^20\./), expect.stringMatching(/^20\./)])
      expect(run.stderr).toMatch(/WARNING: The sample pod on \S+ had the public IP address 20\.[\d.]+: .*open to the internet/)
      expect(await remains(world())).toEqual([])
      expect(await snapshot()).toEqual(before)
    }, 120_000)
  })

import {describe, expect, it} from '@jest/globals'
import {known, unknown} from '../../../../src/lib/checks/engine/fact.ts'
import {buildStory} from '../../../../src/lib/connector/pod-history/build-story.ts'
import {printedRemedy} from '../../../../src/lib/printed-commands/printed-lines.ts'
import {askWhy} from '../../../../src/lib/checks/wording/ask-why.ts'
import {answer, at, finding, history, pod, podEvent, running} from './history.ts'

const refused = {phase: 'Pending', reason: 'ProviderFailed', message: answer(403, 'AuthorizationFailed', 'may not write')}
const attempt = podEvent('00:58:02', 'ProviderCreateFailed', refused.message, {type: 'Warning', lastTime: at('00:58:41'), count: 4})
const role = {role: 'Contributor', scope: '/subscriptions/s/resourceGroups/g', assignedAt: at('00:58:40')}

describe('the story of a pod', () => {
  it('has no cause if the pod runs or has succeeded', () => {
    const findings = [finding('record-valid', {category: 'connector'})]
    expect(buildStory(history(), findings)).toMatchObject({verdict: 'ok', cause: null, status: 'Running', nodeName: 'vn', uid: 'u1'})
    expect(buildStory(history({pod: pod({phase: 'Succeeded'})}), findings)).toMatchObject({verdict: 'ok', cause: null})
  })

  it('a pod that is deleted is not well, though it is ready', () => {
    const {metadata, ...rest} = pod(running)
    const deleted = {...rest, metadata: {...metadata, deletionTimestamp: at('01:00:30'), deletionGracePeriodSeconds: 30}}
    const {verdict, status, timeLine} = buildStory(history({pod: deleted}), [])
    expect({verdict, status, last: timeLine.at(-1)}).toMatchObject({
      verdict: 'problem',
      status: 'Terminating',
      last: {time: '2026-11-29T01:00:00Z'},
    })
  })

  it('has the cause that a check of pods found, and until when Azure refused', () => {
    const {cause, verdict} = buildStory(history({pod: pod(refused), events: known([attempt])}), [
      finding('quota-room', {category: 'azure'}),
      finding('pod-allowed'),
    ])
    expect(verdict).toBe('problem')
    expect(cause).toEqual({
      check: 'pod-allowed',
      docs: 'docs/checks.md#pod-allowed',
      message: 'pod-allowed fails. Azure answered 403 AuthorizationFailed until 00:58:41 UTC.',
      remedy: 'mend pod-allowed',
    })
  })

  it('does not name the pod again, nor roles that have nothing to do with the refusal', () => {
    const policy = {...refused, message: answer(403, 'RequestDisallowedByPolicy', 'no')}
    const {cause} = buildStory(history({pod: pod(policy), events: known([{...attempt, message: policy.message}]), roles: known([role])}), [
      finding('pod-policy', {message: 'Pod shop/web-1: no'}),
    ])
    expect(cause?.message).toBe('no. Azure answered 403 RequestDisallowedByPolicy until 00:58:41 UTC.')
  })

  it('a role that is there by now is not asked for: the pod has to be deleted', () => {
    const findings = [finding('role-assigned', {category: 'azure', verdict: 'ok'}), finding('pod-allowed')]
    const {cause} = buildStory(history({pod: pod(refused), events: known([attempt]), roles: known([role])}), findings)
    expect(cause).toMatchObject({
      message:
        'Azure answered 403 AuthorizationFailed until 00:58:41 UTC. The role Contributor was assigned at 00:58:40 UTC. The status of a refused pod does not change any more: delete the pod.',
      remedy: 'kubectl delete pod web-1 --namespace shop',
    })
  })

  it('a role that is there by now is not the cause if something else keeps the pod from running', () => {
    const roleIsThere = finding('role-assigned', {category: 'azure', verdict: 'ok'})
    const told = {events: known([attempt]), roles: known([role])}
    const waiting = buildStory(history({pod: pod({phase: 'Pending'}), ...told}), [roleIsThere, finding('pod-references')])
    expect(waiting.cause).toMatchObject({check: 'pod-references', remedy: 'mend pod-references'})
    const {cause} = buildStory(history({pod: pod({...refused, message: 'another'}), ...told}), [roleIsThere, finding('pod-accepted')])
    expect(cause).toMatchObject({check: 'pod-accepted', remedy: 'mend pod-accepted'})
  })

  it('does not lead to vkctl why again', () => {
    const remedy = printedRemedy(['Change it.', ...askWhy(pod(running))], {}).remedy
    expect(buildStory(history({pod: pod(refused)}), [finding('pod-accepted', {remedy})]).cause).toMatchObject({remedy: 'Change it.'})
  })

  it('a connector that is down explains a pod that does not start or does not go, but not one that ended', () => {
    const findings = [finding('node-ready', {category: 'node'})]
    expect(buildStory(history({pod: pod({phase: 'Pending'})}), findings).cause).toMatchObject({check: 'node-ready'})
    const {metadata, ...rest} = pod(running)
    const deleted = {...rest, metadata: {...metadata, deletionTimestamp: at('01:00:30')}}
    expect(buildStory(history({pod: deleted}), findings).cause).toMatchObject({check: 'node-ready'})
    const ended = {name: 'web', ready: false, restartCount: 0, state: {terminated: {exitCode: 1, finishedAt: at('00:59:00')}}}
    const {cause} = buildStory(history({pod: pod({phase: 'Failed', containerStatuses: [ended]})}), findings)
    expect(cause).toMatchObject({check: null, message: expect.stringMatching(/at 00:59:00 UTC: web: Ended with exit code 1$/)})
  })

  it('a warning that says why the pod does not run counts if no problem explains it, but no other warning does', () => {
    const findings = [finding('pod-token', {verdict: 'warning'}), finding('pod-crash', {verdict: 'warning'})]
    const failed = history({pod: pod({phase: 'Failed'})})
    expect(buildStory(failed, findings)).toMatchObject({verdict: 'problem', cause: {check: 'pod-crash', remedy: 'mend pod-crash'}})
    expect(buildStory(failed, [...findings, finding('pod-image')]).cause).toMatchObject({check: 'pod-image'})
    const pulling = [finding('pod-token', {verdict: 'warning'}), finding('pod-pulling', {verdict: 'warning'})]
    expect(buildStory(history({pod: pod({phase: 'Pending'})}), pulling).cause).toMatchObject({check: 'pod-pulling'})
  })

  it('the cause is what the finding follows from, and the pod has to be fixed too', () => {
    const because = {id: 'role-assigned', target: 'vk-linux-eastus'}
    const findings = [
      finding('role-assigned', {category: 'azure'}),
      finding('pod-allowed', {because, remedy: 'mend role-assigned\nkubectl delete pods web-1'}),
    ]
    expect(buildStory(history({pod: pod(refused)}), findings).cause).toEqual({
      check: 'role-assigned',
      docs: 'docs/checks.md#role-assigned',
      message: 'role-assigned fails.',
      remedy: 'mend role-assigned\nkubectl delete pods web-1',
    })
    expect(buildStory(history({pod: pod({phase: 'Pending'})}), findings).cause).toMatchObject({remedy: 'mend role-assigned'})
  })

  it('is unknown if the pod does not run, nothing failed, and a part was not read', () => {
    const story = buildStory(history({pod: pod({phase: 'Pending'}), containerGroup: unknown('Azure was not read.')}), [])
    expect(story).toMatchObject({
      verdict: 'unknown',
      notRead: ['Azure was not read.'],
      cause: {message: expect.stringContaining('Azure was not read.')},
    })
  })

  it('says what was not read if no check explains a failure', () => {
    const events = known([podEvent('00:59:00', 'Failed', 'odd', {type: 'Warning'})])
    const story = buildStory(history({pod: pod({phase: 'Pending'}), events}), [
      finding('node-ready', {verdict: 'unknown', message: 'No nodes.'}),
    ])
    expect(story).toMatchObject({verdict: 'problem', cause: {check: null}, notRead: ['No nodes.']})
  })

  it('has the newest of very many entries, and the cause from all of them', () => {
    const clock = (second: number): string => new Date(Date.UTC(2026, 10, 29, 1, 0, second)).toISOString().slice(11, 19)
    const odd = podEvent('00:59:00', 'Failed', 'odd', {type: 'Warning'})
    const many = Array.from({length: 700}, (_, index) => podEvent(clock(index), 'Pulled', `image ${index}`))
    const {timeLine, cause} = buildStory(history({pod: pod({phase: 'Pending'}), events: known([odd, ...many])}), [])
    expect(timeLine).toHaveLength(501)
    expect(timeLine[0]).toMatchObject({
      time: at('00:58:00'),
      lastTime: at(clock(199)),
      count: 202,
      text: 'Something older that is left out',
    })
    expect(timeLine[1]).toMatchObject({text: 'Pulled: image 200'})
    expect(cause?.message).toContain('odd')
  })

  it('says only that nothing failed while a pod starts', () => {
    const {verdict, cause} = buildStory(history({pod: pod({phase: 'Pending'})}), [])
    expect({verdict, cause}).toMatchObject({verdict: 'problem', cause: {message: expect.stringMatching(/^Nothing has failed so far\./)}})
  })

  it.each([
    ['on another node', 'aks-1', /^The pod is on aks-1, which is not a virtual node/],
    ['on no node', null, /^The pod does not select virtual nodes/],
  ])('leaves alone a pod %s that is not meant for virtual nodes', (_name, nodeName, message) => {
    const story = buildStory(history({pod: pod({phase: 'Pending'}, nodeName), isForVirtualNodes: false}), [finding('pod-allowed')])
    expect(story).toMatchObject({verdict: 'skipped', cause: {check: null, message: expect.stringMatching(message)}})
  })
})

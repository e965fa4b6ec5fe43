import {describe, expect, it} from '@jest/globals'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import {timeLine} from '../../../../src/lib/connector/pod-history/time-line.ts'
import type {PodHistory} from '../../../../src/lib/connector/inspection/pod-history.ts'
import {aciEvent, answer, at, group, history, pod, podEvent} from './history.ts'

const lines = (more: Partial<PodHistory>): readonly string[] =>
  timeLine(history(more)).map(({time, lastTime, count, source, text}) => {
    const repeated = count === 1 ? '' : ` (${count} times until ${lastTime.slice(11, 19)})`
    return `${time.slice(11, 19)} ${source} ${text}${repeated}`
  })

const refusal = answer(403, 'AuthorizationFailed', 'The client may not write.')
const scheduled = podEvent('00:58:01', 'Scheduled', 'Successfully assigned shop/web-1 to vn', {component: 'default-scheduler'})

describe('the time line of a pod', () => {
  it('has everything that was reported about a pod that runs, oldest first and once', () => {
    const copied = podEvent('00:58:09', 'Pulling', 'pulling image "nginx"')
    const events = known([podEvent('00:58:03', 'ProviderCreateSuccess', 'Create pod in provider successfully'), copied, scheduled])
    const containerGroup = known(
      group(aciEvent('00:58:05', 'Pulling', 'pulling image "nginx"'), aciEvent('00:58:29', 'Started', 'Started container')),
    )
    expect(lines({events, containerGroup})).toEqual([
      '00:58:00 kubernetes The pod was created by the ReplicaSet web',
      '00:58:01 scheduler Scheduled: Successfully assigned shop/web-1 to vn',
      '00:58:03 connector ProviderCreateSuccess: Create pod in provider successfully',
      '00:58:05 container web: Pulling: pulling image "nginx"',
      '00:58:29 container web: Started: Started container',
      '00:58:30 kubernetes The pod is ready',
    ])
  })

  it('has a refusal of Azure once, whether an event, the log or both contain it', () => {
    const status = {phase: 'Pending', reason: 'ProviderFailed', message: refusal}
    const event = podEvent('00:58:02', 'ProviderCreateFailed', refusal, {type: 'Warning', lastTime: at('00:58:41'), count: 3})
    const log = known([
      {time: at('00:58:02'), level: 'error', text: `failed to sync pod shop/web-1: ${refusal}`},
      {time: at('00:58:50'), level: 'error', text: `failed to sync pod shop/web-1: ${refusal}`},
    ])
    const roles = known([{role: 'Contributor', scope: '/g', assignedAt: at('00:58:40')}])
    const told = 'azure refused to create the container group: 403 AuthorizationFailed: The client may not write.'
    const created = '00:58:00 kubernetes The pod was created by the ReplicaSet web'
    expect(lines({pod: pod(status), events: known([event]), log, roles})).toEqual([
      created,
      `00:58:02 ${told} (3 times until 00:58:50)`,
      '00:58:40 azure The role Contributor was assigned to the connector in /g',
    ])
    expect(lines({pod: pod(status), log})).toEqual([created, `00:58:02 ${told} (2 times until 00:58:50)`])
  })

  it('leaves out a line of the connector that an event says already, and what it writes for developers', () => {
    const event = podEvent('00:58:02', 'ProviderCreateFailed', 'ACI does not support hooks', {type: 'Warning'})
    const log = known([
      {time: at('00:58:02'), level: 'error', text: 'failed to sync pod shop/web-1: ACI does not support hooks'},
      {time: at('00:58:03'), level: 'debug', text: 'got pod from provider'},
      {time: at('00:58:04'), level: 'warning', text: 'something else'},
    ])
    expect(lines({pod: pod({phase: 'Pending'}), events: known([event]), log})).toEqual([
      '00:58:00 kubernetes The pod was created by the ReplicaSet web',
      '00:58:02 connector ProviderCreateFailed: ACI does not support hooks',
      '00:58:04 connector something else',
    ])
  })

  it('takes from the status what no event says', () => {
    const conditions = [
      {
        type: 'PodScheduled',
        status: 'False',
        reason: 'Unschedulable',
        message: '0/2 nodes are available',
        lastTransitionTime: at('00:58:01'),
      },
    ]
    expect(lines({pod: pod({phase: 'Pending', conditions}, null)})).toContain(
      '00:58:01 scheduler No node takes the pod: 0/2 nodes are available',
    )
    const crashed = {
      name: 'web',
      ready: false,
      restartCount: 1,
      lastState: {terminated: {exitCode: 1, reason: 'Error', finishedAt: at('00:59:00')}},
      state: {running: {startedAt: at('00:59:10')}},
    }
    expect(lines({pod: pod({phase: 'Running', containerStatuses: [crashed]})}).slice(1)).toEqual([
      '00:59:00 container web: Ended with exit code 1 (Error)',
      '00:59:10 container web: Started',
    ])
  })
})

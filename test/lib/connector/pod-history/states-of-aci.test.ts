import {expect, it} from '@jest/globals'
import type {ContainerInstance} from '../../../../src/lib/azure/resources/container-instance.ts'
import {known} from '../../../../src/lib/checks/engine/fact.ts'
import {withStatesOfAci} from '../../../../src/lib/connector/pod-history/states-of-aci.ts'
import {buildStory} from '../../../../src/lib/connector/pod-history/build-story.ts'
import {at, group, history, pod, running} from './history.ts'

const instance = (more: Partial<ContainerInstance>): ContainerInstance => ({
  name: 'web',
  state: 'Running',
  detail: '',
  restartCount: 0,
  end: undefined,
  previousEnd: undefined,
  ...more,
})
const end = {exitCode: 1, finishTime: at('00:59:00'), detail: 'Error'}

it('a container that waits to be started again is not ready, whatever Kubernetes says', () => {
  const waits = instance({state: 'Waiting', detail: 'CrashLoopBackOff: Back-off restarting failed', restartCount: 3, previousEnd: end})
  const containerGroup = {...group(), containers: [waits]}
  const seen = withStatesOfAci(pod(running), containerGroup)
  expect(seen.status?.containerStatuses).toEqual([
    {
      name: 'web',
      ready: false,
      restartCount: 3,
      state: {waiting: {reason: 'CrashLoopBackOff', message: 'Back-off restarting failed'}},
      lastState: {terminated: {exitCode: 1, reason: 'Error', finishedAt: at('00:59:00')}},
    },
  ])
  const {verdict, status, timeLine} = buildStory(history({pod: seen, containerGroup: known(containerGroup)}), [])
  expect({verdict, status}).toEqual({verdict: 'problem', status: 'CrashLoopBackOff'})
  expect(timeLine.map(({text}) => text)).toContain('web: Ended with exit code 1 (Error)')
})

it('a container that ended has the exit code that ACI reports', () => {
  const seen = withStatesOfAci(pod({phase: 'Failed'}), {...group(), containers: [instance({state: 'Terminated', detail: 'Error', end})]})
  expect(seen.status?.containerStatuses).toMatchObject([{state: {terminated: {exitCode: 1, reason: 'Error', finishedAt: at('00:59:00')}}}])
})

it('other pods stay as they are', () => {
  const runs = pod(running)
  expect(withStatesOfAci(runs, undefined)).toBe(runs)
  expect(withStatesOfAci(runs, {...group(), containers: [instance({restartCount: 2, previousEnd: end})]})).toBe(runs)
  expect(withStatesOfAci(runs, {...group(), containers: [instance({state: 'Waiting'})]})).toBe(runs)
})

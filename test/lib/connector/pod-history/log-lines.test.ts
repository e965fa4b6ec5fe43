import {describe, expect, it} from '@jest/globals'
import {linesAbout} from '../../../../src/lib/connector/pod-history/log-lines.ts'
import {at, pod} from './history.ts'

const line = (time: string, level: string, fields: string): string => `time="${at(time)}" level=${level} ${fields}`
const textsOf = (...lines: readonly string[]): readonly string[] =>
  linesAbout(lines.join('\n'), pod({phase: 'Pending'})).map(({text}) => text)

// Fields as Virtual Kubelet and azure-aci write them.
describe('the lines of a connector about a pod', () => {
  it('are those with its UID, whatever its name', () => {
    expect(
      textsOf(
        line('00:58:02', 'info', 'msg="Created pod in provider" key=shop/web-1 name=web-1 namespace=shop phase=Pending uid=u1 workerId=7'),
        line('00:58:03', 'info', 'msg="Created pod in provider" key=shop/web-1 name=web-1 namespace=shop uid=u0'),
      ),
    ).toEqual(['Created pod in provider'])
  })

  it('are those that name it, with the error', () => {
    expect(
      textsOf(
        line(
          '00:58:02',
          'warning',
          String.raw`msg="requeuing \"shop/web-1\" due to failed sync" error="no \"quota\"\nleft" key=shop/web-1`,
        ),
        line('00:58:03', 'error', 'msg="failed to retrieve pod web-1 status from provider" method=PodsTracker.processPodUpdates'),
        line('00:58:04', 'error', 'msg="failed to delete container group shop-web-1"'),
      ),
    ).toEqual([
      'requeuing "shop/web-1" due to failed sync: no "quota"\nleft',
      'failed to retrieve pod web-1 status from provider',
      'failed to delete container group shop-web-1',
    ])
  })

  it('are not about other pods, nor about an earlier one of the same name, nor without a time', () => {
    expect(
      textsOf(
        line('00:58:02', 'info', 'msg="Created pod in provider" key=other/web-1'),
        line('00:58:02', 'info', 'msg="Created pod in provider" name=web-1 namespace=other'),
        line('00:58:02', 'info', 'msg="cleaning up dangling pod web-10"'),
        line('00:57:59', 'info', 'msg="failed to retrieve pod web-1 status"'),
        'http: TLS handshake error from 10.0.0.1:1: EOF web-1',
        'panic: web-1',
      ),
    ).toEqual([])
  })

  it('come oldest first, with the time in UTC', () => {
    const log = [line('00:58:09', 'info', 'msg="second web-1"'), line('00:58:02', 'info', 'msg="first web-1"')].join('\n')
    expect(linesAbout(log, pod({phase: 'Pending'}))).toMatchObject([
      {time: '2026-11-29T00:58:02.000Z', level: 'info', text: 'first web-1'},
      {text: 'second web-1'},
    ])
  })
})

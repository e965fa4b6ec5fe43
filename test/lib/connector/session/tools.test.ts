import {describe, expect, it} from '@jest/globals'
import {openTools} from '../../../../src/lib/connector/session/tools.ts'
import {runner, type Invocation} from '../../../../src/lib/process.ts'
import {tools} from '../../../tools.ts'

const {helm, kubectl} = tools['4.2.3']
const env = {VKCTL_HELM: helm, VKCTL_KUBECTL: kubectl}

function counting() {
  const ran: Invocation[] = []
  const start = runner(new AbortController().signal)
  return {ran, run: (invocation: Invocation) => (ran.push(invocation), start(invocation))}
}

describe('the programs', () => {
  it('are found, and kubectl is asked for its version once, when that is needed', async () => {
    const {ran, run} = counting()
    const opened = await openTools(run, env)
    expect(opened).toMatchObject({helm, kubectl})
    expect(ran.map(({tool}) => tool)).toEqual([helm])
    expect(await opened.kubectlVersion()).toMatch(/^1\.\d+/)
    await opened.kubectlVersion()
    expect(ran.map(({tool}) => tool)).toEqual([helm, kubectl])
  })

  it('are missed by their name', async () => {
    await expect(openTools(counting().run, {...env, VKCTL_KUBECTL: '/no/kubectl'})).rejects.toThrow(/VKCTL_KUBECTL names \/no\/kubectl/)
    await expect(openTools(counting().run, {VKCTL_KUBECTL: kubectl, PATH: ''})).rejects.toThrow(/^Helm not detected/)
  })
})

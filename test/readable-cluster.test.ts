import {describe, expect, it} from '@jest/globals'
import type {Azure} from '../src/lib/azure/azure.ts'
import {NotAllowedError, NotFoundError, UsageError} from '../src/lib/errors.ts'
import {azureIfThere, clusterNamed} from '../src/readable-cluster.ts'

const none = new Set<string>()
const both = {'resource-group': 'g', name: 'c'}
const {signal} = new AbortController()

describe('the cluster that a command reads', () => {
  it('is the one that is named, and none if a kubeconfig or a context is given instead', () => {
    expect(clusterNamed({...both, kubeconfig: 'k'}, none)).toEqual({resourceGroup: 'g', name: 'c'})
    expect(clusterNamed(both, none)).toEqual({resourceGroup: 'g', name: 'c'})
    expect(clusterNamed({kubeconfig: 'k'}, none)).toBeUndefined()
    expect(clusterNamed({context: 'x'}, none)).toBeUndefined()
    // Most users have a default group.
    expect(clusterNamed({'resource-group': 'g', kubeconfig: 'k'}, new Set(['resource-group']))).toBeUndefined()
  })

  it.each([
    [{}, '--resource-group/-g, --name/-n'],
    [{name: 'c', kubeconfig: 'k'}, '--resource-group/-g'],
    [{'resource-group': 'g', kubeconfig: 'k'}, '--name/-n'],
    [{'resource-group': 'g'}, '--name/-n'],
  ])('%j is not enough', (flags, missing) => {
    expect(() => clusterNamed(flags, none)).toThrow(new UsageError(`the following arguments are required: ${missing}`))
  })
})

describe('Azure', () => {
  const ref = {resourceGroup: 'g', name: 'c'}
  const fails = (error: Error) => async (): Promise<Azure> => {
    throw error
  }
  const nobody = new NotAllowedError("Please run 'az login' to setup account.")

  it('is not opened if no cluster is named', async () => {
    const azure = await azureIfThere(fails(new Error('opened')), undefined, {kubeconfig: 'k'}, signal)
    await expect(azure.cluster(ref)).rejects.toThrow('the cluster in Azure is not named')
  })

  it('may be away if there is a kubeconfig, and rejects everything then', async () => {
    const azure = await azureIfThere(fails(nobody), ref, {kubeconfig: 'k'}, signal)
    for (const asked of [azure.cluster(ref), azure.usages('eastus'), azure.callerObjectId()]) await expect(asked).rejects.toBe(nobody)
    await expect(azureIfThere(fails(nobody), ref, {}, signal)).rejects.toBe(nobody)
  })

  it('is opened otherwise, and a wrong subscription or a bug ends the command', async () => {
    const opened = {} as Azure
    expect(await azureIfThere(async () => opened, ref, {context: 'x'}, signal)).toBe(opened)
    for (const error of [new NotFoundError('no such subscription'), new Error('a bug')])
      await expect(azureIfThere(fails(error), ref, {context: 'x'}, signal)).rejects.toBe(error)
  })
})

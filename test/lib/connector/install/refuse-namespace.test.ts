import {describe, expect, it} from '@jest/globals'
import {refuseNamespace} from '../../../../src/lib/connector/install/refuse-namespace.ts'
import {namespaceObject} from '../../../../src/lib/connector/model/namespace-object.ts'
import type {KubeObject, Metadata} from '../../../../src/lib/kubernetes/objects.ts'
import {talkTo} from '../../../talk.ts'

const ours = namespaceObject('team')
const theirs: KubeObject = {kind: 'Namespace', metadata: {name: 'team'}}

/** What is warned of. */
function use(namespace: KubeObject | undefined, {named = false, metadata = {}}: {named?: boolean; metadata?: Partial<Metadata>} = {}) {
  const warnings: string[] = []
  const talk = talkTo({warning: text => void warnings.push(text)})
  refuseNamespace({talk}, {namespaceIsNamed: named}, namespace && {...namespace, metadata: {...namespace.metadata, ...metadata}})
  return warnings
}

describe('the namespace of a connector', () => {
  it('is used without a word when it is new, or when vkctl made it', () => {
    expect([use(undefined), use(undefined, {named: true}), use(ours), use(ours, {named: true})]).toEqual([[], [], [], []])
  })

  it('that somebody else made is used only when it is named, and then vkctl says what that means', () => {
    expect(() => use(theirs)).toThrow(expect.objectContaining({exitCode: 4, hints: [expect.stringContaining('--namespace team')]}))
    expect(use(theirs, {named: true})).toEqual([
      expect.stringMatching(/did not create the namespace team\. .* read all Secrets of the cluster/),
    ])
  })

  it.each([ours, theirs])('is not used while it is being deleted', namespace => {
    const metadata = {deletionTimestamp: '2026-11-29T00:00:00Z'}
    expect(() => use(namespace, {named: true, metadata})).toThrow(
      expect.objectContaining({exitCode: 4, message: 'The namespace team is being deleted, so nothing can be installed in it.'}),
    )
  })
})

import {describe, expect, it} from '@jest/globals'
import {connectorRules} from '../../../../../src/lib/checks/catalogue.ts'
import {judge} from '../../../../../src/lib/checks/engine/judge.ts'
import {podErrors} from '../../../../../src/lib/checks/rules/pods/pod-errors.ts'
import {isRefused} from '../../../../../src/lib/checks/facts/pod-state.ts'
import {factsOf, subject, well} from '../../well.ts'
import {ruleCases} from '../cases/all.ts'
import {group} from '../cases/container-groups.ts'

// A pod that was refused keeps its status, also when Azure accepts the container group later.

const ids = [...podErrors.map(({id}) => id), 'pod-accepted']

/** Facts with a pod that a check says was refused. */
function refusedBy(id: string) {
  const {facts = {}} = ruleCases[id]?.fires.find(({facts: given}) => given?.podsOnNode?.some(isRefused) === true) ?? {}
  const pods = (facts.podsOnNode ?? []).filter(isRefused).slice(0, 1)
  return {...well, ...facts, podsOnNode: pods}
}

function found(id: string, containerGroups: readonly ReturnType<typeof group>[], facts = refusedBy(id)) {
  const rules = connectorRules.filter(rule => rule.id === id)
  return judge(rules, subject, factsOf({...facts, containerGroups}), {target: {resourceGroup: 'g', clusterName: 'c'}})
}

describe.each(ids)('%s, of a pod that has a container group by now', id => {
  const facts = refusedBy(id)
  const name = facts.podsOnNode[0]?.metadata.name ?? ''

  it('says that the cause is over, and only how to delete the pod', () => {
    const [one, ...more] = found(id, [group(name)])
    expect(more).toEqual([])
    expect(one).toMatchObject({
      verdict: 'problem',
      message: expect.stringMatching(/ Its container group exists by now: the cause is over, and only the status is left\.$/),
      remedy: `Delete the pods, because the status of a refused pod does not change any more:\nkubectl delete pods ${name} --namespace default`,
    })
  })

  it('advises as ever if the container group failed, or is that of an earlier pod', () => {
    const without = found(id, [])
    expect(without[0]?.message).not.toContain('the cause is over')
    expect(found(id, [group(name, {provisioningState: 'Failed'}), group('other')])).toEqual(without)
  })
})

it('tells the pods that are still refused from those', () => {
  const facts = refusedBy('pod-capacity')
  const [pod] = facts.podsOnNode
  if (pod === undefined) throw new Error('There is no pod.')
  const other = {...pod, metadata: {...pod.metadata, name: 'later', uid: 'uid-of-later'}}
  const both = found('pod-capacity', [group('later')], {...facts, podsOnNode: [pod, other]})
  expect(both.map(({message}) => /^Pod \S+?:/.exec(message)?.[0])).toEqual([`Pod default/${pod.metadata.name}:`, 'Pod default/later:'])
})

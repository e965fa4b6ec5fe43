import {describe, expect, it} from '@jest/globals'
import {az, helm, kubectl, vkctl, type PrintedCommand} from '../../../src/lib/printed-commands/printed-command.ts'
import {joinedRemedies, printedCommand, printedRemedy} from '../../../src/lib/printed-commands/printed-lines.ts'

const named = {resourceGroup: 'my group', clusterName: 'c'}
const own = {kubeconfig: '/k', context: 'ctx'}

describe('a command is printed with what says which cluster is meant', () => {
  it.each<[PrintedCommand, Parameters<typeof printedCommand>[1], string]>([
    [vkctl`list`, named, "vkctl list --resource-group 'my group' --name c"],
    [vkctl`list`, {...named, ...own}, "vkctl list --resource-group 'my group' --name c --kubeconfig /k --context ctx"],
    [vkctl`why p`, own, 'vkctl why p --kubeconfig /k --context ctx'],
    [vkctl`list`, {}, 'vkctl list --resource-group RESOURCE_GROUP --name CLUSTER'],
    [vkctl`remove-connector`, own, 'vkctl remove-connector --resource-group RESOURCE_GROUP --name CLUSTER --kubeconfig /k --context ctx'],
    [vkctl`list --name x`, {...named, admin: true}, "vkctl list --name x --resource-group 'my group' --admin"],
    [vkctl`provider check`, {...named, ...own, subscription: 's'}, 'vkctl provider check --subscription s'],
    [vkctl`explain x`, named, 'vkctl explain x'],
    [vkctl`orphans --all-clusters`, {...named, subscription: 's'}, 'vkctl orphans --all-clusters --subscription s'],
    [vkctl`list`, {...named, environmentSubscription: 's'}, "vkctl list --resource-group 'my group' --name c"],
    [az`aks show`, {...named, subscription: 's', environmentSubscription: 'e'}, 'az aks show --subscription s'],
    [az`aks show`, {environmentSubscription: 'e'}, 'az aks show --subscription e'],
    [az`aks show --subscription x`, {subscription: 's'}, 'az aks show --subscription x'],
    [az`container delete --ids /subscriptions/s/x`, {subscription: 's'}, 'az container delete --ids /subscriptions/s/x'],
    [kubectl`get pods`, {...named, ...own}, 'kubectl get pods --kubeconfig /k --context ctx'],
    [kubectl`run x -- curl -s`, own, 'kubectl run x --kubeconfig /k --context ctx -- curl -s'],
    [helm`list`, own, 'helm list --kubeconfig /k --kube-context ctx'],
  ])('%j for %j', (command, target, printed) => {
    expect(printedCommand(command, target, 'posix')).toBe(printed)
  })
})

describe('what to do', () => {
  it('has its commands on lines of their own', () => {
    expect(printedRemedy(['Look:', kubectl`get pods`], {context: 'x'})).toEqual({
      remedy: 'Look:\nkubectl get pods --context x',
      commands: ['kubectl get pods --context x'],
    })
    expect(printedRemedy('Think.', {})).toEqual({remedy: 'Think.'})
    expect(printedRemedy('', {})).toEqual({remedy: ''})
  })

  it('has each line once when several are joined', () => {
    const [one, other] = [printedRemedy(['Do:', kubectl`a`], {}), printedRemedy(['Do:', kubectl`b`], {})]
    expect(joinedRemedies([one, other, {remedy: ''}])).toEqual({remedy: 'Do:\nkubectl a\nkubectl b', commands: ['kubectl a', 'kubectl b']})
  })
})

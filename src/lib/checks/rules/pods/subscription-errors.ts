import {withOtherGroup, withOtherSubnet} from '../../wording/install-again.ts'
import {az, kubectl, vkctl} from '../../../printed-commands/printed-command.ts'
import {resourceGroupId} from '../../../azure/resources/ids.ts'
import type {PodError} from './pod-error.ts'

const place = /\/subscriptions\/(?<subscription>[\w-]+)\/resourceGroups\/(?<group>[^/'"\s]+)/i

/** The subscription and the resource group of a text of Azure; words to replace where it names none. */
function placeIn(text: string): {readonly subscription: string; readonly group: string; readonly scope: string} {
  const {subscription = 'SUBSCRIPTION_ID', group = 'GROUP'} = place.exec(text)?.groups ?? {}
  return {subscription, group, scope: resourceGroupId(subscription, group)}
}

/**
 * What a subscription or its administrators refuse: policies, locks, a disabled subscription, a full subnet. The pods themselves are right.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors
 */
export const subscriptionErrors: readonly PodError[] = [
  {
    id: 'pod-policy',
    pattern: /RequestDisallowedByPolicy|RequestDisallowedByAzure/,
    createAgain: true,
    title: 'Azure Policy allows the container groups',
    page: {
      symptom: 'Pods are `ProviderFailed`. Their status contains 403 and `RequestDisallowedByPolicy`.',
      cause:
        'Azure Policy forbids the container group. Common policies allow only some locations or resource types, forbid public addresses, or require tags. The connector cannot set tags.',
      fix: 'Ask whoever manages the policies for an exemption of the ACI resource group. If the policy is only assigned to that group, use another one with `--aci-resource-group`. If it forbids public addresses, install the connector with a subnet.',
    },
    remedy({answer}, _, connector) {
      const {scope} = placeIn(answer)
      const assignment = /\/[^'"\s\\]*\/policyAssignments\/[^'"\s,}\\]+/i.exec(answer)?.[0] ?? 'POLICY_ASSIGNMENT_ID'
      return [
        'Ask whoever manages Azure Policy to exempt the ACI resource group:',
        az`policy exemption create --name virtual-kubelet --exemption-category Waiver --policy-assignment ${assignment} --scope ${scope}`,
        'Or install the connector with a subnet, or with another resource group:',
        withOtherGroup(connector),
      ]
    },
  },
  {
    id: 'pod-unlocked',
    explainedBy: ['group-unlocked'],
    pattern: /ScopeLocked/,
    createAgain: true,
    title: 'No lock of Azure blocks the container groups',
    page: {
      symptom: 'Pods are `ProviderFailed`, or cannot be deleted. Their status contains 409 and `ScopeLocked`.',
      cause:
        'The ACI resource group or its subscription has a lock. A `ReadOnly` lock forbids new container groups. A `CanNotDelete` lock keeps those of deleted pods, which go on costing money.',
      fix: 'Delete the lock with `az lock delete`, or use another resource group with `--aci-resource-group`.',
    },
    remedy({answer}, _, connector) {
      const {group, subscription} = placeIn(answer)
      return [
        'Delete the lock. These show and delete it:',
        az`lock list --resource-group ${group} --subscription ${subscription} --output table`,
        az`lock delete --resource-group ${group} --subscription ${subscription} --name LOCK`,
        'Or use another resource group:',
        withOtherGroup(connector),
      ]
    },
  },
  {
    id: 'pod-subscription',
    explainedBy: ['subscription-active'],
    pattern: /ReadOnlyDisabledSubscription|SubscriptionDisabled|DisabledSubscription/,
    createAgain: true,
    title: 'No pod failed because the subscription is disabled',
    page: {
      symptom: 'Pods are `ProviderFailed`. Their status contains 409 and `ReadOnlyDisabledSubscription`.',
      cause: 'The subscription is disabled: a bill was not paid, its credit or spending limit is used up, or somebody cancelled it.',
      fix: 'Let an owner of the billing account reactivate the subscription in the Azure portal (Subscriptions, Reactivate).',
    },
    remedy: ({answer}) => [
      'Let an owner of the billing account reactivate the subscription in the Azure portal (Subscriptions, Reactivate). This shows its state:',
      az`account show --subscription ${placeIn(answer).subscription} --query state`,
    ],
  },
  {
    id: 'pod-subnet-full',
    explainedBy: ['subnet-addresses'],
    pattern: /SubnetIsFull|InsufficientSubnetSize|NoAvailableAddressSpace|InsufficientSubnetAddress/,
    createAgain: true,
    title: 'The subnet has free addresses for the pods',
    page: {
      symptom: 'Pods are `ProviderFailed`. Their status contains `SubnetIsFull`.',
      cause: 'Each container group has an address of the subnet, and Azure keeps five addresses of every subnet. None is free.',
      fix: 'Delete pods, or container groups that are left behind (`vkctl orphans`). For more pods, create a larger subnet, delegate it to ACI, and install the connector with it.',
    },
    remedy: (_error, _roles, connector) => [
      'Delete container groups that nobody needs. To find those that are left behind:',
      vkctl`orphans`,
      'Or use a larger subnet:',
      withOtherSubnet(connector),
    ],
  },
  {
    id: 'pod-registry-limit',
    pattern: /toomanyrequests|TOOMANYREQUESTS|pull rate limit/,
    title: 'No registry limits the pulls of the pods',
    page: {
      symptom: 'Pods are `ProviderFailed` or `Waiting`. Their status or events contain `toomanyrequests` and `pull rate limit`.',
      cause:
        'Docker Hub limits how many images may be pulled from an address without an account. ACI pulls from addresses that it shares with other customers, so the limit can be reached even if you pull nothing.',
      fix: 'Copy the image into a registry of your own with `az acr import`, or add an `imagePullSecret` with an account of Docker Hub (server `index.docker.io`).',
    },
    remedy({text}) {
      const image = /image "([^"]+)"/.exec(text)?.[1] ?? /image '([^']+)'/.exec(text)?.[1] ?? 'IMAGE'
      const source =
        image.split('/').length === 1 ? `docker.io/library/${image}` : image.split('/').length === 2 ? `docker.io/${image}` : image
      return [
        'Copy the image into your own registry and use it from there, or add an imagePullSecret with an account of Docker Hub to the pods:',
        az`acr import --name REGISTRY --source ${source}`,
        kubectl`create secret docker-registry docker-hub --docker-server=index.docker.io --docker-username=NAME --docker-password=TOKEN`,
      ]
    },
  },
]

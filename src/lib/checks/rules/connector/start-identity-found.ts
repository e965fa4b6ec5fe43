import {startErrorRule} from './start-error.ts'

export const startIdentityFound = startErrorRule({
  id: 'start-identity-found',
  title: 'The nodes have the identity that it was given',
  page: {
    symptom: 'The connector crashes, or pods fail, with "Identity not found".',
    cause:
      'It asks the node that it runs on for a token of a managed identity that this node does not have: the kubelet identity was changed, or an identity was never attached to the scale sets.',
    fix: 'Run install-connector with the same arguments again; it looks up the identity of the nodes. Attach an identity of your own with az vmss identity assign to every scale set of the node resource group.',
  },
  pattern: /Identity not found/i,
  remedy: 'Run install-connector with the same arguments again; it looks up the identity of the nodes.',
})

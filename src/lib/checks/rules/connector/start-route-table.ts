import {startErrorRule} from './start-error.ts'

export const startRouteTable = startErrorRule({
  id: 'start-route-table',
  title: 'Its subnet has no route table',
  page: {
    symptom: 'The connector crashes with "unable to delegate subnet … since it references the route table".',
    cause:
      'The provider takes no subnet with a route table, although Azure would. Clusters with kubenet or a firewall have one on the subnets of their nodes.',
    fix: 'Give it another subnet, for container groups only, without a route table.',
  },
  pattern: /references the route table/,
  remedy: 'Run install-connector again with another subnet, one without a route table.',
})

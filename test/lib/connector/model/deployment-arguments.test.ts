import {describe, expect, it} from '@jest/globals'
import {environmentOf, nodeArgument, osArgument, runsConnectorOf} from '../../../../src/lib/connector/model/deployment-arguments.ts'
import type {DeploymentObject} from '../../../../src/lib/kubernetes/objects.ts'

function withArgs(...args: string[]): DeploymentObject {
  return {
    metadata: {name: 'd'},
    spec: {
      template: {
        spec: {containers: [{args: ['--log-level', 'info']}, {args, env: [{name: 'ACI_REGION', value: 'westus'}, {name: 'SECRET'}]}]},
      },
    },
  }
}

describe('what a Deployment hands to the provider', () => {
  it.each([
    [['--nodename', 'n', '--os', 'Windows'], 'n', 'Windows'],
    [['--nodename=n', '--os=windows'], 'n', 'Windows'],
    [['--os', 'Linux', '--nodename=a=b'], 'a=b', 'Linux'],
    [['--nodename-suffix', 'x'], undefined, 'Linux'],
    [['--nodename'], undefined, 'Linux'],
    [[], undefined, 'Linux'],
  ])('is read from %j', (args, node, os) => {
    expect(nodeArgument(withArgs(...args))).toBe(node)
    expect(osArgument(withArgs(...args))).toBe(os)
  })

  it('is nothing without a Deployment, or with one that has no containers', () => {
    expect(nodeArgument(undefined)).toBeUndefined()
    expect(nodeArgument({metadata: {name: 'd'}})).toBeUndefined()
    expect(environmentOf(undefined, 'ACI_REGION')).toBeUndefined()
  })

  it('includes its environment', () => {
    expect(environmentOf(withArgs(), 'ACI_REGION')).toBe('westus')
    expect(environmentOf(withArgs(), 'SECRET')).toBeUndefined()
  })
})

describe('a pod runs the connector of a node', () => {
  const pod = (...args: string[]) => ({metadata: {name: 'p'}, spec: {containers: [{name: 'x'}, {name: 'c', args}]}})

  it('when its command line names the node, in either form', () => {
    expect(runsConnectorOf(pod('--nodename', 'n'), 'n')).toBe(true)
    expect(runsConnectorOf(pod('--nodename=n'), 'n')).toBe(true)
  })

  it('not when it names another that only begins alike', () => {
    expect(runsConnectorOf(pod('--nodename', 'n-2'), 'n')).toBe(false)
    expect(runsConnectorOf(pod(), 'n')).toBe(false)
    expect(runsConnectorOf({}, 'n')).toBe(false)
  })
})

import {describe, expect, it} from '@jest/globals'
import {differencesBetween} from '../../../../src/lib/connector/drift/compare.ts'
import type {KubeObject} from '../../../../src/lib/kubernetes/objects.ts'

function deployment(containers: readonly object[]): KubeObject {
  const object = {apiVersion: 'apps/v1', kind: 'Deployment', metadata: {name: 'd'}, spec: {template: {spec: {containers}}}}
  return object
}

/** What is shown of the values of two Deployments with these variables. */
function shown(expected: readonly object[], found: readonly object[]): string {
  const one = (env: readonly object[]): KubeObject => deployment([{name: 'c', env: [{name: 'A', value: 'a'}, ...env]}])
  return JSON.stringify(differencesBetween(one(expected), one(found)))
}

describe('the values of differences', () => {
  it.each(['AZURE_CLIENT_SECRET', 'DB_PASSWORD', 'API_KEY', 'AccessToken', 'ConnectionString'])(
    'are hashes of the variable %s, whether it is added, changed or part of something larger',
    name => {
      const [old, other] = [
        {name, value: 'hunter1'},
        {name, value: 'hunter2'},
      ]
      expect(shown([], [other])).toMatch(/"value":"sha256:[0-9a-f]{8}"/)
      expect(shown([old], [other])).toContain('sha256:')
      const sidecar = differencesBetween(deployment([{name: 'c'}]), deployment([{name: 'c'}, {name: 's', env: [other]}]))
      for (const text of [shown([], [other]), shown([old], [other]), JSON.stringify(sidecar)]) {
        expect(text).toContain(name)
        expect(text).not.toContain('hunter')
      }
    },
  )

  it('are shown of other variables', () => {
    expect(shown([{name: 'ACI_REGION', value: 'eastus'}], [{name: 'ACI_REGION', value: 'westus'}])).toContain('westus')
    expect(shown([], [{name: 'APISERVER_KEY_LOCATION', value: '/tmp/tls.key'}])).toContain('/tmp/tls.key')
  })
})

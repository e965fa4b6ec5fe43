import {expect, it} from '@jest/globals'
import {secretPaths} from '../../../src/lib/helm/secret-values.ts'

it('values that may be secret are found by their names, if they are set', () => {
  expect(
    secretPaths({
      nodeName: 'n',
      providers: {azure: {clientId: 'id', clientKey: 'k', apiserverKey: ''}},
      registry: [{password: 'p', user: null}],
      token: null,
    }),
  ).toEqual(['providers.azure.clientKey', 'registry.0.password'])
})

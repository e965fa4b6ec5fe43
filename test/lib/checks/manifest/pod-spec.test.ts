import {expect, it} from '@jest/globals'
import {appContainers, initContainers} from '../../../../src/lib/checks/manifest/pod-spec.ts'

it('containers are called by their name, and counted from 1 when they have none', () => {
  const spec = {containers: [{name: 'web'}, {}], initContainers: [{}, {name: 'wait'}]}
  expect(appContainers(spec).map(({label}) => label)).toEqual(['Container web', 'Container 2'])
  expect(initContainers(spec).map(({label}) => label)).toEqual(['Init container 1', 'Init container wait'])
})

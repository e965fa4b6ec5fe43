import {describe, expect, it} from '@jest/globals'
import {skewWarning} from '../../../src/lib/kubernetes/version.ts'

describe('versions', () => {
  it.each([
    ['v1.36.3', 'v1.35.0', false],
    ['v1.33.0', 'v1.34.9-eks-1', false],
    ['v1.20.0', 'v1.36.3', true],
    ['v1.36.3', 'v1.34.0', true],
    ['unknown', 'v1.34.0', false],
  ])('%s with a server of %s: warns %s', (client, server, warns) => {
    expect(skewWarning(client, server) !== undefined).toBe(warns)
  })
})

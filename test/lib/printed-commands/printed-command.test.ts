import {describe, expect, it} from '@jest/globals'
import {az, kubectl, vkctl} from '../../../src/lib/printed-commands/printed-command.ts'

describe('a printed command', () => {
  it('has a word for each text between blanks, and for each filled-in text', () => {
    expect(kubectl`get pods --namespace ${'a b'}`).toEqual({program: 'kubectl', words: ['get', 'pods', '--namespace', 'a b']})
    expect(kubectl`wait namespace/${'n'} --timeout=${'5m'}s ${''}`.words).toEqual(['wait', 'namespace/n', '--timeout=5ms', ''])
  })

  it('has a word for each item of a list', () => {
    expect(vkctl`why ${['a', 'b c']} ${[]} --yes`.words).toEqual(['why', 'a', 'b c', '--yes'])
    expect(az`x ${'a'}-${'b'}`.words).toEqual(['x', 'a-b'])
    expect(az`x ${'a'} ${'b'}`.words).toEqual(['x', 'a', 'b'])
  })
})

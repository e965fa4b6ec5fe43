import {load} from 'js-yaml'
import {describe, expect, it} from '@jest/globals'
import {knownPartOf} from '../../../../src/lib/kubernetes/kubeconfig/handed-out-kubeconfig.ts'
import {Secret} from '../../../../src/lib/secret.ts'

type Fields = Readonly<Record<string, unknown>>

const known = {server: 'https://a:443', 'certificate-authority-data': 'Q0E='}

function handedOut(user: Fields, cluster: Fields = {}): Secret {
  return new Secret(
    JSON.stringify({
      'current-context': 'admin',
      contexts: [{name: 'admin', context: {cluster: 'a', user: 'u', namespace: 'prod'}}],
      clusters: [{name: 'a', cluster: {...known, ...cluster}}],
      users: [
        {name: 'other', user: {exec: {command: '/bin/sh'}}},
        {name: 'u', user},
      ],
    }),
  )
}

const signIn = async () => new Secret(`t'o"k: e#n`)
const part = async (user: Fields, cluster?: Fields) => load((await knownPartOf(handedOut(user, cluster), signIn)).reveal()) as Fields
const signedIn = (user: Fields) => ({
  clusters: [{name: 'cluster', cluster: known}],
  contexts: [{name: 'cluster', context: {cluster: 'cluster', user: 'cluster'}}],
  users: [{name: 'cluster', user}],
})

describe('a kubeconfig that Azure hands out', () => {
  it.each([[{token: 't'}], [{'client-certificate-data': 'Yw==', 'client-key-data': 'aw=='}]])('keeps %j', async user => {
    expect(await part(user)).toMatchObject(signedIn(user))
  })

  it.each([[{exec: {command: 'kubelogin', args: ['get-token']}}], [{'auth-provider': {name: 'azure'}}]])(
    'is given a token in place of %j',
    async user => {
      expect(await part(user)).toMatchObject(signedIn({token: `t'o"k: e#n`}))
    },
  )

  it('loses all else', async () => {
    const {server: _, ...rest} = {
      ...known,
      'proxy-url': 'http://proxy',
      'insecure-skip-tls-verify': true,
      'certificate-authority': '/etc/passwd',
    }
    expect(await part({token: 't', as: 'somebody', tokenFile: '/etc/shadow', 'client-key': '/key'}, rest)).toEqual({
      apiVersion: 'v1',
      kind: 'Config',
      'current-context': 'cluster',
      ...signedIn({token: 't'}),
    })
  })

  it.each<readonly [Fields, Fields, RegExp]>([
    [{exec: {command: '/bin/sh', args: ['-c', 'id']}}, {}, /names the program \/bin\/sh for signing in\. vkctl does not run it\./],
    [{exec: {command: './kubelogin'}, token: 't'}, {}, /names the program \.\/kubelogin/],
    [{exec: null}, {}, /names the program/],
    [{'auth-provider': {name: 'gcp'}}, {}, /authentication provider that vkctl does not know/],
    [{tokenFile: '/token'}, {}, /neither a token nor a client certificate/],
    [{token: 't'}, {server: 'http://a'}, /not an https address/],
    [{token: 't'}, {server: 'https://a\u001B[31m b'}, /not an https address/],
  ])('is refused with %j %j', async (user, cluster, message) => {
    await expect(knownPartOf(handedOut(user, cluster), signIn)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringMatching(message),
    })
  })
})

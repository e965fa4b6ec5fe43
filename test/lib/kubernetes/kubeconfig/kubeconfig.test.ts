import {load} from 'js-yaml'
import {describe, expect, it} from '@jest/globals'
import {UserError} from '../../../../src/lib/errors.ts'
import {readKubeconfig} from '../../../../src/lib/kubernetes/kubeconfig/kubeconfig.ts'
import {bomb} from '../../../bomb.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const two = `apiVersion: v1
kind: Config
current-context: second
contexts:
- {name: first, context: {cluster: a, user: admin}}
- {name: second, context: {cluster: b, user: person}}
- {name: broken, context: {cluster: none, user: admin}}
- {name: nobody, context: {cluster: a, user: none}}
clusters:
- {name: a, cluster: {server: "https://a:443", certificate-authority-data: ${base64('CA of a')}}}
- {name: b, cluster: {server: "https://b:443"}}
users:
- {name: admin, user: {client-certificate-data: eA==, token: s3cret}}
- {name: person, user: {exec: {command: kubelogin}}}
`

describe('a kubeconfig', () => {
  it('leads to the server of its current context', async () => {
    expect(await readKubeconfig(two)).toEqual({
      server: 'https://b:443',
      certificateAuthority: undefined,
      unverified: undefined,
      api: undefined,
    })
  })

  it('leads to that of another when it is named', async () => {
    expect(await readKubeconfig(two, 'first')).toMatchObject({server: 'https://a:443', certificateAuthority: 'CA of a'})
  })

  it('can be JSON', async () => {
    expect(await readKubeconfig(JSON.stringify(load(two)))).toMatchObject({server: 'https://b:443'})
  })

  it.each([
    [{'insecure-skip-tls-verify': true}, /insecure-skip-tls-verify/],
    [{server: 'http://b'}, /an address with http/],
  ])('says when another server could answer: %j', async (setting, reason) => {
    const config = load(two) as {clusters: unknown[]}
    const clusters = [{name: 'b', cluster: {server: 'https://b:443', ...setting}}]
    expect((await readKubeconfig(JSON.stringify({...config, clusters}))).unverified).toMatch(reason)
  })

  it.each([
    ['a context that it does not have', 'third', "The kubeconfig has no context 'third'."],
    [
      'a context without a cluster',
      'broken',
      "The context 'broken' of the kubeconfig names the cluster 'none', which the kubeconfig does not have.",
    ],
    [
      'a context without a user',
      'nobody',
      "The context 'nobody' of the kubeconfig names the user 'none', which the kubeconfig does not have.",
    ],
  ])('is refused with %s', async (_, context, message) => {
    await expect(readKubeconfig(two, context)).rejects.toMatchObject({message, exitCode: 2})
  })

  it.each([
    ['no current context', two.replace('current-context: second', ''), 'The kubeconfig names no current context.'],
    ['nothing', '', 'The kubeconfig is empty.'],
    ['a list', '[]', 'The kubeconfig is not valid YAML.'],
    ['a number for its contexts', '{contexts: 5, current-context: a}', "The kubeconfig has no context 'a'."],
    ['a context that is null', '{contexts: [null], current-context: a}', "The kubeconfig has no context 'a'."],
    ['a context that says nothing', '{contexts: [{name: a}], current-context: a}', "The kubeconfig has no context 'a'."],
    ['a cluster without a server', two.replace('server: "https://b:443"', 'server: 5'), "The cluster 'b' of the kubeconfig has no server."],
    [
      'a CA that is not base64',
      two.replace('server: "https://b:443"', 'server: "https://b:443", certificate-authority-data: "!"'),
      'The certificate-authority-data of the kubeconfig is not base64.',
    ],
    ['a page of HTML', '<html><body>Sign in</body></html>', 'The kubeconfig is not valid YAML.'],
    [
      'aliases of aliases',
      `current-context: a\n${bomb('x')}contexts: [{name: a, context: {cluster: *a39}}]`,
      'The kubeconfig is not valid YAML.',
    ],
    ['broken YAML', 'users: [token: s3cret', 'The kubeconfig is not valid YAML.'],
    ['an empty map', '{}', 'The kubeconfig names no current context.'],
  ])('is refused when it holds %s, without a word of its content', async (_, text, message) => {
    const error = await readKubeconfig(text).then(
      () => undefined,
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(UserError)
    expect((error as UserError).message).toBe(message)
    expect(JSON.stringify([(error as UserError).hints, String((error as UserError).cause)])).not.toContain('s3cret')
  })
})

describe('the API server can be asked without kubectl', () => {
  const one = {
    cluster: {server: 'https://a:443/', 'certificate-authority-data': base64('CA')} as Record<string, unknown>,
    user: {} as Record<string, unknown>,
  }
  const read = async ({cluster, user}: Partial<typeof one>) =>
    (
      await readKubeconfig(
        JSON.stringify({
          'current-context': 'c',
          contexts: [{name: 'c', context: {cluster: 'c', user: 'c'}}],
          clusters: [{name: 'c', cluster: {...one.cluster, ...cluster}}],
          users: [{name: 'c', user}],
        }),
      )
    ).api
  const pair = {'client-certificate-data': base64('certificate'), 'client-key-data': base64('key')}

  it('with a token, a certificate or both, as AKS hands them out', async () => {
    const tokened = await read({user: {token: 's3cret'}})
    expect(tokened).toMatchObject({server: 'https://a:443/', certificateAuthority: 'CA'})
    expect(tokened?.token?.reveal()).toBe('s3cret')
    const both = await read({user: {...pair, token: 's3cret'}})
    expect(both).toMatchObject({clientCertificate: 'certificate'})
    expect([both?.clientKey?.reveal(), both?.token?.reveal()]).toEqual(['key', 's3cret'])
    expect((await read({user: pair}))?.token).toBeUndefined()
    expect(JSON.stringify(both)).not.toMatch(/s3cret|"key"/)
  })

  it.each<readonly [string, Partial<typeof one>]>([
    ['a plugin signs in', {user: {exec: {command: 'kubelogin'}}}],
    ['nothing signs in', {user: {}}],
    ['a password does', {user: {username: 'me', password: 'p'}}],
    ['the token is in a file', {user: {tokenFile: '/token'}}],
    ['somebody else is impersonated', {user: {token: 't', as: 'somebody'}}],
    ['the key is in a file', {user: {'client-certificate-data': 'eA==', 'client-key': '/key'}}],
    ['the key is missing', {user: {'client-certificate-data': 'eA=='}}],
    ['a proxy is in between', {cluster: {'proxy-url': 'http://proxy'}, user: {token: 't'}}],
    ['the server has another name', {cluster: {'tls-server-name': 'b'}, user: {token: 't'}}],
    ['its certificate is not looked at', {cluster: {'insecure-skip-tls-verify': true}, user: {token: 't'}}],
    ['its CA is in a file', {cluster: {'certificate-authority-data': undefined, 'certificate-authority': '/ca'}, user: {token: 't'}}],
    ['it has no CA', {cluster: {'certificate-authority-data': undefined}, user: {token: 't'}}],
    ['it is not asked by TLS', {cluster: {server: 'http://a'}, user: {token: 't'}}],
  ])("not when %s: that is kubectl's", async (_, config) => {
    expect(await read(config)).toBeUndefined()
  })
})

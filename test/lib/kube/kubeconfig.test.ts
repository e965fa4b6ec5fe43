import {load} from 'js-yaml'
import {describe, expect, it} from '@jest/globals'
import {UserError} from '../../../src/lib/errors.ts'
import {readKubeconfig, withToken} from '../../../src/lib/kube/kubeconfig.ts'
import {Secret} from '../../../src/lib/secret.ts'

const base64 = (text: string) => Buffer.from(text).toString('base64')
const two = `apiVersion: v1
kind: Config
current-context: second
contexts:
- {name: first, context: {cluster: a, user: admin}}
- {name: second, context: {cluster: b, user: person}}
- {name: broken, context: {cluster: none, user: admin}}
clusters:
- {name: a, cluster: {server: "https://a:443", certificate-authority-data: ${base64('CA of a')}}}
- {name: b, cluster: {server: "https://b:443"}}
users:
- {name: admin, user: {client-certificate-data: x, token: s3cret}}
- {name: person, user: {exec: {command: kubelogin}}}
`

describe('a kubeconfig', () => {
  it('leads to the server of its current context', async () => {
    expect(await readKubeconfig(two)).toEqual({server: 'https://b:443', certificateAuthority: undefined, needsPlugin: true})
  })

  it('leads to that of another when it is named', async () => {
    expect(await readKubeconfig(two, 'first')).toEqual({server: 'https://a:443', certificateAuthority: 'CA of a', needsPlugin: false})
  })

  it('can be JSON', async () => {
    expect(await readKubeconfig(JSON.stringify(load(two)))).toMatchObject({server: 'https://b:443'})
  })

  it('of an older AKS needs a plugin too', async () => {
    expect(await readKubeconfig(two.replace('exec: {command: kubelogin}', 'auth-provider: {name: azure}'))).toMatchObject({
      needsPlugin: true,
    })
  })

  it.each([
    ['a context that it does not have', 'third', "The kubeconfig has no context 'third'."],
    ['a context without a cluster', 'broken', "The kubeconfig has no context 'broken'."],
  ])('is refused with %s', async (_, context, message) => {
    await expect(readKubeconfig(two, context)).rejects.toMatchObject({message, exitCode: 2})
  })

  it.each([
    ['no current context', two.replace('current-context: second', ''), 'The kubeconfig names no current context.'],
    ['nothing', '', 'The kubeconfig is not valid YAML.'],
    ['a page of HTML', '<html><body>Sign in</body></html>', 'The kubeconfig is not valid YAML.'],
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

  it('can be given a token in place of what its users sign in with', async () => {
    const nasty = `e'y"J: #{}\n`
    const changed = await withToken(new Secret(two), new Secret(nasty))
    expect(JSON.stringify(changed)).not.toContain('eyJ')
    const parsed = load(changed.reveal()) as {users: unknown}
    expect(parsed.users).toEqual([
      {name: 'admin', user: {token: nasty}},
      {name: 'person', user: {token: nasty}},
    ])
    expect(await readKubeconfig(changed.reveal())).toEqual({server: 'https://b:443', certificateAuthority: undefined, needsPlugin: false})
    expect(await readKubeconfig(changed.reveal(), 'first')).toMatchObject({certificateAuthority: 'CA of a'})
  })
})

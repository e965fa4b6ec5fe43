import {describe, expect, it} from '@jest/globals'
import {NotAllowedError} from '../../../src/lib/errors.ts'
import {HelmFailed, helmError} from '../../../src/lib/helm/helm-errors.ts'

const fail = (stderr: string) => helmError('install it', {args: ['upgrade'], helmExitCode: 1, stderr})

describe('a failure of helm', () => {
  it('is told without the lines that only repeat it', () => {
    const error = fail(
      'WARNING: Kubernetes configuration file is group-readable. This is insecure. Location: x\n' +
        'level=WARN msg="upgrade failed" name=r error="has no deployed releases"\n' +
        'Error: UPGRADE FAILED: "r" has no deployed releases\n',
    )
    expect(error).toBeInstanceOf(HelmFailed)
    expect(error.message).toBe('Helm could not install it: UPGRADE FAILED: "r" has no deployed releases')
    expect(error).toMatchObject({args: ['upgrade'], helmExitCode: 1, exitCode: 1, hints: []})
  })

  it('is told when helm says nothing', () => {
    expect(fail('').message).toBe('Helm could not install it: it failed with exit code 1 and printed no message')
  })

  it.each([
    ['Error: UPGRADE FAILED: another operation (install/upgrade/rollback) is in progress', /repairs a release that was interrupted/],
    [
      'Error: kubernetes cluster unreachable: Get "https://127.0.0.1:9/version": dial tcp 127.0.0.1:9: connect: connection refused',
      /reach its API server/,
    ],
    [
      'Error: Unable to continue with install: ServiceAccount "x" in namespace "vk" exists and cannot be imported into the current release: invalid ownership',
      /does not belong to this release/,
    ],
    [
      "Error: values don't meet the specifications of the schema(s) in the following chart(s):\naci-connector:\n- at '/osType': value must be one of",
      /--set-values/,
    ],
    ['Error: could not find a ready tiller pod', /vkctl rbac init/],
  ])('has a remedy: %s', (stderr, hint) => {
    expect(fail(stderr).hints).toEqual([expect.stringMatching(hint)])
  })

  it('names who may not do what, and where', () => {
    const error = fail(
      'Error: unable to continue with install: could not get information about the resource Deployment "r" in namespace "vk": deployments.apps "r" is forbidden: User "system:serviceaccount:vk:weak" cannot get resource "deployments" in API group "apps" in the namespace "vk"',
    )
    expect(error).toBeInstanceOf(NotAllowedError)
    expect(error.message).toBe('Helm could not install it: system:serviceaccount:vk:weak may not get deployments.apps in the namespace vk.')
    const list = fail(
      'Error: list: failed to list: secrets is forbidden: User "me" cannot list resource "secrets" in API group "" at the cluster scope',
    )
    expect(list.message).toBe('Helm could not install it: me may not list secrets in the whole cluster.')
    expect(list.exitCode).toBe(8)
  })

  it('tells a user who may not give rights away', () => {
    const error = fail(
      'Error: clusterroles.rbac.authorization.k8s.io "x" is forbidden: user "me" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n{APIGroups:[""], Resources:["pods"], Verbs:["list"]}',
    )
    expect(error.message).toBe('Helm could not install it: me cannot grant the connector permissions that it does not have itself.')
    expect(error.exitCode).toBe(8)
  })

  it('is one of sign-in when the credentials are refused', () => {
    expect(fail('Error: kubernetes cluster unreachable: the server has asked for the client to provide credentials').exitCode).toBe(8)
  })
})

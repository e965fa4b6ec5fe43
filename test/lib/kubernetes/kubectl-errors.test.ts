import {printedHints} from '../../printed-hints.ts'
import {describe, expect, it} from '@jest/globals'
import {NotAllowedError, TimedOutError} from '../../../src/lib/errors.ts'
import {ClusterError, ConflictError} from '../../../src/lib/kubernetes/cluster-errors.ts'
import {kubectlError, refusalIn, saidLines} from '../../../src/lib/kubernetes/kubectl-errors.ts'

// What kubectl 1.20 to 1.36 print; write.test.ts provokes the most important ones.
const rights = 'User "system:serviceaccount:t1:reader" cannot list resource "secrets" in API group "" at the cluster scope'

describe('what kubectl says', () => {
  it.each([
    ['a right that is missing', `Error from server (Forbidden): secrets is forbidden: ${rights}`, NotAllowedError, 8],
    [
      'a path that may not be read',
      'Error from server (Forbidden): forbidden: User "system:anonymous" cannot get path "/api"',
      NotAllowedError,
      8,
    ],
    [
      'rights that one may not grant',
      'Error from server (Forbidden): clusterroles.rbac.authorization.k8s.io "x" is forbidden: user "me" (groups=["a"]) is attempting to grant RBAC permissions not currently held',
      NotAllowedError,
      8,
    ],
    ['credentials that are not accepted', 'error: You must be logged in to the server (Unauthorized)', NotAllowedError, 8],
    ['a quota', 'Error from server (Forbidden): pods "x" is forbidden: exceeded quota: q, requested: pods=1', ClusterError, 1],
    [
      'a namespace that is going',
      'Error from server (Forbidden): secrets "x" is forbidden: unable to create new content in namespace vk because it is being terminated',
      ClusterError,
      1,
    ],
    ['a wait that took too long', 'error: timed out waiting for the condition on nodes/x', TimedOutError, 5],
    ['a drain that took too long', 'error when evicting pods/"a" -n "b": global timeout reached: 10s', TimedOutError, 5],
    [
      'a drain that waits too long for a pod',
      'error when waiting for pod "a" in namespace "b" to terminate: context deadline exceeded',
      TimedOutError,
      5,
    ],
    ['trouble of the server', 'Error from server: etcdserver: request timed out', ClusterError, 1],
    ['a conflict', 'Error from server (Conflict): Operation cannot be fulfilled', ClusterError, 1],
  ] as const)('of %s becomes an error of its kind', (_, stderr, kind, exitCode) => {
    const error = kubectlError('do it', stderr, 1, ['get'])
    expect(error).toBeInstanceOf(kind)
    expect(error.exitCode).toBe(exitCode)
    expect(error.message).toMatch(/^Could not do it: /)
    expect(error.message).not.toMatch(/Error from server|error: /)
  })

  it.each([
    'error: unable to recognize "STDIN": Get "https://127.0.0.1:1/api?timeout=32s": dial tcp 127.0.0.1:1: connect: connection refused',
    'The connection to the server 127.0.0.1:1 was refused - did you specify the right host or port?',
    'Unable to connect to the server: dial tcp: lookup x.hcp.eastus.azmk8s.io: no such host',
    'Unable to connect to the server: net/http: TLS handshake timeout',
    'Unable to connect to the server: EOF',
    'Error from server (ServiceUnavailable): the server is currently unable to handle the request (get nodes n)',
  ])('of a server out of reach comes with advice: %s', stderr => {
    expect(printedHints(kubectlError('do it', stderr, 1, ['get']))).toMatch(/reach its API server from here/)
  })

  it('is told without log noise, warnings and repetitions, and not at length', () => {
    const noise =
      'E1123 13:59:32.608448    4749 memcache.go:265] "Unhandled Error" err="couldn\'t get current server API group list"\nWarning: v1 Endpoints is deprecated\r\n\n'
    expect(saidLines(`${noise}error: a\r\nerror: a\nError from server (NotFound): b\n`)).toEqual(['a', 'b'])
    expect(kubectlError('x', Array.from({length: 9}, (_, index) => `error: ${index}`).join('\n'), 1, ['get']).message).toBe(
      'Could not x: 4; 5; 6; 7; 8',
    )
  })

  it('is told without the advice that follows every conflict of an apply', () => {
    const conflict =
      'Operation cannot be fulfilled on configmaps "x": the object has been modified; please apply your changes to the latest version'
    const advice = `Please review the fields above--they currently have other managers. Here
are the ways you can resolve this warning:
* If you intend to manage all of these fields, please re-run the apply
  command with the \`--force-conflicts\` flag.
* If you do not intend to manage all of the fields, please edit your
  manifest to remove references to the fields that should keep their
  current managers.
* You may co-own fields by updating your manifest to match the existing
  value; in this case, you'll become the manager if the other manager(s)
  stop managing the field (remove it from their configuration).
See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts`
    expect(saidLines(`error: ${conflict}\n${advice}\n`)).toEqual([conflict])
  })

  it('may be nothing', () => {
    expect(kubectlError('x', '', 137, ['drain', 'node']).message).toBe('Could not x: kubectl ended with exit code 137 and printed nothing')
  })
})

describe('a conflict', () => {
  it.each([
    ['AlreadyExists', 'Error from server (AlreadyExists): error when creating "STDIN": configmaps "x" already exists'],
    ['Conflict', 'Error from server (Conflict): Operation cannot be fulfilled on configmaps "x": the object has been modified'],
  ])('is told by its reason %s', (reason, stderr) => {
    const error = kubectlError('do it', stderr, 1, ['get'])
    expect(error).toBeInstanceOf(ConflictError)
    expect((error as ConflictError).reason).toBe(reason)
  })

  it('is not told by its words, which kubectl may change', () => {
    const stderr = 'error: Operation cannot be fulfilled on configmaps "x": configmaps "x" already exists, the object has been modified'
    expect(kubectlError('do it', stderr, 1, ['get'])).not.toBeInstanceOf(ConflictError)
  })
})

describe('what the API server said', () => {
  it('is found behind the noise of kubectl, with its reason', () => {
    expect(refusalIn('E1123 13:59:32.608448 4749 memcache.go:265] x\nError from server (NotFound): pods "p" not found\n')).toEqual({
      reason: 'NotFound',
      message: 'pods "p" not found',
    })
  })

  it('may have no reason', () => {
    expect(refusalIn('Error from server: etcdserver: request timed out')).toEqual({message: 'etcdserver: request timed out'})
  })

  it('is nothing when kubectl did not reach it', () => {
    expect(refusalIn('Unable to connect to the server: EOF')).toBeUndefined()
  })
})

import {afterAll, beforeAll, beforeEach, describe, expect, it} from '@jest/globals'
import {readDrift} from '../../../../src/lib/connector/drift/read-drift.ts'
import {isAsRendered, type ObjectDrift} from '../../../../src/lib/checks/facts/drift.ts'
import type {Kubectl} from '../../../../src/lib/kubernetes/kubectl.ts'
import {createObjects} from '../../../../src/lib/kubernetes/write.ts'
import {tools} from '../../../tools.ts'
import {readerRights} from '../../kubernetes/objects.ts'
import {startTestApi, type TestApi} from '../../kubernetes/test-api.ts'
import {namespace, objects} from './objects.ts'

const {kubectl: tool} = tools['4.2.3']

describe.each([
  ['through kubectl', (api: TestApi) => api.open(tool)],
  ['by direct requests', (api: TestApi) => api.openDirectly(tool)],
] as const)('comparing objects with what was rendered for them, %s', (_, open) => {
  let api: TestApi
  let kubectl: Kubectl
  beforeAll(async () => {
    api = await startTestApi({controllers: true})
    kubectl = await open(api)
    await createObjects(kubectl, [{apiVersion: 'v1', kind: 'Namespace', metadata: {name: namespace}}], {mayExist: []})
  })
  afterAll(() => api.close())
  const run = (...args: readonly string[]) => kubectl.call('change it', [...args, '--namespace', namespace])
  beforeEach(async () => {
    const kinds = 'deployment,configmap,secret,serviceaccount,pdb,networkpolicy,role,rolebinding'
    await run('delete', kinds, 'x', '--ignore-not-found')
    await createObjects(kubectl, objects, {mayExist: []})
  })
  const drifts = async (): Promise<readonly ObjectDrift[]> => {
    const {compared, unread} = await readDrift(kubectl, objects)
    expect(unread).toEqual([])
    expect(compared).toHaveLength(objects.length)
    return compared.map(({drift}) => drift).filter(drift => !isAsRendered(drift))
  }
  const by = (manager: string) => [expect.objectContaining({manager, operation: 'Update'})]

  it('finds nothing in what was just created, nor after a restart of the pods', async () => {
    expect(await drifts()).toEqual([])
    await run('rollout', 'restart', 'deployment/x')
    expect(await drifts()).toEqual([])
  })

  it('finds what was changed, and who changed it', async () => {
    await run('set', 'env', 'deployment/x', 'ACI_REGION=westus')
    await run('set', 'image', 'deployment/x', 'main=image:2')
    expect(await drifts()).toEqual([
      {
        kind: 'Deployment',
        name: 'x',
        namespace,
        missing: false,
        mustBeRecreated: false,
        differences: [
          {path: 'spec.template.spec.containers[main].env[ACI_REGION].value', expected: 'eastus', found: 'westus', by: by('kubectl-set')},
          {path: 'spec.template.spec.containers[main].image', expected: 'image:1', found: 'image:2', by: by('kubectl-set')},
        ],
      },
    ])
  })

  it('finds what was added and what was removed', async () => {
    await run('set', 'env', 'deployment/x', 'EXTRA=1', 'ACI_REGION-')
    await run('annotate', 'serviceaccount/x', 'example.com/team=blue')
    const [deployment, account] = await drifts()
    expect(deployment?.differences).toEqual([
      {
        path: 'spec.template.spec.containers[main].env[ACI_REGION]',
        expected: {name: 'ACI_REGION', value: 'eastus'},
        found: undefined,
        by: [],
      },
      {
        path: 'spec.template.spec.containers[main].env[EXTRA]',
        expected: undefined,
        found: {name: 'EXTRA', value: '1'},
        by: by('kubectl-set'),
      },
    ])
    expect(account?.differences).toEqual([
      {path: 'metadata.annotations["example.com/team"]', expected: undefined, found: 'blue', by: by('kubectl-annotate')},
    ])
  })

  it('names who scaled a Deployment, but for one that was scaled to 0: then the API server does not know', async () => {
    await run('scale', 'deployment/x', '--replicas=2')
    const [scaled] = await drifts()
    expect(scaled?.differences).toMatchObject([
      {path: 'spec.replicas', expected: 1, found: 2, by: [{manager: 'kubectl', subresource: 'scale'}]},
    ])
    await run('scale', 'deployment/x', '--replicas=0')
    const [stopped] = await drifts()
    expect(stopped?.differences).toMatchObject([{path: 'spec.replicas', expected: 1, found: 0, by: []}])
  })

  it('finds a whole field that was removed', async () => {
    await run('patch', 'rolebinding', 'x', '--type=json', '-p', '[{"op":"remove","path":"/subjects"}]')
    await run('patch', 'role', 'x', '--type=json', '-p', '[{"op":"remove","path":"/rules"}]')
    await run('patch', 'configmap', 'x', '--type=json', '-p', '[{"op":"remove","path":"/data"}]')
    expect((await drifts()).map(({differences}) => differences.map(({path}) => path))).toEqual([['data.key'], ['rules'], ['subjects']])
  })

  it('shows values of Secrets only as hashes', async () => {
    await run('patch', 'secret', 'x', '-p', JSON.stringify({stringData: {key: 'other', more: 'x'}}))
    const [secret] = await drifts()
    expect(secret?.differences).toMatchObject([
      {path: 'data.key', expected: expect.stringMatching(/^sha256:[0-9a-f]{8}$/), found: expect.stringMatching(/^sha256:[0-9a-f]{8}$/)},
      {path: 'data.more', expected: undefined, found: expect.stringMatching(/^sha256:[0-9a-f]{8}$/)},
    ])
  })

  it('compares the texts of a rendered Secret with what the API server keeps of them, and shows none', async () => {
    const secret = objects.find(({kind}) => kind === 'Secret')
    if (secret === undefined) throw new Error('There is no Secret.')
    const {metadata, apiVersion = '', kind = ''} = secret
    const withText = (text: string) => ({apiVersion, kind, metadata, stringData: {key: text}})
    const compare = async (text: string) => (await readDrift(kubectl, [withText(text)])).compared[0]?.drift.differences
    expect(await compare('value')).toEqual([])
    const differences = await compare('a-private-key')
    expect(differences).toMatchObject([
      {path: 'data.key', expected: expect.stringMatching(/^sha256:/), found: expect.stringMatching(/^sha256:/)},
    ])
    expect(JSON.stringify(differences)).not.toContain('a-private-key')
  })

  it('tells what can only be restored by creating the object again', async () => {
    await run('delete', 'rolebinding', 'x')
    const other = {roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'other'}}
    const binding = objects.find(({kind}) => kind === 'RoleBinding')
    if (binding !== undefined) await createObjects(kubectl, [{...binding, ...other}], {mayExist: []})
    expect(await drifts()).toMatchObject([
      {kind: 'RoleBinding', mustBeRecreated: true, differences: [{path: 'roleRef.name', expected: 'x', found: 'other'}]},
    ])
  })

  it('tells what does not exist', async () => {
    await run('delete', 'role', 'x')
    expect(await drifts()).toEqual([{kind: 'Role', name: 'x', namespace, missing: true, mustBeRecreated: false, differences: []}])
  })

  it('tells what cannot be compared, with the right that is missing', async () => {
    await createObjects(kubectl, readerRights, {mayExist: readerRights})
    const asReader = await api.openDirectly(tool, api.config('reader'))
    const {unread} = await readDrift(
      asReader,
      objects.filter(({kind}) => kind === 'Deployment'),
    )
    expect(unread).toMatchObject([{kind: 'Deployment', status: 'Forbidden', reason: expect.stringContaining('User "reader" cannot')}])
  })
})

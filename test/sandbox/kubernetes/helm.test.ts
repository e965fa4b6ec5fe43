import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {tools} from '../../tools.ts'
import {writeChart} from './chart.ts'
import {workplace, type Run, type Workplace} from './real-tools.ts'
import {startTestApi, type TestApi} from './test-api.ts'

jest.setTimeout(60_000)

const versions = ['3.8.1', '3.18.0', '4.1.4', '4.2.3'] as const

describe.each(versions)('helm %s', version => {
  const {helm} = tools[version]
  let api: TestApi
  let place: Workplace
  let chart: string

  beforeAll(async () => {
    api = await startTestApi()
    place = await workplace(api)
    chart = await writeChart(place.folder)
  })

  afterAll(async () => {
    await api.close()
    await place.remove()
  })

  async function run(...args: readonly string[]): Promise<string> {
    const {code, stdout, stderr} = await place.run(helm, [...args, '--namespace', 'tr'])
    if (code !== 0) throw new Error(stderr)
    return stdout
  }

  async function secret(): Promise<string> {
    const {body} = await api.send('GET', '/api/v1/namespaces/tr/secrets/one')
    return Buffer.from(body.data.message, 'base64').toString()
  }

  it('installs, upgrades, rolls back and uninstalls a release', async () => {
    await run('upgrade', '--install', 'one', chart, '--create-namespace')
    expect(await secret()).toBe('hello')
    const made = await api.send('GET', '/apis/apps/v1/namespaces/tr/deployments/one')
    expect(made.body.spec.template.spec.containers[0]).toMatchObject({
      env: [{name: 'MESSAGE', value: 'hello'}],
      imagePullPolicy: 'IfNotPresent',
    })

    await run('upgrade', '--install', 'one', chart, '--set', 'message=bye')
    expect(await secret()).toBe('bye')
    const changed = await api.send('GET', '/apis/apps/v1/namespaces/tr/deployments/one')
    expect(changed.body.metadata).toMatchObject({uid: made.body.metadata.uid, generation: 2})
    expect(JSON.parse(await run('get', 'values', 'one', '-o', 'json'))).toEqual({message: 'bye'})
    expect(await run('get', 'manifest', 'one')).toContain('kind: ClusterRoleBinding')

    await run('rollback', 'one', '1')
    expect(await secret()).toBe('hello')
    const history = JSON.parse(await run('history', 'one', '-o', 'json')) as {revision: number; status: string}[]
    expect(history.map(({revision, status}) => `${revision} ${status}`)).toEqual(['1 superseded', '2 superseded', '3 deployed'])
    expect(JSON.parse(await run('list', '-A', '-o', 'json'))).toMatchObject([
      {name: 'one', namespace: 'tr', revision: '3', status: 'deployed'},
    ])
    expect(JSON.parse(await run('status', 'one', '-o', 'json'))).toMatchObject({name: 'one', version: 3})

    await run('uninstall', 'one', '--wait')
    expect((await api.send('GET', '/apis/apps/v1/namespaces/tr/deployments/one')).status).toBe(404)
    expect((await api.send('GET', '/api/v1/namespaces/tr/secrets')).body.items).toEqual([])
  })

  it('changes nothing when an upgrade changes nothing', async () => {
    await run('upgrade', '--install', 'same', chart, '--create-namespace')
    const before = await api.send('GET', '/apis/apps/v1/namespaces/tr/deployments/same')
    await run('upgrade', '--install', 'same', chart)
    const after = await api.send('GET', '/apis/apps/v1/namespaces/tr/deployments/same')
    expect(after.body.metadata.resourceVersion).toBe(before.body.metadata.resourceVersion)
  })

  it('waits for objects that need no controller', async () => {
    await run('upgrade', '--install', 'plain', chart, '--create-namespace', '--set', 'deployment=false', '--wait', '--timeout', '30s')
    expect(JSON.parse(await run('status', 'plain', '-o', 'json'))).toMatchObject({info: {status: 'deployed'}})
    await run('uninstall', 'plain', '--wait', '--timeout', '30s')
  })
})

describe('A field that does not exist', () => {
  let api: TestApi
  let place: Workplace
  let chart: string

  beforeAll(async () => {
    api = await startTestApi()
    place = await workplace(api)
    chart = await writeChart(place.folder)
  })

  afterAll(async () => {
    await api.close()
    await place.remove()
  })

  const install = (version: (typeof versions)[number], name: string): Promise<Run> =>
    place.run(tools[version].helm, ['upgrade', '--install', name, chart, '--namespace', 'tr', '--create-namespace', '--set', 'wrong=true'])

  it.each(['4.1.4', '4.2.3'] as const)('ends an installation by helm %s, which applies on the server', async version => {
    const {code, stderr} = await install(version, `bad-${version.replaceAll('.', '-')}`)
    expect(code).toBe(1)
    expect(stderr).toContain('.spec.template.spec.wrong: field not declared in schema')
  })

  it('is left out for helm 3.8.1, which asks the API to be lenient', async () => {
    const {code} = await install('3.8.1', 'lenient')
    expect(code).toBe(0)
    expect((await api.send('GET', '/apis/apps/v1/namespaces/tr/deployments/lenient')).body.spec.template.spec).not.toHaveProperty('wrong')
  })
})

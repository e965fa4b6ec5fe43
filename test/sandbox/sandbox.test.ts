import {existsSync, readFileSync, statSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {execa} from 'execa'
import {startSandbox} from '../../sandbox/sandbox.ts'
import {tools} from '../tools.ts'

const {kubectl} = tools['4.2.3']

/** Windows has no such modes; there it is what is wanted. */
const modeOf = (path: string, wanted: number): number => (process.platform === 'win32' ? wanted : statSync(path).mode & 0o777)

describe('the sandbox', () => {
  it('is a cluster for kubectl, and nothing is left of it afterwards', async () => {
    const sandbox = await startSandbox()
    const {env} = sandbox
    const file = env['KUBECONFIG'] ?? ''
    try {
      const {stdout} = await execa(kubectl, ['get', 'nodes', '-o', 'jsonpath={.items[*].status.nodeInfo.kubeletVersion}'], {env})
      expect(stdout).toMatch(/^v1\.36/)
      expect([modeOf(file, 0o600), modeOf(dirname(file), 0o700)]).toEqual([0o600, 0o700])
      expect(
        new Set(
          Object.values(env)
            .filter(value => value.includes('://'))
            .map(url => new URL(url).hostname),
        ),
      ).toEqual(new Set(['127.0.0.1']))
    } finally {
      await sandbox.close()
    }
    expect(existsSync(dirname(file))).toBe(false)
    await expect(fetch(sandbox.azure.imdsUrl)).rejects.toThrow('fetch failed')
    const after = await execa(kubectl, ['get', 'nodes', '--server', sandbox.cluster.api.url, '--token', 'x'], {reject: false})
    expect(after.stderr).toContain('refused')
  })

  it('is an Azure whose certificate a program of its environment trusts', async () => {
    await using sandbox = await startSandbox()
    const script = 'fetch(process.env.ARM_CLOUD_METADATA_URL).then(reply => reply.json()).then(([cloud]) => console.log(cloud.name))'
    const {stdout} = await execa(process.execPath, ['--eval', script], {env: sandbox.env})
    expect(stdout).toBe('VkctlSandbox')
  })

  it('hands out certificates that can be joined with others, and are trusted beside those that Node trusts', async () => {
    await using sandbox = await startSandbox()
    const {NODE_EXTRA_CA_CERTS: own = '', REQUESTS_CA_BUNDLE: all = '', SSL_CERT_FILE: same} = sandbox.env
    const [ca, bundle] = [readFileSync(own, 'utf8'), readFileSync(all, 'utf8')]
    expect(ca).toMatch(/^-----BEGIN CERTIFICATE-----\n[^-]+\n-----END CERTIFICATE-----\n$/)
    expect(bundle.endsWith(`\n${ca}`)).toBe(true)
    expect(bundle.split('BEGIN CERTIFICATE').length).toBeGreaterThan(100)
    expect(same).toBe(all)
  })

  it('runs twice at the same time', async () => {
    await using first = await startSandbox()
    await using second = await startSandbox()
    await execa(kubectl, ['create', 'namespace', 'only-here'], {env: first.env})
    const {stdout} = await execa(kubectl, ['get', 'namespaces', '-o', 'name'], {env: second.env})
    expect(stdout).toContain('namespace/default')
    expect(stdout).not.toContain('only-here')
  })

  it('has further clusters with an API server of their own', async () => {
    await using sandbox = await startSandbox({settings: {clusters: {other: 'otherGroup'}, cluster: {virtualNodeAddon: true}}})
    const {azure, env} = sandbox
    await execa(kubectl, ['create', 'namespace', 'only-here'], {env})
    const script = `
      const {AZURE_TENANT_ID: tenant, AZURE_CLIENT_ID: client_id, AZURE_CLIENT_SECRET: client_secret} = process.env
      const endpoint = '${azure.endpoint}'
      const form = {grant_type: 'client_credentials', client_id, client_secret, scope: endpoint + '/.default'}
      const signedIn = await fetch(endpoint + '/' + tenant + '/oauth2/v2.0/token', {method: 'POST', body: new URLSearchParams(form)})
      const headers = {authorization: 'Bearer ' + (await signedIn.json()).access_token}
      const cluster = '/resourceGroups/otherGroup/providers/Microsoft.ContainerService/managedClusters/other'
      const url = endpoint + '/subscriptions/${azure.subscriptionId}' + cluster + '/listClusterUserCredential?api-version=2026-06-01'
      const {kubeconfigs} = await (await fetch(url, {method: 'POST', headers})).json()
      process.stdout.write(Buffer.from(kubeconfigs[0].value, 'base64'))`
    const {stdout: kubeconfig} = await execa(process.execPath, ['--input-type=module', '--eval', script], {env})
    const list = ['get', 'nodes,namespaces', '-o', 'name']
    const file = join(env['AZURE_CONFIG_DIR'] ?? '', 'other')
    writeFileSync(file, kubeconfig)
    const {stdout} = await execa(kubectl, ['--kubeconfig', file, ...list])
    expect(stdout).toContain('node/aks-nodepool1-00000000-vmss000000')
    expect(stdout).not.toContain('only-here')
  })

  it('does not start in a world that cannot be', async () => {
    await expect(startSandbox({settings: {quota: {Cores: 1}}})).rejects.toThrow('quota has no "Cores"')
  })

  it('lets requests to either side fail', async () => {
    await using sandbox = await startSandbox()
    const body = JSON.stringify([
      {server: 'kubernetes', path: '^/api/v1/namespaces', status: 503, code: 'ServiceUnavailable', message: 'not now', times: 100},
    ])
    await fetch(`${sandbox.env['VKCTL_SANDBOX']}/faults`, {method: 'PUT', body})
    const failed = await execa(kubectl, ['get', 'namespaces'], {env: sandbox.env, reject: false})
    expect(failed.stderr).toContain('not now')
  })

  it('cleans up when it cannot start', async () => {
    await using sandbox = await startSandbox()
    const port = Number(new URL(sandbox.azure.endpoint).port)
    await expect(startSandbox({port})).rejects.toThrow('EADDRINUSE')
  })
})

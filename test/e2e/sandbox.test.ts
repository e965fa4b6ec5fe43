import {existsSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {describe, expect, it} from '@jest/globals'
import {execa} from 'execa'
import {tools} from '../tools.ts'

const script = fileURLToPath(new URL('../../scripts/sandbox.ts', import.meta.url))
const real = [script, '--control-plane', 'real']

describe('npm run sandbox -- --control-plane real', () => {
  it('runs a command beside a real API server, and ends both', async () => {
    const {kubectl} = tools['4.2.3']
    const look = `"${kubectl}" get leases -n kube-system -l apiserver.kubernetes.io/identity=kube-apiserver -o name && "${kubectl}" get nodes -o name && echo $AZURE_CONFIG_DIR; exit 42`
    const {exitCode, stdout} = await execa(process.execPath, [...real, '--exec', 'sh', '-c', look], {reject: false})
    const [lease, node, directory = ''] = stdout.split('\n')
    expect({exitCode, lease, node}).toEqual({
      exitCode: 42,
      lease: expect.stringMatching(/^lease\.coordination\.k8s\.io\/apiserver-/),
      node: 'node/aks-nodepool1-00000000-vmss000000',
    })
    expect(dirname(directory)).toContain('vkctl-sandbox-')
    expect(existsSync(directory)).toBe(false)
  }, 400_000)

  it('says that it needs Go', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'nothing-built-'))
    const env = {PATH: empty, XDG_CACHE_HOME: empty, LOCALAPPDATA: empty, HOME: empty}
    const {exitCode, stdout, stderr} = await execa(process.execPath, real, {reject: false, env})
    rmSync(empty, {recursive: true})
    expect({exitCode, stdout}).toEqual({exitCode: 1, stdout: ''})
    expect(stderr).toMatch(/^ERROR: .*needs Go/m)
  }, 30_000)
})

import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {compileCache} from '../../compile-cache.ts'
import {builtVkctl} from '../../lifecycle/world/vkctl-package.ts'

const home = mkdtempSync(join(tmpdir(), 'vkctl-completion-'))
const run = join(builtVkctl(), 'bin', 'run.js')
const env = {
  PATH: '/usr/bin:/bin',
  HOME: home,
  ...compileCache,
  AZURE_CLIENT_ID: 'id',
  AZURE_CLIENT_SECRET: 'secret',
  AZURE_TENANT_ID: 'tenant',
}

afterAll(() => rmSync(home, {recursive: true, force: true, maxRetries: 5}))

describe('vkctl __complete prints nothing and does not fail', () => {
  it.each([
    ['without a network', {ARM_CLOUD_METADATA_URL: 'https://127.0.0.1:1/metadata/endpoints'}],
    ['without a cache', {XDG_CACHE_HOME: '/proc/vkctl'}],
    ['without a home', {HOME: '/nowhere'}],
    ['with a broken configuration', {AZURE_CONFIG_DIR: join(home, 'broken')}],
  ])('%s', (_, more) => {
    writeFileSync(join(home, 'broken'), 'a file, not a folder')
    const {status, stdout, stderr} = spawnSync(process.execPath, [run, '__complete', '2', 'list', '-n', ''], {
      env: {...env, ...more},
      encoding: 'utf8',
      timeout: 20_000,
    })
    expect([status, stdout, stderr]).toEqual([0, '', ''])
  })
})

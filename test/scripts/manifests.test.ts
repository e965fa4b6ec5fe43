import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it} from '@jest/globals'
import {load} from 'js-yaml'
import {sha256} from '../../scripts/release/archive.ts'
import {makeManifests} from '../../scripts/release/manifests.ts'
import {NotHere} from '../../scripts/release/node-binary.ts'
import {platforms, type Platform} from '../../scripts/release/platform.ts'
import {archiveName} from '../../scripts/release/standalone.ts'

const version = '1.2.3'
const url = 'https://downloads.example/v1.2.3'
const hasRuby = spawnSync('ruby', ['--version']).status === 0

describe('the manifests for package managers', () => {
  let target = ''
  beforeAll(() => {
    target = mkdtempSync(join(tmpdir(), 'vkctl-manifests-'))
    for (const platform of platforms) writeFileSync(join(target, archiveName(version, platform)), `content for ${platform}`)
  })
  afterAll(() => rmSync(target, {recursive: true}))

  const read = (name: string) => readFileSync(join(target, name), 'utf8')
  const sum = (platform: Platform) => sha256(join(target, archiveName(version, platform)))

  it('are not made without an address or an archive, so that nothing in them is invented', () => {
    expect(() => makeManifests({target, version, url: undefined})).toThrow(NotHere)
    expect(() => makeManifests({target, version: '9.9.9', url})).toThrow(/vkctl-9\.9\.9-darwin-arm64\.zip, which is not in/)
  })

  it('name the address and the checksum of each archive', () => {
    const names = makeManifests({target, version, url})
    expect(names).toEqual(['vkctl.rb', 'vkctl.json', 'Vkctl.Vkctl.yaml', 'Vkctl.Vkctl.installer.yaml', 'Vkctl.Vkctl.locale.en-US.yaml'])
    const pairs = [...read('vkctl.rb').matchAll(/url "(.+)"\n +sha256 "(.+)"/g)].map(([, address, hash]) => [address, hash])
    const unix: readonly Platform[] = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64']
    expect(pairs).toEqual(unix.map(platform => [`${url}/${archiveName(version, platform)}`, sum(platform)]))
    const windows = `${url}/vkctl-1.2.3-win-x64.zip`
    expect(JSON.parse(read('vkctl.json'))).toMatchObject({version, architecture: {'64bit': {url: windows, hash: sum('win-x64')}}})
    expect(load(read('Vkctl.Vkctl.installer.yaml'))).toMatchObject({
      PackageVersion: version,
      NestedInstallerFiles: [{RelativeFilePath: 'vkctl-1.2.3-win-x64\\vkctl.exe'}],
      Installers: [{InstallerUrl: windows, InstallerSha256: sum('win-x64').toUpperCase()}],
    })
  })

  ;(hasRuby ? describe : describe.skip)('for Homebrew (skipped without ruby)', () => {
    it('are Ruby', () => {
      makeManifests({target, version, url})
      expect(spawnSync('ruby', ['-c', join(target, 'vkctl.rb')], {encoding: 'utf8'}).stdout).toContain('Syntax OK')
    })
  })
})

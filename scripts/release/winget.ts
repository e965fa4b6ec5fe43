import {dump} from 'js-yaml'
import type {DownloadOf} from './download.ts'

const manifestVersion = '1.6.0'
const identifier = 'Vkctl.Vkctl'

/** The three files of a package for winget (https://learn.microsoft.com/windows/package-manager/package/manifest), by their names. */
export function wingetManifests(version: string, download: DownloadOf): Readonly<Record<string, string>> {
  const {url, sha256} = download('win-x64')
  const file = (type: string, content: object): string => {
    const head = `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${type}.${manifestVersion}.schema.json\n`
    return `${head}${dump({PackageIdentifier: identifier, PackageVersion: version, ...content, ManifestType: type, ManifestVersion: manifestVersion})}`
  }
  return {
    [`${identifier}.yaml`]: file('version', {DefaultLocale: 'en-US'}),
    [`${identifier}.installer.yaml`]: file('installer', {
      InstallerType: 'zip',
      NestedInstallerType: 'portable',
      NestedInstallerFiles: [{RelativeFilePath: `vkctl-${version}-win-x64\\vkctl.exe`, PortableCommandAlias: 'vkctl'}],
      Installers: [{Architecture: 'x64', InstallerUrl: url, InstallerSha256: sha256.toUpperCase()}],
    }),
    [`${identifier}.locale.en-US.yaml`]: file('defaultLocale', {
      PackageLocale: 'en-US',
      Publisher: 'The vkctl authors',
      PackageName: 'vkctl',
      License: 'MIT',
      ShortDescription: 'Install, check and remove Virtual Kubelet connectors on AKS',
    }),
  }
}

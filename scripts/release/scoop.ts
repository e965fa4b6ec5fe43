import type {DownloadOf} from './download.ts'

/** A manifest for a bucket (https://github.com/ScoopInstaller/Scoop/wiki/App-Manifests). */
export function scoopManifest(version: string, download: DownloadOf): string {
  const {url, sha256} = download('win-x64')
  const manifest = {
    version,
    description: 'Install, check and remove Virtual Kubelet connectors on AKS',
    homepage: new URL('/', url).href,
    license: 'MIT',
    suggest: {Helm: 'helm', kubectl: 'kubectl'},
    architecture: {'64bit': {url, hash: sha256}},
    extract_dir: `vkctl-${version}-win-x64`,
    bin: 'vkctl.exe',
  }
  return `${JSON.stringify(manifest, undefined, 4)}\n`
}

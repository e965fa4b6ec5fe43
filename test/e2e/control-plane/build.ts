import {execFileSync, spawn} from 'node:child_process'
import {createHash} from 'node:crypto'
import {existsSync} from 'node:fs'
import {mkdir, mkdtemp, readdir, readFile, rename, rm} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {fileURLToPath, pathToFileURL} from 'node:url'
import {cacheFolder} from './cache-folder.ts'

const source = dirname(fileURLToPath(import.meta.url))
const version = '1.36.3'
const [major, minor] = version.split('.')

/** Without these the server calls itself `v0.0.0-master+$Format…`, and no chart's `kubeVersion` matches. */
const stamp = [`gitVersion=v${version}`, `gitMajor=${major}`, `gitMinor=${minor}`, 'gitTreeState=clean']
  .map(value => `-X k8s.io/component-base/version.${value}`)
  .join(' ')

const builds = [
  {module: 'etcd', arguments: ['.']},
  {
    module: 'kubernetes',
    arguments: [
      '-ldflags',
      `-s -w ${stamp}`,
      ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map(name => `k8s.io/kubernetes/cmd/${name}`),
    ],
  },
]

/** Go is not there, and no programs of an earlier build are. */
export class GoMissing extends Error {}

/** Undefined without Go. */
function goVersion(): string | undefined {
  try {
    return execFileSync('go', ['env', 'GOVERSION'], {encoding: 'utf8', cwd: source}).trim()
  } catch {
    return undefined
  }
}

/** Where the programs are or will be: a folder that changes with what is built and with the Go version. Without Go, what any version built. */
async function target(): Promise<string> {
  const key = createHash('sha256').update(stamp)
  for (const {module} of builds) key.update(await readFile(join(source, module, 'go.sum')))
  const root = cacheFolder()
  const name = `control-plane-${key.digest('hex').slice(0, 16)}`
  const compiler = goVersion()
  if (compiler !== undefined) return join(root, `${name}-${compiler}`)
  const built = existsSync(root) ? (await readdir(root)).find(folder => folder.startsWith(`${name}-`)) : undefined
  if (built === undefined) throw new GoMissing('A real control plane needs Go, which builds etcd and Kubernetes from their modules.')
  return join(root, built)
}

function go(folder: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('go', args, {cwd: folder, stdio: ['ignore', 2, 2]})
    child.once('error', reject)
    child.once('exit', code => (code === 0 ? resolve() : reject(new Error(`go ${args[0]} in ${folder} ended with ${code}.`))))
  })
}

/**
 * The folder with etcd, kube-apiserver, kube-controller-manager and kube-scheduler. The first call builds them, which
 * takes about six minutes on two cores and needs Go; later calls find them.
 */
export async function buildControlPlane(): Promise<string> {
  const folder = await target()
  if (existsSync(folder)) return folder
  console.error('Building etcd and Kubernetes, once; this takes about six minutes on two cores.')
  await mkdir(dirname(folder), {recursive: true})
  const unfinished = await mkdtemp(join(dirname(folder), 'unfinished-'))
  try {
    for (const build of builds) {
      const output = build.module === 'etcd' ? join(unfinished, process.platform === 'win32' ? 'etcd.exe' : 'etcd') : `${unfinished}/`
      await go(join(source, build.module), ['build', '-trimpath', '-buildvcs=false', '-o', output, ...build.arguments])
    }
    await rename(unfinished, folder).catch((error: unknown) => {
      // Somebody else built it at the same time.
      if (!existsSync(folder)) throw error
    })
  } finally {
    await rm(unfinished, {recursive: true, force: true})
  }
  return folder
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) console.log(await buildControlPlane())

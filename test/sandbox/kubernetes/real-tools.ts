import {spawn} from 'node:child_process'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {clusterConfig} from '../../cluster-config.ts'
import type {TestApi} from './test-api.ts'

export interface Run {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A folder with a kubeconfig for the API and a home of its own for helm and kubectl. */
export interface Workplace {
  readonly folder: string
  run(tool: string, args: readonly string[], input?: string): Promise<Run>
  remove(): Promise<void>
}

export async function workplace({
  url,
  caCertificate,
  adminToken,
}: Pick<TestApi, 'url' | 'caCertificate' | 'adminToken'>): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'vkctl-test-'))
  const kubeconfig = join(folder, 'config')
  await writeFile(kubeconfig, clusterConfig(url, caCertificate, adminToken), {mode: 0o600})
  const env = {
    ...process.env,
    KUBECONFIG: kubeconfig,
    HOME: folder,
    USERPROFILE: folder,
    XDG_CACHE_HOME: '',
    XDG_CONFIG_HOME: '',
    XDG_DATA_HOME: '',
  }
  return {
    folder,
    run: (tool, args, input = '') => runTool(tool, args, input, env),
    remove: () => rm(folder, {recursive: true, force: true, maxRetries: 5}),
  }
}

function runTool(tool: string, args: readonly string[], input: string, env: NodeJS.ProcessEnv): Promise<Run> {
  const {promise, resolve, reject} = Promise.withResolvers<Run>()
  const child = spawn(tool, args, {env, stdio: 'pipe'})
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => (stdout += part))
  child.stderr.setEncoding('utf8').on('data', (part: string) => (stderr += part))
  child.on('error', reject)
  child.on('close', code => resolve({code, stdout, stderr}))
  child.stdin.end(input)
  return promise
}

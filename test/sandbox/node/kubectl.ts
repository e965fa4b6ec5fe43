import {execFile} from 'node:child_process'
import {mkdtemp, rm, writeFile} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {clusterConfig} from '../../cluster-config.ts'
import {tools} from '../../tools.ts'
import type {TestCluster} from './test-cluster.ts'

/** Runs the real kubectl as an administrator of the cluster; gives what it prints. */
export async function kubectl({url, caCertificate, adminToken}: TestCluster, ...args: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'vkctl-test-'))
  try {
    const kubeconfig = join(folder, 'config')
    await writeFile(kubeconfig, clusterConfig(url, caCertificate, adminToken))
    const {stdout} = await promisify(execFile)(tools['4.2.3'].kubectl, [
      '--kubeconfig',
      kubeconfig,
      '--cache-dir',
      join(folder, 'cache'),
      ...args,
    ])
    return stdout
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

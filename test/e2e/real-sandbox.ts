import {startControl} from '../../sandbox/control.ts'
import {sandboxEnvironment} from '../../sandbox/environment.ts'
import {privateDirectory} from '../../sandbox/private-directory.ts'
import type {Sandbox, SandboxOptions} from '../../sandbox/sandbox.ts'
import {startReal} from '../lifecycle/world/cluster-under-test.ts'

/** What `startSandbox` starts, with a real control plane in place of the emulated API and controllers. Faults are those of Azure only. */
export async function startRealSandbox({
  port,
  settings,
}: Pick<SandboxOptions, 'port' | 'settings'>): Promise<Pick<Sandbox, 'env' | 'close'>> {
  const ended: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of ended.splice(0).toReversed()) await end()
  }
  try {
    const directory = await privateDirectory()
    ended.push(directory.remove)
    const {azure, azureCa: ca, faults, kubeconfig, close: closeCluster} = await startReal({...(port !== undefined && {port}), settings})
    ended.push(closeCluster)
    const control = await startControl(faults, azure.state)
    ended.push(control.close)
    return {env: await sandboxEnvironment({azure, directory, ca, kubeconfig, controlUrl: control.url, signedIn: 'operator'}), close}
  } catch (error) {
    await close()
    throw error
  }
}

import {spawnSync} from 'node:child_process'

/** kubectl as Tiller's hands. */
export class Cluster {
  readonly #target: readonly string[]

  constructor(flags: ReadonlyMap<string, string>) {
    const [kubeconfig, context] = [flags.get('--kubeconfig'), flags.get('--kube-context')]
    this.#target = [
      ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
      ...(context === undefined ? [] : ['--context', context]),
    ]
  }

  kubectl(args: readonly string[], input?: string): string {
    const {status, stdout, stderr} = spawnSync(process.env['HELM2_KUBECTL'] ?? 'kubectl', [...args, ...this.#target], {
      input,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(stderr.trim())
    return stdout
  }

  /** Undefined when there is no such object. */
  get(...args: readonly string[]): unknown {
    const stdout = this.kubectl(['get', ...args, '--ignore-not-found', '--output', 'json'])
    return stdout === '' ? undefined : JSON.parse(stdout)
  }

  /** `namespace` is for objects that name none; with it kubectl refuses those that name another. */
  apply(manifest: string, namespace?: string): void {
    this.kubectl(['apply', ...(namespace === undefined ? [] : ['--namespace', namespace]), '-f', '-'], manifest)
  }

  requireTiller(): void {
    if (this.get('deployment', 'tiller-deploy', '--namespace', 'kube-system') === undefined) throw new Error('could not find tiller')
  }
}

/** The cluster that kubectl and helm use. At least one of the two is set: otherwise they would use the current context. */
export interface KubeTarget {
  readonly kubeconfig?: string
  readonly context?: string
}

/** Environment variables that keep the settings of the user out of kubectl. */
export const neutralEnvironment: Readonly<Record<string, string>> = {
  // vkctl parses the output, so the user's aliases and defaults in kuberc (kubectl 1.33 and later) must not change it.
  KUBECTL_KUBERC: 'false',
}

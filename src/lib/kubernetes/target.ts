/** Which cluster kubectl and helm talk to. Both undefined is never given to them: that would be whatever context is current. */
export interface KubeTarget {
  readonly kubeconfig?: string
  readonly context?: string
}

/** The environment that keeps kubectl and helm at the target that they are told on the command line. */
export const neutralEnvironment: Readonly<Record<string, string>> = {
  // Output is read by a program, so it must not follow the user's kuberc aliases and defaults (kubectl >= 1.33).
  KUBECTL_KUBERC: 'false',
}

/**
 * Keeps helm at the target and the release storage that it is told on the command line. Empty is the same as not set to helm 2, 3 and 4.
 * What only says where helm keeps its own files and how it reaches registries (HELM_HOME, HELM_REGISTRY_CONFIG, HTTPS_PROXY, …) stays.
 */
export const helmEnvironment: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'HELM_NAMESPACE',
    'HELM_KUBECONTEXT',
    'HELM_KUBEAPISERVER',
    'HELM_KUBETOKEN',
    'HELM_KUBEASUSER',
    'HELM_KUBEASGROUPS',
    'HELM_KUBECAFILE',
    'HELM_KUBEINSECURE_SKIP_TLS_VERIFY',
    'HELM_KUBETLS_SERVER_NAME',
    // Where releases are stored: another driver would not find those that everybody else sees.
    'HELM_DRIVER',
    // Helm 2: a Tiller of another cluster.
    'HELM_HOST',
    // Writes into what is parsed here.
    'HELM_DEBUG',
  ].map(name => [name, '']),
)

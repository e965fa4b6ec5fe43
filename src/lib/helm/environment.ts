/**
 * Unsets the variables that would make helm use another cluster or another release storage than its arguments say. For Helm 2, 3 and 4, empty means not
 * set. Variables for helm's own files and for registries (HELM_HOME, HELM_REGISTRY_CONFIG, HTTPS_PROXY, …) stay.
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
    // The storage of releases. With another driver, helm would not find the existing releases.
    'HELM_DRIVER',
    // Helm 2: the address of Tiller, which may be in another cluster.
    'HELM_HOST',
    // Adds lines to the output that vkctl parses.
    'HELM_DEBUG',
  ].map(name => [name, '']),
)

import {manifestRule} from '../../manifest/manifest-rule.ts'

export const serviceAccountToken = manifestRule({
  id: 'service-account-token',
  title: 'Its pods do not rely on the token of a ServiceAccount',
  page: {
    symptom: 'A program finds no token in /var/run/secrets/kubernetes.io/serviceaccount, and Kubernetes refuses what it asks.',
    cause:
      'Kubernetes has kubelets fetch tokens since 1.24. The provider only mounts those of Secrets of the type kubernetes.io/service-account-token, and none for Windows.',
    fix: 'Set automountServiceAccountToken: false when the program does not talk to Kubernetes. Otherwise make a Secret of that type for the ServiceAccount.',
  },
  well: 'They do not seem to',
  find({workload: {pod, lineOf}}) {
    const {serviceAccountName, serviceAccount} = pod
    const account = serviceAccountName ?? serviceAccount ?? 'default'
    if (account === 'default' || account === '' || pod.automountServiceAccountToken === false) return []
    return [
      {
        verdict: 'warning',
        message: `Its pods run as the ServiceAccount ${account}, whose token does not reach ACI unless it is in a Secret.`,
        line: lineOf(pod, serviceAccountName === undefined ? 'serviceAccount' : 'serviceAccountName'),
        remedy: 'Set automountServiceAccountToken: false, or make a Secret of the type kubernetes.io/service-account-token.',
      },
    ]
  },
})

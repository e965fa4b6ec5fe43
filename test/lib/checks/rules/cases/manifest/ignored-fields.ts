import type {ManifestCases} from '../../manifest-case.ts'

const warns = (name: string, fields: object, message: RegExp, at?: RegExp) => ({
  name,
  ...fields,
  verdict: 'warning' as const,
  message,
  ...(at !== undefined && {at}),
})
const container = (fields: Readonly<Record<string, unknown>>) => ({container: fields})
const pod = (fields: Readonly<Record<string, unknown>>) => ({pod: fields})

export const manifestIgnoredFieldsCases: ManifestCases = {
  'ignored-fields': {
    fires: [
      warns(
        'workingDir',
        container({workingDir: '/app'}),
        /ignores containers\.workingDir: the program starts in the folder/,
        /workingDir/,
      ),
      warns(
        'a user',
        container({securityContext: {runAsUser: 1000}}),
        /containers\.securityContext\.runAsUser: the container runs as/,
        /1000/,
      ),
      warns('a user of the pod', pod({securityContext: {fsGroup: 2000, runAsNonRoot: true}}), /ignores securityContext\.fsGroup/),
      warns('rights', container({securityContext: {capabilities: {add: ['NET_ADMIN'], drop: ['ALL']}}}), /capabilities\.add/),
      warns('privileged', container({securityContext: {privileged: true}}), /privileged/),
      warns('hostname', pod({hostname: 'a', subdomain: 'b'}), /ignores hostname: .* ignores subdomain/),
      warns('headers of a probe', container({livenessProbe: {httpGet: {port: 80, httpHeaders: [{name: 'a', value: 'b'}]}}}), /httpHeaders/),
      warns('hostPort', container({ports: [{containerPort: 80, hostPort: 80}]}), /hostPort/),
      warns('an image that is there', container({imagePullPolicy: 'Never'}), /ACI pulls the image/),
      warns('scripts', pod({volumes: [{name: 'a', configMap: {name: 'c', defaultMode: 0o755}}]}), /the files cannot be executed/),
      warns('memory as a disk', pod({volumes: [{name: 'a', emptyDir: {medium: 'Memory'}}]}), /emptyDir\.medium/),
      warns('a time limit', {kind: 'Pod', ...pod({activeDeadlineSeconds: 60})}, /does not end after that time/),
      warns('resources of the pod', pod({resources: {limits: {cpu: 1}}}), /each container without requests/),
      warns('an init container', pod({initContainers: [{name: 'i', image: 'a', workingDir: '/a'}]}), /initContainers\.workingDir/),
      {
        name: 'devices',
        ...pod({resourceClaims: [{name: 'gpu', resourceClaimName: 'gpu'}]}),
        message: /The pods have resourceClaims\..*stays Pending/,
      },
    ],
    quiet: [
      {
        name: 'what makes no difference',
        ...container({tty: true, stdin: false, imagePullPolicy: 'Always', terminationMessagePath: '/a'}),
        message: /No field/,
      },
      {name: 'what is empty', ...pod({securityContext: {}, hostname: ''}), message: /No field/},
      {
        name: 'files that are only read',
        ...pod({volumes: [{name: 'a', secret: {secretName: 's', defaultMode: 0o400}}]}),
        message: /No field/,
      },
    ],
  },
}

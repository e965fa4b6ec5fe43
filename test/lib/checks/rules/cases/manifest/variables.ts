import type {ManifestCases} from '../../manifest-case.ts'

const env = (...variables: readonly object[]) => ({container: {env: variables}})
const config = (kind: string, content: object) => ({apiVersion: 'v1', kind, metadata: {name: 'c'}, ...content})

export const manifestVariablesCases: ManifestCases = {
  'variable-names': {
    fires: [
      {
        name: 'dots',
        ...env({name: 'spring.profiles.active', value: 'a'}),
        message: /the variable spring\.profiles\.active/,
        remedy: /spring_profiles_active/,
        at: /spring/,
      },
      {name: 'dashes', ...env({name: 'feature-flag', value: 'a'}), message: /the variable feature-flag/},
      {name: 'a digit', ...env({name: '1A', value: 'a'}), message: /the variable 1A/, remedy: /_1A/},
      {
        name: 'keys of a ConfigMap',
        container: {envFrom: [{configMapRef: {name: 'c'}}]},
        more: [config('ConfigMap', {data: {'log.level': 'a', PORT: '1'}})],
        message: /the variables log\.level from the ConfigMap c/,
      },
      {
        name: 'keys of a Secret, with a prefix',
        container: {envFrom: [{prefix: 'db.', secretRef: {name: 'c'}}]},
        more: [config('Secret', {stringData: {key: 'a'}})],
        message: /the variables db\.key from the Secret c/,
      },
    ],
    quiet: [
      {name: 'letters, digits and underscores', ...env({name: 'A_b9', value: 'a'}), message: /All names/},
      {name: 'a ConfigMap that is elsewhere', container: {envFrom: [{configMapRef: {name: 'c'}}]}, message: /All names/},
    ],
  },
  'empty-variables': {
    fires: [
      {
        name: 'an empty text',
        ...env({name: 'NO_PROXY', value: ''}),
        verdict: 'warning',
        message: /sets NO_PROXY to an empty value/,
        at: /NO_PROXY/,
      },
      {name: 'nothing', ...env({name: 'NO_PROXY'}), verdict: 'warning', message: /leaves the variable out/},
    ],
    quiet: [
      {name: 'a reference', ...env({name: 'A', valueFrom: {secretKeyRef: {name: 's', key: 'k'}}}), message: /No variable is empty/},
      {name: 'values without quotes', ...env({name: 'A', value: 0}, {name: 'B', value: false}), message: /No variable is empty/},
    ],
  },
  'command-variables': {
    fires: [
      {
        name: 'in args',
        container: {command: ['run'], args: ['-v', '--port=$(PORT)'], env: [{name: 'PORT', value: '80'}]},
        message: /Container web has \$\(PORT\) in args/,
        at: /\$\(PORT\)/,
      },
      {name: 'in a command', container: {command: ['run', '$(A)'], env: [{name: 'A', value: 'a'}]}, message: /in command/},
      {
        name: 'behind a number without quotes',
        container: {command: ['run', 8080, '$(A)'], env: [{name: 'A', value: 'a'}]},
        message: /has \$\(A\) in command/,
        at: /\$\(A\)/,
      },
      {name: 'perhaps of a ConfigMap', container: {command: ['$(A)'], envFrom: [{configMapRef: {name: 'c'}}]}, message: /has \$\(A\)/},
      {name: 'escaped', container: {command: ['$$(A)'], env: [{name: 'A', value: 'a'}]}, message: /has \$\$\(A\)/},
    ],
    quiet: [
      {
        name: 'of the shell',
        container: {command: ['sh', '-c', 'echo $(date) $PORT'], env: [{name: 'PORT', value: '80'}]},
        message: /No command/,
      },
      {name: 'in a variable', ...env({name: 'A', value: 'a'}, {name: 'B', value: '$(A)'}), message: /No command/},
    ],
  },
}

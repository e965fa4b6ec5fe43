import type {Flaw} from '../../manifest/flaw.ts'
import {manifestRule} from '../../manifest/manifest-rule.ts'
import {objectNamed} from '../../manifest/manifest-values.ts'
import type {ManifestObject} from '../../manifest/objects.ts'
import {allContainers, type NamedContainer} from '../../manifest/pod-spec.ts'
import type {Workload} from '../../manifest/workload.ts'

/** Names that ACI accepts. Kubernetes accepts dots and dashes too. */
const accepted = /^[A-Za-z_]\w*$/

export const variableNames = manifestRule({
  id: 'variable-names',
  title: 'ACI accepts the names of the environment variables',
  page: {
    symptom: 'Pods are `ProviderFailed` because the name of an environment variable is invalid.',
    cause:
      'ACI accepts letters, digits and underscores in names of variables. Kubernetes also accepts dots and dashes, as in `spring.profiles.active`. With `envFrom`, each key of a ConfigMap or Secret is such a name.',
    fix: 'Use names such as `SPRING_PROFILES_ACTIVE`. For .NET, write two underscores for a colon.',
  },
  well: 'All names consist of letters, digits and underscores',
  find: ({workload, objects}) =>
    allContainers(workload.pod).flatMap(named => [...own(named, workload), ...imported(named, workload, objects)]),
})

function own({container: {env = []}, label}: NamedContainer, {lineOf}: Workload): readonly Flaw[] {
  return env
    .filter(({name}) => name !== undefined && !accepted.test(name))
    .map(variable => ({
      message: `${label} has the variable ${variable.name ?? ''}. ACI accepts only letters, digits and underscores.`,
      line: lineOf(variable, 'name'),
      remedy: `Use another name, such as ${better(variable.name ?? '')}.`,
    }))
}

interface Holder {
  readonly data?: object
  readonly stringData?: object
}

/** The keys of ConfigMaps and Secrets that become variables, if they are in the files. */
function imported(
  {container: {envFrom = []}, label}: NamedContainer,
  workload: Workload,
  objects: readonly ManifestObject[],
): readonly Flaw[] {
  return envFrom.flatMap(source => {
    const {configMapRef, secretRef, prefix = ''} = source
    const [kind, reference] = configMapRef === undefined ? (['Secret', secretRef] as const) : (['ConfigMap', configMapRef] as const)
    const found = objectNamed(objects, kind, reference?.name, workload)
    const {data = {}, stringData = {}}: Holder = found?.value ?? {}
    const wrong = Object.keys({...data, ...stringData}).filter(key => !accepted.test(`${prefix}${key}`))
    if (found === undefined || wrong.length === 0) return []
    return [
      {
        message: `${label} gets the variables ${wrong.map(key => `${prefix}${key}`).join(', ')} from the ${kind} ${found.name ?? ''}. ACI accepts only letters, digits and underscores.`,
        line: workload.lineOf(source),
        remedy: `Rename the keys of the ${kind}, or set the variables one by one (env with valueFrom).`,
      },
    ]
  })
}

const better = (name: string): string => name.replaceAll(/\W/g, '_').replace(/^(\d)/, '_$1')

export const emptyVariables = manifestRule({
  id: 'empty-variables',
  title: 'All environment variables have a value',
  page: {
    symptom: 'A variable that the manifest sets to an empty text is not there in the container.',
    cause:
      'The provider leaves out variables whose value is empty. A program that tells an empty variable from a missing one behaves differently.',
    fix: 'Remove the variable, or give it a value that the program understands.',
  },
  well: 'No variable is empty',
  find: ({workload: {pod, lineOf}}) =>
    allContainers(pod).flatMap(({container: {env = []}, label}) =>
      env
        .filter(({value = '', valueFrom}) => value === '' && valueFrom === undefined)
        .map(variable => ({
          verdict: 'warning' as const,
          message: `${label} sets ${variable.name ?? 'a variable'} to an empty value. The provider leaves the variable out.`,
          line: lineOf(variable),
          remedy: 'Remove the variable, or give it a value.',
        })),
    ),
})

export const commandVariables = manifestRule({
  id: 'command-variables',
  title: 'Commands do not refer to variables with $(NAME)',
  page: {
    symptom: 'A program gets the text `$(NAME)` as an argument, and not the value of the variable.',
    cause: 'A kubelet replaces `$(NAME)` in `command` and `args`. Neither the provider nor ACI does.',
    fix: "Let a shell replace it: `command: ['sh', '-c', 'exec my-program --port=$NAME']`. In `env`, `$(NAME)` works.",
  },
  well: 'No command refers to a variable with $(NAME)',
  find: ({workload: {pod, lineOf}}) =>
    allContainers(pod).flatMap(({container, label}) => {
      const {env = [], envFrom = []} = container
      const names = new Set(env.map(({name}) => name))
      return (['command', 'args'] as const).flatMap(field =>
        (container[field] ?? []).flatMap((word, index) => {
          // Two dollars stand for one, which the kubelet would make of them.
          const references = [...word.matchAll(/\$?\$\(([-._a-zA-Z][-._a-zA-Z0-9]*)\)/g)]
          const used = references.find(([, name]) => names.has(name ?? '') || envFrom.length > 0)
          if (used === undefined) return []
          return [
            {
              message: `${label} has ${used[0]} in ${field}. The program gets this text, and not the value.`,
              line: lineOf(container[field], String(index)),
              remedy: "Let a shell replace it: command: ['sh', '-c', 'exec PROGRAM $NAME']",
            },
          ]
        }),
      )
    }),
})

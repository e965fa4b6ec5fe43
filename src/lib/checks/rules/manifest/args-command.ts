import {manifestRule} from '../../manifest/manifest-rule.ts'
import {allContainers} from '../../manifest/pod-spec.ts'

export const argsCommand = manifestRule({
  id: 'args-command',
  title: 'Its containers have a command where they have args',
  page: {
    symptom: 'Pods are ProviderFailed with ACI does not support providing args without specifying the command.',
    cause: 'Azure knows one command line and cannot add arguments to the entrypoint of an image.',
    fix: "Write the image's entrypoint as command: docker image inspect IMAGE shows it.",
  },
  well: 'No args without a command',
  find({workload: {pod, lineOf}}) {
    return allContainers(pod)
      .filter(({container: {args = [], command = []}}) => args.length > 0 && command.length === 0)
      .map(({container, label}) => ({
        message: `${label} has args and no command.`,
        line: lineOf(container, 'args'),
        remedy: "Add command with the image's entrypoint.",
      }))
  },
})

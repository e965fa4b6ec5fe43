import {podErrorRule} from './pod-error.ts'

export const podCommand = podErrorRule({
  id: 'pod-command',
  title: 'No container has arguments without a command',
  page: {
    symptom: 'Pods are ProviderFailed with "ACI does not support providing args without specifying the command".',
    cause: 'ACI knows only a whole command line, and the provider does not know the entrypoint of the image.',
    fix: 'Put the entrypoint of the image into command of the container.',
  },
  remedy: 'Give the containers a command beside their args.',
})

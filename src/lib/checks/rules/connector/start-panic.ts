import {startErrorRule} from './start-error.ts'

export const startPanic = startErrorRule({
  id: 'start-panic',
  title: 'It does not crash',
  page: {
    symptom: 'The log ends with "panic:" or SIGSEGV and a stack; the pod is in CrashLoopBackOff.',
    cause:
      'A nil pointer: the subnet that it was given does not exist, or it is the image 1.6.0, which crashes at its start. "cloud config does not exist": azure.json names a cloud that the provider does not know.',
    fix: 'Create the subnet, or use a newer --image-tag. For the cloud run install-connector with the same arguments again: it writes azure.json anew.',
  },
  pattern: /^panic:|msg="panic|SIGSEGV|cloud config does not exist/,
  remedy:
    'Run install-connector with the same arguments again; give --image-tag for an image older than 1.6.1, and create the subnet if one is used that does not exist.',
})

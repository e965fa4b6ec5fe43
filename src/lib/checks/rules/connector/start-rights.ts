import {startErrorRule} from './start-error.ts'

export const startRights = startErrorRule({
  id: 'start-rights',
  title: 'The API server lets it look at what it needs',
  page: {
    symptom: 'The connector does not get ready; its log repeats lines with "is forbidden: User … cannot list resource …".',
    cause: 'Its service account lacks a right: a role or its binding was changed or deleted, or the chart was installed without them.',
    fix: 'Run install-connector with the same arguments again, as cluster administrator: it puts the roles back.',
  },
  pattern: /forbidden.*cannot (get|list|watch|create|update|patch|delete) /,
  remedy: 'Run install-connector with the same arguments again; it puts the roles back.',
})

import {startErrorRule} from './start-error.ts'

export const startFlags = startErrorRule({
  id: 'start-flags',
  title: 'It knows the arguments that it is started with',
  page: {
    symptom: 'The connector crashes with "unknown flag".',
    cause: 'Chart and image are of different times: the chart passes an argument that this image does not have.',
    fix: 'Run install-connector without --chart-url and --image-tag, or give two that belong together.',
  },
  pattern: /unknown (shorthand )?flag/,
  remedy: 'Run install-connector with an --image-tag that fits the chart.',
})

import type {PlannedStep} from '../lib/connector/install/changes/planned-steps.ts'

/** The rows of `-o table`: one for each change, and one for a step without any. */
export function planRows(steps: readonly PlannedStep[]): readonly object[] {
  return steps.flatMap<object>(({step, description, changes}) =>
    changes.length === 0
      ? [{step, action: '', target: description, path: '', from: '', to: ''}]
      : changes.map(({action, target, path, from, to, reason}) => ({
          step,
          action,
          target,
          path: path ?? reason ?? '',
          from: cell(from),
          to: cell(to),
        })),
  )
}

function cell(value: unknown): string {
  if (value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

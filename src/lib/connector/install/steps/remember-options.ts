import type {Given} from '../../model/record/record.ts'
import {changeRecord} from './change-record.ts'
import type {StepKind} from '../../session/step.ts'

/** Records the options, once the connector works with them. Later installs keep them. */
export interface RememberOptions {
  readonly do: 'remember'
  readonly release: string
  readonly namespace: string
  readonly given: Given
}

export const rememberOptions: StepKind<RememberOptions> = {
  describe: ({release}) => `Remember the options of ${release} for later installs`,
  take: ({given, ...which}, {session}) => changeRecord(session, which, record => ({...record, given})),
}

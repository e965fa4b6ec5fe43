import {UserError} from '../../../errors.ts'
import {readObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {applyObjects} from '../../../kubernetes/write.ts'
import {readRecord, receiptName, receiptObject, type Given} from '../../model/record/record.ts'
import type {StepKind} from './step.ts'

/** Writes down what was given, now that the connector works with it. Later installs keep it. */
export interface RememberOptions {
  readonly do: 'remember'
  readonly release: string
  readonly namespace: string
  readonly given: Given
}

export const rememberOptions: StepKind<RememberOptions> = {
  describe: ({release}) => `Remember the options of ${release} for later installs`,

  async take({release, namespace, given}, {session: {kubectl}}) {
    const {objects, unread} = await readObjects(kubectl, [{apiVersion: 'v1', kind: 'Secret', name: receiptName(release), namespace}])
    if (unread.length > 0) throw unreadError(`read the record of ${release}`, unread)
    const [object] = objects
    const receipt = object && readRecord(object).receipt
    if (receipt === undefined) throw new UserError(`Somebody changed the record of ${release} during the install.`)
    await applyObjects(kubectl, [receiptObject({...receipt, given})])
  },
}

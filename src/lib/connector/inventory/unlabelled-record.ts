import type {Fact} from '../../checks/engine/fact.ts'
import {ofKind, type ObjectRef} from '../../kubernetes/objects.ts'
import type {Reading} from '../../kubernetes/read.ts'
import {readRecord, recordName, type RecordFault} from '../model/record/record.ts'
import {objectsIn, type Candidate} from './candidate.ts'

/** Where the record of a connector would be that has none under its labels. */
export function lostRecordRefs({record, recordFault, release, namespace}: Candidate): readonly ObjectRef[] {
  if (record !== undefined || recordFault !== undefined || namespace === '') return []
  return [{apiVersion: 'v1', kind: 'Secret', name: recordName(release), namespace}]
}

/** Why the Secret in the place of the record is none: without the labels of vkctl, an install takes it for that of somebody else. */
export function faultOfUnlabelled(candidate: Candidate, byName: Fact<Reading>): RecordFault | undefined {
  const refs = lostRecordRefs(candidate)
  const found = ofKind(objectsIn(byName), 'Secret').find(({metadata}) =>
    refs.some(({name, namespace}) => metadata.name === name && metadata.namespace === namespace),
  )
  return found && readRecord(found).fault
}

import type {Fact} from '../../checks/engine/fact.ts'
import {ofKind, type ObjectRef} from '../../kubernetes/objects.ts'
import type {Reading} from '../../kubernetes/read.ts'
import {isOwnObject} from '../model/labels.ts'
import {recordName, type RecordFault} from '../model/record/record.ts'
import {objectsIn, type Candidate} from './candidates.ts'

/** Where the record of a connector would be that has none under its labels. */
export function lostRecordRefs({record, recordFault, release, namespace}: Candidate): readonly ObjectRef[] {
  if (record !== undefined || recordFault !== undefined || namespace === '') return []
  return [{apiVersion: 'v1', kind: 'Secret', name: recordName(release), namespace}]
}

/** Why a Secret in the place of the record is none: without the labels of vkctl, an install takes it for that of somebody else. */
export function faultOfUnlabelled(candidate: Candidate, byName: Fact<Reading>): RecordFault | undefined {
  const {release, namespace} = candidate
  const isThere = ofKind(objectsIn(byName), 'Secret').some(
    object => object.metadata.name === recordName(release) && object.metadata.namespace === namespace && !isOwnObject(object, release),
  )
  return isThere && lostRecordRefs(candidate).length > 0 ? {kind: 'broken', reason: 'its labels are not those that vkctl sets'} : undefined
}

import {createHash} from 'node:crypto'
import {nameOf} from './ids.ts'

/** Namespace of the UUIDs; a random value for vkctl that must never change. */
const namespace = Buffer.from('6f1b7b0a1c0e4b7e9a51c2e4d8f3a960', 'hex')

/**
 * The name (a GUID) of a role assignment that vkctl creates. The same scope, role and principal result in the same name, so that a repeated request does
 * not create a second assignment. It is a version 5 UUID (RFC 9562) of the lower-case ids, because ARM ids are not case-sensitive.
 */
export function roleAssignmentName(scope: string, roleDefinitionId: string, principalId: string): string {
  const role = nameOf(roleDefinitionId)
  const hash = createHash('sha1').update(namespace).update([scope, role, principalId].join('\n').toLowerCase()).digest().subarray(0, 16)
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  return hash.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

import {nodeName, type ConnectorId} from '../names.ts'
import type {ConnectorRecord, RecordFault} from './record.ts'

/** What shows which node is a connector's. */
export interface NodeProof {
  /** The node that its Deployment registers; undefined without a Deployment. */
  readonly registered: string | undefined
  /** Whether a virtual node of this name exists that no Deployment registers. */
  readonly isLeft: (name: string) => boolean
}

/**
 * The name of a connector's node; undefined if nothing proves it. Usually it follows from the name of the connector. One that was taken over keeps the name of
 * its node, which stands in its record. A record proves nothing, so this name counts only if the Deployment registers the node, or if neither the connector
 * has a Deployment nor the node. Pure.
 */
export function provedNodeName(
  id: ConnectorId,
  record: Pick<ConnectorRecord, 'nodeName'> | undefined,
  {registered, isLeft}: NodeProof,
): string | undefined {
  const usual = nodeName(id)
  const named = record?.nodeName ?? registered ?? usual
  return named === usual || named === registered || (registered === undefined && isLeft(named)) ? named : undefined
}

/** Why a record whose node is not proved cannot be used. */
export function unprovedNode(name: string): RecordFault {
  return {
    kind: 'broken',
    reason: `nothing proves that the node ${name} is that of its connector; if another connector registers it, take that over with --adopt ${name}`,
  }
}

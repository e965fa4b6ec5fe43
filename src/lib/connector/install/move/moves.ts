import {ofKind} from '../../../kubernetes/objects.ts'
import {listObjects} from '../../../kubernetes/read.ts'
import {unreadError} from '../../../kubernetes/unread.ts'
import {isSamePlace} from '../../model/record/place.ts'
import type {ClusterSession} from '../../session/cluster-session.ts'
import type {Wanted} from '../wanted.ts'
import {changesInWords, effectOnPods} from './words.ts'

/** The pods on the nodes of connectors that leave a place, as `namespace/name`, by release. */
export type MovingPods = ReadonlyMap<string, readonly string[]>

/** Reads the pods on the node of every connector that leaves a place. */
export async function readMovingPods({kubectl}: ClusterSession, wanted: readonly Wanted[]): Promise<MovingPods> {
  const moving = wanted.filter(({record}) => record.earlierPlaces.length > 0)
  return new Map(
    await Promise.all(
      moving.map(async ({record: {release, nodeName}}) => {
        const {objects, unread} = await listObjects(kubectl, {kinds: ['pods'], fields: `spec.nodeName=${nodeName}`})
        if (unread.length > 0) throw unreadError(`read the pods on ${nodeName}`, unread)
        return [release, ofKind(objects, 'Pod').map(({metadata}) => `${metadata.namespace}/${metadata.name}`)] as const
      }),
    ),
  )
}

/** The question to the user before connectors move; undefined if none moves, or only back to where an unfinished move came from. */
export function questionAbout(wanted: readonly Wanted[], moving: MovingPods): string | undefined {
  const sentences = wanted.flatMap(({record, existing: {record: before}}) => {
    const pods = moving.get(record.release) ?? []
    if (before === undefined || isSamePlace(before, record)) return []
    const runs = before.applied !== undefined || pods.length > 0
    if (!runs || before.earlierPlaces.some(place => isSamePlace(place, record))) return []
    return [`${record.release} moves: ${changesInWords(before, record)}. ${effectOnPods(pods, before, record)}`]
  })
  return sentences.length === 0 ? undefined : [...sentences, 'Are you sure you want to perform this operation?'].join('\n')
}

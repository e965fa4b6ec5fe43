import {listOf, textOf, type KubeObject} from '../object.ts'
import type {Cause} from '../status-error.ts'
import {duplicate, notSupported, required} from './cause.ts'
import {validateKey, validateLabelValue} from './labels.ts'

export const taintEffects = ['NoSchedule', 'PreferNoSchedule', 'NoExecute']

export function validateNode(node: KubeObject): Cause[] {
  const seen = new Set<string>()
  return listOf(node.spec, 'taints').flatMap((taint, index) => {
    const at = `metadata.taints[${index}]`
    const key = textOf(taint, 'key')
    const effect = textOf(taint, 'effect')
    const causes = [...validateKey(`${at}.key`, key), ...validateLabelValue(`${at}.value`, textOf(taint, 'value'))]
    if (effect === '') causes.push(required(`${at}.effect`))
    else if (!taintEffects.includes(effect)) causes.push(notSupported(`${at}.effect`, effect, taintEffects))
    if (seen.has(`${key}:${effect}`)) causes.push(duplicate(at, {key, effect}))
    seen.add(`${key}:${effect}`)
    return causes
  })
}

import {connectorRule} from '../../connector-values.ts'
import {gist} from '../../error-text.ts'
import {podErrors, type PodErrorId} from '../../pod-errors.ts'
import {podList} from '../../pod-list.ts'
import type {RuleText} from '../../rule.ts'

interface PodErrorRule extends Omit<RuleText, 'id' | 'category'> {
  readonly id: PodErrorId
  /** What helps; may be put together from the text of the first pod. */
  readonly remedy: string | ((text: string) => string)
}

/** A rule about pods whose status shows one kind of error. */
export function podErrorRule({remedy, ...text}: PodErrorRule) {
  return connectorRule({
    ...text,
    category: 'pods',
    needs: ['podsOnNode'],
    check(_, {podsOnNode}) {
      const found = podErrors(podsOnNode).filter(({id}) => id === text.id)
      const [first] = found
      if (first === undefined) {
        return {
          verdict: 'ok',
          message: podsOnNode.length === 0 ? 'No pods are on the node' : `No pod of ${podsOnNode.length} on the node says otherwise`,
        }
      }
      return {
        verdict: 'problem',
        message: `${podList(found.map(({pod}) => pod))}: ${gist(first.text)}`,
        remedy: typeof remedy === 'string' ? remedy : remedy(first.text),
      }
    },
  })
}

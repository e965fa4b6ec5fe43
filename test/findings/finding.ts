import type {Finding} from '../../src/lib/checks/engine/finding.ts'

/** A finding; tests say what matters to them. */
export function finding(more: Partial<Finding> = {}): Finding {
  const {id = 'node-ready', verdict = 'problem', remedy} = more
  const isWell = verdict === 'ok' || verdict === 'skipped'
  return {
    id,
    category: 'node',
    verdict,
    title: 'Its node is ready',
    message: verdict === 'ok' ? 'Node n is Ready' : 'Node n is not Ready.',
    remedy: isWell ? '' : 'kubectl describe node n',
    ...(!isWell && remedy === undefined && {commands: ['kubectl describe node n']}),
    target: 'vk-linux',
    docs: `docs/checks.md#${id}`,
    ...more,
  }
}
